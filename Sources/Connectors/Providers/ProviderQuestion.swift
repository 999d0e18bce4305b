/// A question to a provider's reporting API: without the address it is sent to, and without the key.
package struct ProviderQuestion: Sendable {
  /// Begins with a slash.
  package var path: String
  /// In the order they are sent; a name may come twice.
  package var query: [(name: String, value: String)]
  /// Sent by POST when there is one, by GET otherwise.
  package var body: [UInt8]?

  package init(_ path: String, _ query: [(name: String, value: String)] = [], body: [UInt8]? = nil) {
    (self.path, self.query, self.body) = (path, query, body)
  }

  /// Path and query as they stand in a URL; everything but letters, digits and `-._~` is percent-encoded (RFC 3986).
  package var resource: String {
    let pairs = query.map { "\(ProviderQuestion.encoded($0.name))=\(ProviderQuestion.encoded($0.value))" }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  package static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if isAlphanumeric(byte) || "-._~".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}

/// A provider whose usage can be fetched: where it is asked, and how it wants to see a key.
package enum UsageProvider: String, CaseIterable, Sendable {
  case anthropic, openai, bigquery

  /// Where the provider listens.
  package var usualURL: String {
    switch self {
    case .anthropic: "https://api.anthropic.com"
    case .openai: "https://api.openai.com"
    case .bigquery: "https://bigquery.googleapis.com"
    }
  }

  /// The least time from one request to the next, in milliseconds: Anthropic's admin API takes one a minute, sustained.
  package var intervalMilliseconds: Int64 { self == .anthropic ? 60_000 : 0 }

  /// The headers that carry a key. Anthropic's admin API knows no other version than this one.
  fileprivate func headers(_ key: String) -> [(name: String, value: String)] {
    self == .anthropic ? [("x-api-key", key), ("anthropic-version", "2023-06-01")] : [("Authorization", "Bearer \(key)")]
  }

  /// The request that asks a question.
  ///
  /// - Parameter base: the URL that the question's path is put behind; a path of its own stays before it.
  /// - Throws: `TargetProblem` when the URL is none, `OutboundFailure` when the key cannot be sent.
  package func request(
    _ question: ProviderQuestion, base: String, key: Secret, agent: String, permitted: PermittedHosts, timing: CurlTiming
  ) throws -> CurlRequest {
    guard let key = key.text else { throw OutboundFailure.unwritable("key") }
    let trimmed = base.hasSuffix("/") ? String(base.dropLast()) : base
    let target = try WebTarget(trimmed + question.resource, permitted: permitted)
    var headers = headers(key) + [("Accept", "application/json"), ("User-Agent", agent)]
    if question.body != nil { headers.append(("Content-Type", "application/json")) }
    return CurlRequest(
      question.body == nil ? .get : .post, target, headers: headers, body: question.body ?? [], timing: timing,
      answerLimit: UsageProvider.longestAnswer)
  }

  /// What a page may hold, in bytes.
  private static let longestAnswer = 1 << 25
}
