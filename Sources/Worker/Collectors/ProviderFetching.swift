import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// How providers are asked for usage, as the start-up configuration has it.
struct ProviderFetching: Sendable {
  private let urls: Settings.ProviderURLs
  /// How long an answer may take.
  let timing: CurlTiming
  /// Instead of the provider's own interval between requests, in milliseconds: tests wait less.
  private let interval: Int64?

  init(_ settings: Settings, _ permitted: PermittedHosts, _ world: World) throws(ErrorAnswer) {
    urls = settings.providerURLs ?? Settings.ProviderURLs()
    let limit = world.environment("COSTWIRE_FETCH_MS").flatMap { Int($0) } ?? 60_000
    timing = CurlTiming(milliseconds: min(max(limit, 10), 600_000), connectMilliseconds: 10_000)
    interval = world.environment("COSTWIRE_REQUEST_MS").flatMap { Int64($0) }.map { min(max($0, 0), 3_600_000) }
    for provider in UsageProvider.allCases {
      guard let url = url(provider) else { continue }
      do throws(TargetProblem) {
        _ = try WebTarget(url, permitted: permitted)
      } catch {
        throw ErrorAnswer(.configurationError, "provider_urls.\(provider.rawValue): \(error.message)")
      }
    }
  }

  private func url(_ provider: UsageProvider) -> String? {
    switch provider {
    case .anthropic: urls.anthropic
    case .openai: urls.openai
    case .bigquery: urls.bigquery
    }
  }

  /// Where a provider is asked; what a credential says goes before.
  func base(_ credential: Credential) -> String { credential.fields.baseURL ?? url(credential.provider) ?? credential.provider.usualURL }

  /// Microseconds from one request to the next.
  func intervalMicroseconds(_ provider: UsageProvider) -> Int64 { (interval ?? provider.intervalMilliseconds) * 1_000 }
}

/// Asks a provider with a credential. The key is read for each request, sent, and forgotten.
struct ProviderAccess {
  let services: Services
  let credential: Credential

  /// Asks once, and answers what came with status 200. Blocks its thread until then.
  func ask(_ question: ProviderQuestion) throws(ErrorAnswer) -> CurlAnswer {
    let answer: CurlAnswer
    do {
      let provider = credential.provider
      let request = try provider.request(
        question, base: services.fetching.base(credential), key: try credential.key(services), agent: "costwire/\(workerVersion)",
        permitted: services.permitted, timing: services.fetching.timing)
      answer = try services.outbound.send(request)
    } catch let failure as OutboundFailure {
      throw ErrorAnswer(failure, credential)
    } catch let problem as TargetProblem {
      throw ErrorAnswer(.configurationError, "The address of \(credential.provider.rawValue): \(problem.message)")
    } catch {
      throw services.translate(error, "collectors")
    }
    guard answer.status == 200 else { throw ErrorAnswer(answer, credential, now: services.world.now()) }
    return answer
  }

  /// Asks once, and reads the answer.
  func page<Result>(_ question: ProviderQuestion, _ read: (JSONView, CurlAnswer) throws(ErrorAnswer) -> Result) throws(ErrorAnswer) -> Result {
    let answer = try ask(question)
    let parser = JSONParser()
    var result: Swift.Result<Result, ErrorAnswer>?
    answer.body.withUnsafeBytes { bytes in
      do throws(JSONSyntaxError) {
        let view = try parser.parse(bytes)
        do throws(ErrorAnswer) { result = .success(try read(view, answer)) } catch { result = .failure(error) }
      } catch {
        result = nil
      }
    }
    guard let result else {
      throw ErrorAnswer(.providerUnavailable, "\(credential.provider.rawValue) answered with something else than JSON")
    }
    return try result.get()
  }
}

extension ErrorAnswer {
  /// Why no answer came. What may be otherwise next time is PROVIDER_UNAVAILABLE, which is tried again.
  fileprivate init(_ failure: OutboundFailure, _ credential: Credential) {
    let code: ErrorCode =
      switch failure {
      case .missingProgram, .refusedAddress, .redirected, .unwritable: .configurationError
      default: .providerUnavailable
      }
    self.init(
      code, "\(credential.provider.rawValue): \(failure.message)",
      details: ["provider": .string(credential.provider.rawValue), "credential": .string(credential.name), "reason": .string(failure.code)])
  }

  /// What another status than 200 means. Of the provider's own words only a plain name is taken: they may quote the key.
  fileprivate init(_ answer: CurlAnswer, _ credential: Credential, now: Timestamp) {
    let reason = Self.reason(answer.body)
    let name = credential.provider.rawValue
    let isQuota = answer.status == 429 || ["rateLimitExceeded", "quotaExceeded"].contains(reason)
    let said = reason.map { " (\($0))" } ?? ""
    let (code, message): (ErrorCode, String) =
      switch answer.status {
      case _ where isQuota: (.providerQuotaExceeded, "\(name) takes no more requests for now\(said)")
      case 401, 403: (.providerAuthenticationFailed, "\(name) refuses the credential \"\(shortened(credential.name))\"\(said)")
      case 408, 500...599: (.providerUnavailable, "\(name) answered with status \(answer.status)\(said)")
      default: (.requestFailed, "\(name) refused the request with status \(answer.status)\(said)")
      }
    self.init(
      code, message,
      details: [
        "provider": .string(name), "credential": .string(credential.name), "status": .int(answer.status),
        "reason": reason.map { .string($0) } ?? .null,
      ],
      retryAfter: answer.retryAfterSeconds(now: now).map { Double($0) })
  }

  /// The kind of error: `error.type` (Anthropic, OpenAI), or the first of `error.errors` (Google).
  private static func reason(_ body: [UInt8]) -> String? {
    let parser = JSONParser()
    return body.withUnsafeBytes { bytes -> String? in
      guard let error = try? parser.parse(bytes).object("error") else { return nil }
      let word = error["errors"]?.elements.first { _ in true }?["reason"]?.string ?? error["type"]?.string ?? error["status"]?.string
      guard let word, 1...40 ~= word.utf8.count, !KeyShape.isLikely(word),
        word.utf8.allSatisfy({ $0 == 95 || 65...90 ~= $0 || 97...122 ~= $0 })
      else { return nil }
      return word
    }
  }

  /// The status that a provider refused with; nil when it did not.
  var providerStatus: Int64? { details["status"]?.int64 }
}
