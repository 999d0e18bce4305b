import CostModel
import JSON
import JSONRPC
import Store

/// What became of one event of a request.
enum TrackResult {
  case stored(EventPricer.Outcome)
  case duplicate
  case merged
  case rejected(ErrorAnswer)
}

/// Stores the events of a request: prices each, tells new ones from repeated and clashing ones.
struct EventStorer {
  let services: Services
  let writer: LedgerWriter
  let pricer: EventPricer
  let now: Timestamp
  /// The customer whose key asks: what is stored already is changed only where it is its own.
  let tenant: String?
  private let overlap = ReportOverlap()

  init(_ services: Services, _ writer: LedgerWriter, tenant: String? = nil) throws {
    self.tenant = tenant
    self.services = services
    self.writer = writer
    pricer = EventPricer(prices: try services.prices.layers(in: writer))
    now = services.world.now()
  }

  /// Stores one event. The batch must live until the commit; what it holds for a duplicate is what was stored.
  func store(_ events: TrackedEvents, _ event: Int) throws -> (result: TrackResult, batch: EventBatch, index: Int) {
    let batch = events.batch
    batch[event, .arrival] = now.microseconds
    if !batch.isGiven(event, .timestamp) { batch[event, .timestamp] = now.microseconds }
    markLate(batch, event)
    if !batch.hasText(event, .id) { batch.setText(event, .id, EventReader.newID(services.world)) }
    if let refusal = try overlap.refusal(batch, event, writer) { return (.rejected(refusal), batch, event) }
    var outcome: EventPricer.Outcome
    do {
      outcome = try pricer.price(batch, event, usage: events.usages[event])
    } catch is PricingError {
      return (.rejected(ErrorAnswer.invalid("usage", "quantities that cost less than 9.2 billion USD", got: "more")), batch, event)
    }
    if batch.hasText(event, .reservation), !isUnknown(batch, event), try writer.find(batch.text(event, .id)) == nil {
      try makeRoom(for: batch, event)
    }
    switch try writer.track(batch, event) {
    case .stored:
      if batch.hasText(event, .reservation), try !settle(batch, event) {
        outcome.warnings.append("Nothing is known of what this call cost, so its reservation stays held until budget/settle, or until it expires")
      }
      return (.stored(outcome), batch, event)
    case .duplicate(let stored, let index): return (.duplicate, stored, index)
    case .conflict: return (.rejected(Self.conflict(batch.string(event, .id))), batch, event)
    case .retired(let horizon):
      let error = ErrorAnswer.invalid("timestamp", "an instant from \(horizon.rfc3339) on (older events were dropped by system/retention)", got: Timestamp(microseconds: batch[event, .timestamp]).rfc3339)
      return (.rejected(error), batch, event)
    case .snapshot(let stored):
      guard stored.batch.isOwn(of: tenant, stored.index) else { return (.rejected(Self.conflict(batch.string(event, .id))), batch, event) }
      guard let merged = try merge(stored, batch, event) else { return (.duplicate, stored.batch, stored.index) }
      if merged.hasText(0, .reservation), !isUnknown(merged, 0) {
        try makeRoom(for: merged, 0)
        _ = try settle(merged, 0)
      }
      return (.merged, merged, 0)
    }
  }

  /// The reservation an event names, unless it was made for other customers.
  private func reservation(of batch: EventBatch, _ event: Int) throws -> Reservation? {
    guard let found = try writer.reservation(batch.string(event, .reservation)), found.scope.isOwn(of: tenant) else { return nil }
    let customers = found.scope.values[.customer] ?? []
    return customers.isEmpty || customers.contains { batch.text(event, .customer).elementsEqual($0.utf8) } ? found : nil
  }

  /// Takes away the event that stands for a settlement, when the event of the call itself comes after all.
  private func makeRoom(for batch: EventBatch, _ event: Int) throws {
    guard let reservation = try reservation(of: batch, event), reservation.state == .settled,
      var settlement = reservation.event, settlement.utf8.starts(with: BudgetSettle.eventPrefix.utf8),
      !batch.text(event, .id).elementsEqual(settlement.utf8)
    else { return }
    _ = try settlement.withUTF8 { bytes throws in try writer.delete(id: bytes) }
    try writer.finish(reservation, settled: nil, event: nil, at: now)
  }

  /// Whether an event says nothing of what its call cost.
  private func isUnknown(_ batch: EventBatch, _ event: Int) -> Bool { batch.flags(event).isSuperset(of: [.qualityAbsent, .unpriced]) }

