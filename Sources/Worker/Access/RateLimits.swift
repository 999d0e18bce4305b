import CostModel
import JSON
import JSONRPC

/// The groups of methods whose calls are counted together, with what a key may call in a minute: seed 001's figures,
/// seed 004's where that has none, and seed 000's 60 for everything else.
enum RateGroup: String, CaseIterable, Sendable {
  case realTime = "real_time"
  case enforcement, anomaly, analytics, reports
  case budgetConfigRead = "budget_config_read"
  case budgetConfigWrite = "budget_config_write"
  case dashboard, health
  case alertSending = "alert_sending"
  /// Storing usage, and holding and settling money: not limited.
  case tracking
  case general

  /// Calls a minute; nil without a limit.
  var usual: Int? {
    switch self {
    case .realTime, .anomaly, .budgetConfigWrite, .alertSending: 10
    case .enforcement, .budgetConfigRead: 20
    case .analytics, .reports: 5
    case .dashboard: 100
    case .health: 120
    case .tracking: nil
    case .general: 60
    }
  }

  /// Whether seed 001 asks for the tier premium.
  var needsPremium: Bool {
    switch self {
    case .realTime, .enforcement, .anomaly, .analytics, .reports, .budgetConfigRead, .budgetConfigWrite: true
    default: false
    }
  }

  init(_ method: String) {
    self =
      switch method {
      case "cost/realTime": .realTime
      case "budget/check": .enforcement
      case "cost/anomalies", "cost/unusualPatterns": .anomaly
      case "cost/analytics": .analytics
      case "cost/report", "cost/render": .reports
      case "budget/get", "budget/list": .budgetConfigRead
      case "budget/set", "budget/delete": .budgetConfigWrite
      case "dashboard/overview": .dashboard
      case "health/check": .health
      case "alerts/testChannels": .alertSending
      case "usage/track", "usage/trackBatch", "usage/logBatch", "budget/reserve", "budget/settle", "budget/release",
        "breaker/acquire", "breaker/record":
        .tracking
      default: .general
      }
  }
}

/// Calls a minute by group.
struct RateLimits: JSONReadable, JSONWritable, Sendable {
  var limits: [RateGroup: Int] = [:]

  static var schema: Schema { .map(.integer(1...1_000_000)) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> RateLimits {
    guard view.kind == .object else { throw SchemaMismatch(expected: "an object of calls a minute by group", got: view) }
    var limits = RateLimits()
    for (name, value) in view.members {
      let given = String(decoding: name.prefix(64), as: UTF8.self)
      guard let group = RateGroup(rawValue: given) else {
        let known = RateGroup.allCases.map(\.rawValue)
        throw SchemaMismatch(
          path: given, expected: "one of " + known.joined(separator: ", "), got: "an unknown group", nearest: closestName(given, among: known))
      }
      do throws(SchemaMismatch) {
        limits.limits[group] = try Int.read(value, .integer(1...1_000_000))
      } catch {
        throw error.inside(given)
      }
    }
    return limits
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for group in RateGroup.allCases {
      guard let limit = limits[group] else { continue }
      writer.name(group.rawValue)
      writer.int(limit)
    }
    writer.endObject()
  }
}

/// Counts calls by key and group over the last minute, in this worker.
///
/// A class, because it counts. Used by the reading thread only. Each window begins with its first call, so that a
/// key never has more than its limit in a window.
final class RateLimiter {
  private struct Key: Hashable {
    var key: String
    var group: RateGroup
  }

  private var windows: [Key: (start: Int64, count: Int)] = [:]
  private static let minute: Int64 = 60_000_000
  private static let most = 10_000

  /// Why a call has to wait; nil when it may be made.
  func refusal(_ principal: Principal, _ group: RateGroup, now: Int64) -> ErrorAnswer? {
    guard let limit = limit(principal, group), let window = windows[Key(key: principal.keyID, group: group)],
      now >= window.start, now - window.start < Self.minute, window.count >= limit
    else { return nil }
    let seconds = (Self.minute - (now - window.start) + 999_999) / 1_000_000
    return ErrorAnswer(
      .rateLimitExceeded, "Rate limit exceeded: maximum \(limit) \(group.rawValue) requests per minute allowed",
      details: ["group": .string(group.rawValue), "limit": .int(limit)], retryAfter: Double(seconds))
  }

  func count(_ principal: Principal, _ group: RateGroup, now: Int64) {
    guard limit(principal, group) != nil else { return }
    let key = Key(key: principal.keyID, group: group)
    if windows.count > Self.most { windows = windows.filter { now - $0.value.start < Self.minute } }
    if let window = windows[key], now >= window.start, now - window.start < Self.minute {
      windows[key] = (window.start, window.count + 1)
    } else {
      windows[key] = (now, 1)
    }
  }

  private func limit(_ principal: Principal, _ group: RateGroup) -> Int? {
    principal.definition.rateLimits?.limits[group] ?? group.usual
  }
}
