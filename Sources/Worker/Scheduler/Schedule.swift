import CostModel
import JSON
import JSONRPC
import Store

/// A schedule with what follows from it here: when it is due, and whether it can be done.
struct Schedule: Sendable {
  let stored: StoredSchedule
  /// Nil when this system cannot tell when it is due.
  private let clock: Clock?
  /// Why it is never due for now; nil when it is.
  let obstacle: String?

  private struct Clock: Sendable {
    let cron: CronExpression
    let zone: TimeZoneRules
  }

  init(_ stored: StoredSchedule, _ reader: LedgerReader, _ services: Services) throws {
    self.stored = stored
    let cron = try? CronExpression(stored.cron), zone = try? services.zone(stored.zone).rules
    if let cron, let zone { clock = Clock(cron: cron, zone: zone) } else { clock = nil }
    obstacle =
      if cron == nil {
        "This version cannot read its cron expression"
      } else if zone == nil {
        "This system does not know the time zone \(shortened(stored.zone))"
      } else if let kind = JobKinds.kind(stored.kind) {
        try kind.obstacle(reader, services)
      } else {
        "This version has no jobs of the kind \(shortened(stored.kind))"
      }
  }

  /// Whether its times come at all.
  var isScheduled: Bool { stored.isEnabled && obstacle == nil }

  /// Its first time behind an instant; nil when there is none.
  func next(after instant: Timestamp) -> Timestamp? { clock.flatMap { $0.cron.next(after: instant, in: $0.zone) } }

  /// How many of its times lie behind one and not behind another, as far as they are counted.
  func missed(since due: Timestamp, until now: Timestamp) -> Int64 {
    clock.map { Int64($0.cron.count(after: due, through: now, in: $0.zone, most: Self.mostCounted)) } ?? 0
  }

  private static let mostCounted = 10_000

  /// When it is due next, as people are told; nil when it is not.
  func nextRun(now: Timestamp) -> Timestamp? {
    guard isScheduled, let planned = next(after: now) else { return nil }
    return min(stored.nextAt ?? planned, planned)
  }

  /// What is to be done about it at an instant.
  enum Step: Equatable {
    /// Nothing before that time; never when there is none.
    case wait(Timestamp?)
    /// To say when it is due: nobody has, or the clock was set back since.
    case plan(Timestamp?)
    /// It is due since the first, and then again at the second.
    case run(due: Timestamp, next: Timestamp?)
  }

  func step(now: Timestamp) -> Step {
    guard stored.isEnabled, clock != nil else { return .wait(nil) }
    let planned = next(after: now)
    guard let due = stored.nextAt else { return planned == nil ? .wait(nil) : .plan(planned) }
    if due <= now { return .run(due: due, next: planned) }
    if let planned, planned < due { return .plan(planned) }
    return .wait(due)
  }
}

extension Schedule {
  /// Every schedule, by id.
  static func all(_ reader: LedgerReader, _ services: Services) throws -> [Schedule] {
    try reader.schedules.all().map { try Schedule($0, reader, services) }
  }

  /// One by id; throws when there is none.
  static func find(_ id: String, _ reader: LedgerReader, _ services: Services) throws -> Schedule {
    guard let stored = try reader.schedules.schedule(id) else { throw ErrorAnswer.notFound("scheduled job", id) }
    return try Schedule(stored, reader, services)
  }
}