  /// Lets go of what was held for the event's call. The first event settles; others of the same call just count.
  ///
  /// - Returns: false when the event says that nothing is known of the call: what was held for it must not be free again.
  private func settle(_ batch: EventBatch, _ event: Int) throws -> Bool {
    guard let reservation = try reservation(of: batch, event), reservation.event == nil else { return true }
    if isUnknown(batch, event) { return reservation.state == .settled }
    try writer.finish(
      reservation, settled: EventWriter.money(batch[event, .cost]), event: batch.string(event, .id), at: now)
    return true
  }

  private func markLate(_ batch: EventBatch, _ event: Int) {
    let day = floorDivide(batch[event, .timestamp], Timestamp.microsecondsPerDay)
    if floorDivide(now.microseconds, Timestamp.microsecondsPerDay) > day { batch.insert(.late, event) }
  }

  static func conflict(_ id: String) -> ErrorAnswer {
    ErrorAnswer(
      .idempotencyConflict, "An event \"\(shortened(id))\" with other content is stored already; nothing changed",
      details: ["id": .string(shortened(id))])
  }

  /// Merges a later snapshot of a stream into the stored one: each count to the larger, texts to the later; nil when it
  /// says nothing that is not stored.
  private func merge(_ stored: StoredReference, _ batch: EventBatch, _ event: Int) throws -> EventBatch? {
    let merged = EventBatch(capacity: 1)
    _ = merged.append(copying: stored.batch, stored.index)
    for field in NumberField.allCases {
      switch field {
      case .timestamp, .arrival, .flags, .cost, .pricedCost: continue
      case .given: merged[0, .given] |= batch[event, .given]
      case .digest, .fingerprint: merged[0, field] = batch[event, field]
      default: merged[0, field] = max(merged[0, field], batch[event, field])
      }
    }
    for field in TextField.allCases where field != .quantities && field != .id && batch.hasText(event, field) {
      merged.setText(0, field, batch.text(event, field))
    }
    let later = PartsText.decode(batch.text(event, .quantities))
    let earlier = PartsText.decode(merged.text(0, .quantities))
    let quality = batch.flags(event).intersection(.notReported)
    merged[0, .flags] &= ~(EventFlags.notReported.rawValue | EventFlags.unpriced.rawValue | EventFlags.costsDiffer.rawValue)
    merged.insert(quality, 0)
    if batch.isGiven(event, .cost) { merged.give(0, .cost, max(stored.batch[stored.index, .cost], batch[event, .cost])) }
    _ = try pricer.price(merged, 0, quantities: Self.merged(earlier, later))
    if Self.isSame(merged, stored) { return nil }
    try writer.replace(stored, with: merged, 0)
    return merged
  }

  /// Whether an event is as it was, but for who told it last.
  private static func isSame(_ merged: EventBatch, _ stored: StoredReference) -> Bool {
    NumberField.allCases.allSatisfy { [.digest, .arrival].contains($0) || merged[0, $0] == stored.batch[stored.index, $0] }
      && TextField.allCases.allSatisfy { merged.text(0, $0).elementsEqual(stored.batch.text(stored.index, $0)) }
  }

  private static func merged(_ earlier: [UsageQuantities], _ later: [UsageQuantities]) -> [UsageQuantities] {
    (0..<max(earlier.count, later.count)).map { index in
      guard index < earlier.count else { return later[index] }
      return index < later.count ? earlier[index].merged(with: later[index]) : earlier[index]
    }
  }
}

