/// A URL that a request may be sent to, as far as its text can tell; its address is judged when it is looked up.
///
/// The text may hold secrets (a token in the path or the query), so a description shows the host only.
package struct WebTarget: Hashable, Sendable {
  package enum Scheme: String, Sendable {
    case http, https
  }

  package static let longest = 2_048

  package let scheme: Scheme
  package let endpoint: Endpoint
  /// Path and query.
  package let resource: String

  /// Reads an https URL, or an http one whose host and port are permitted.
  package init(_ text: String, permitted: PermittedHosts) throws(TargetProblem) {
    guard !text.isEmpty, text.utf8.count <= WebTarget.longest else { throw .length }
    guard text.utf8.allSatisfy({ 0x21...0x7e ~= $0 && $0 != UInt8(ascii: "\\") }) else { throw .character }
    let scheme: Scheme
    var rest = text[...]
    if text.prefix(8).lowercased() == "https://" {
      (scheme, rest) = (.https, rest.dropFirst(8))
    } else if text.prefix(7).lowercased() == "http://" {
      (scheme, rest) = (.http, rest.dropFirst(7))
    } else {
      throw .scheme
    }
    guard !rest.contains("#") else { throw .fragment }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@") else { throw .user }
    rest = rest.dropFirst(authority.count)
    self.scheme = scheme
    endpoint = try Endpoint(String(authority), defaultPort: scheme == .https ? 443 : 80)
    resource = rest.hasPrefix("/") ? String(rest) : "/" + rest
    if scheme == .http, !permitted.contains(endpoint) { throw .plainHTTP(endpoint) }
  }

  /// The whole URL, with the host as it was understood. Not for people to read.
  package var url: String { "\(scheme.rawValue)://\(endpoint)\(resource)" }

  /// The URL without what may be secret.
  package var redacted: String { "\(scheme.rawValue)://\(endpoint)/…" }
}

extension WebTarget: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { redacted }
  package var debugDescription: String { redacted }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What is wrong with the text of a target.
package enum TargetProblem: Error, Hashable, Sendable {
  case length, character, scheme, user, fragment, host, port
  case plainHTTP(Endpoint)
  case plainMail(Endpoint)

  /// What would have been accepted.
  package var message: String {
    switch self {
    case .length: "expected a URL of 1 to \(WebTarget.longest) characters"
    case .character: "expected a URL of printable ASCII without spaces and backslashes; other characters are percent-encoded"
    case .scheme: "expected a URL that begins with https://"
    case .user: "expected a URL without a user name or password"
    case .fragment: "expected a URL without a fragment (#)"
    case .host: "expected a host name of letters, digits, hyphens and dots, an IPv4 address, or an IPv6 address in brackets"
    case .port: "expected a port from 1 to 65535"
    case .plainHTTP(let endpoint):
      "expected a URL that begins with https://; http:// is for hosts permitted at start (--webhook-allow \(endpoint))"
    case .plainMail(let endpoint):
      "expected security starttls or tls; none is for hosts permitted at start (--webhook-allow \(endpoint))"
    }
  }
}