/// One or many events on their way through the transaction.
final class TrackWrite: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one only.
  private let services: Services
  private let events: TrackedEvents
  private let shape: Shape
  private var accepted = 0
  private var duplicates = 0
  private var rejected: [Rejection]
  private var single: TrackAnswer?
  private var raised: [ReachedThreshold] = []
  /// The customer whose key asks: alerts of other budgets are not for it.
  var tenant: String?

  enum Shape { case single, skip, abort }

  /// An event that was not taken, by its place in the request.
  struct Rejection {
    let index: Int
    let error: ErrorAnswer
  }

  /// - Parameter indices: the place in the request of each event read.
  init(_ services: Services, _ events: TrackedEvents, _ shape: Shape, indices: [Int], rejected: [Rejection]) {
    self.services = services
    self.events = events
    self.shape = shape
    self.indices = indices
    self.rejected = rejected
  }

  private let indices: [Int]

  var byteCount: Int { events.batch.byteCount }
  var isShort: Bool { shape == .single }

  /// All or nothing needs a savepoint to go back to.
  var isTracking: Bool { shape != .abort }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    do {
      let storer = try EventStorer(services, writer, tenant: tenant)
      _ = writer.takeRaisedAlerts()
      for event in 0..<events.batch.count { try store(event, storer) }
      raised = writer.takeRaisedAlerts().filter { $0.budget.scope.isOwn(of: tenant) }.map(ReachedThreshold.init)
      single?.raised = raised
    } catch {
      throw services.translate(error, "usage/track")
    }
    if shape == .abort, !rejected.isEmpty {
      (accepted, duplicates, raised) = (0, 0, [])
      throw Undone()
    }
  }

  private func store(_ event: Int, _ storer: EventStorer) throws {
    let stored = try storer.store(events, event)
    switch stored.result {
    case .stored(let outcome):
      accepted += 1
      if shape == .single { single = TrackAnswer(stored.batch, stored.index, isDuplicate: false, outcome) }
    case .merged:
      accepted += 1
      if shape == .single { single = TrackAnswer(stored.batch, stored.index, isDuplicate: false, nil) }
    case .duplicate:
      duplicates += 1
      if shape == .single { single = TrackAnswer(stored.batch, stored.index, isDuplicate: true, nil) }
    case .rejected(let error):
      rejected.append(Rejection(index: indices[event], error: error))
    }
  }

  func write(to writer: JSONWriter) throws(ErrorAnswer) {
    if shape == .single {
      if let refusal = rejected.first { throw refusal.error }
      single?.write(to: writer)
      return
    }
    BatchAnswer(accepted: accepted, duplicates: duplicates, rejected: rejected, raised: raised).write(to: writer)
  }

  func finished() {}
}

/// What `usage/track` answers.
struct TrackAnswer: Shaped, Sendable {
  let id: String
  let cost: Money
  let pricedBy: PricedBy
  let duplicate: Bool
  let unpriced: [String]
  let warnings: [String]
  var raised: [ReachedThreshold] = []

  init(_ batch: EventBatch, _ event: Int, isDuplicate: Bool, _ outcome: EventPricer.Outcome?) {
    id = batch.string(event, .id)
    cost = EventWriter.money(batch[event, .cost])
    pricedBy = Worker.pricedBy(batch, event)
    duplicate = isDuplicate
    unpriced = outcome?.unpriced.map(\.name) ?? []
    warnings = outcome?.warnings ?? []
  }

  static let members: [Member<TrackAnswer>] = [
    Member("id", \.id, "The event's id."),
    Member("cost_usd", \.cost, "What counts as its cost."),
    Member("priced_by", \.pricedBy, "Where the cost comes from."),
    Member("duplicate", \.duplicate, "Whether it was stored before, with the same content."),
    Member("unpriced", \.unpriced, "The buckets that no price covers."),
    Member("warnings", \.warnings, "What to know about its price."),
    Member("alerts_triggered", \.raised, "Alerts that this event set off."),
  ]
}

/// What `usage/trackBatch` answers.
struct BatchAnswer: JSONWritable {
  let accepted: Int
  let duplicates: Int
  let rejected: [TrackWrite.Rejection]
  let raised: [ReachedThreshold]

  static let schema: Schema = .object([
    Schema.Property("accepted", .integer(nil), isRequired: true, "Events stored."),
    Schema.Property("duplicates", .integer(nil), isRequired: true, "Events that were stored before, with the same content."),
    Schema.Property(
      "rejected",
      .list(
        .object([
          Schema.Property("index", .integer(nil), isRequired: true, "The event's place in the request, from 0."),
          Schema.Property("code", .string, isRequired: true, "The stable name of the error."),
          Schema.Property("message", .string, isRequired: true, "What was wrong."),
        ]), most: nil), isRequired: true, "Events that were not stored."),
    Schema.Property("alerts_triggered", .list(ReachedThreshold.schema, most: nil), isRequired: true, "Alerts that the events set off."),
  ])

  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.name("accepted")
    writer.int(accepted)
    writer.name("duplicates")
    writer.int(duplicates)
    writer.name("rejected")
    writer.beginArray()
    for rejection in rejected.sorted(by: { $0.index < $1.index }) {
      writer.beginObject()
      writer.name("index")
      writer.int(rejection.index)
      writer.name("code")
      writer.string(rejection.error.code.symbol)
      writer.name("message")
      writer.string(rejection.error.message)
      writer.endObject()
    }
    writer.endArray()
    writer.name("alerts_triggered")
    raised.write(to: writer)
    writer.endObject()
  }
}
