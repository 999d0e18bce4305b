import CostModel
import JSON
import JSONRPC
import Store

/// `budget/reserve`: holds an amount for a call under way.
enum BudgetReserve {
  static let mostSeconds: Int64 = 86_400

  struct Params: MethodParams {
    var id: String?
    var spend = SpendParams()
    var seconds: Int64 = 60

    static let fields = FieldTable<Params>(
      [
        Field("reservation_id", \.id, .string(most: EventMember.mostID, format: nil), "The caller's key: the same again is the same reservation. Made for it if absent.")
      ] + Field.group(\.spend, SpendParams.fields(amount: "amount_usd", isAmountOptional: false)) + [
        Field("ttl_seconds", \.seconds, .integer(1...mostSeconds), default: 60, "How long it holds without being settled or released.")
      ])

    func validate() throws(ErrorAnswer) {
      try spend.validate()
      if spend.amount == nil, spend.estimate == nil { throw .invalid("amount_usd", "an amount or an estimate", got: "neither") }
      if let id, id.isEmpty { throw .invalid("reservation_id", "an id of 1 to \(EventMember.mostID) bytes", got: "an empty one") }
    }
  }

  static let method = AnyMethod(
    name: "budget/reserve", access: .writes,
    summary: "Holds an amount for a call under way, unless a budget it falls under refuses.",
    documentation: """
      All budgets that the scope falls under are judged in one transaction over all workers on the database: what is \
      settled and held together never exceeds a limit that blocks. usage/track with the reservation_id settles it, so do \
      budget/settle and budget/release; without any it expires after ttl_seconds and no longer holds anything, yet may \
      still be settled late. The same reservation_id with the same content is the same reservation, held once; with other \
      content it is refused. A refusal is BUDGET_EXCEEDED and names the budget and the figures that refused. How long a \
      reservation holds is measured by the machine's running time, so that a clock set wrong neither frees nor keeps money.
      """,
    params: Params.fields.properties, result: ReserveAnswer.schema,
    errors: [.budgetExceeded, .idempotencyConflict, .conflict, .databaseFull],
    example: """
      {"reservation_id": "call-17", "scope": {"customer_id": "acme"}, "estimate": {"provider": "openai", "model": "gpt-4o", \
      "prompt_tokens": 1200, "max_tokens": 400}, "ttl_seconds": 120}
      """, tenancy: .scoped
  ) { services in
    Route(name: "budget/reserve", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      try params.validate()
      let tenant = Tenancy.tenant(view)
      return .write(ShortWrite<ReserveAnswer>(services, "budget/reserve") { writer throws in
        try reserve(params, services, writer, tenant: tenant)
      })
    }
  }

  private static func reserve(
    _ params: Params, _ services: Services, _ writer: LedgerWriter, tenant: String?
  ) throws -> ReserveAnswer {
    let time = services.world.time
    let text = JSONWriter(capacity: 256)
    text.beginObject()
    Params.fields.write(params, to: text)
    text.endObject()
    let digest = Int64(bitPattern: sipHash(text.bytes, services.hashKey))
    if let id = params.id, let known = try writer.reservation(id) {
      return try again(known, digest, time)
    }
    let estimate = try params.spend.estimate?.price(try services.prices.layers(in: writer), services)
    let budgets = try services.budgets.inEffect(writer, services)
    let scope = params.spend.scope.scope
    let matching = budgets.set.matching(scope).map { budgets.set.budgets[$0] }
    try writer.sweepHolds(matching, at: time)
    let decision = SpendDecision(
      try matching.map { try writer.standing($0, teams: budgets.set.teams) }, scope: scope,
      amount: params.spend.amount ?? estimate?.cost ?? .zero, estimate: estimate, priority: params.spend.priority, now: time.now)
    if let refusal = decision.refusal(now: time.now, tenant: tenant) { throw refusal }
    let id = params.id ?? "reservation-" + hexadecimal(services.world.seed())
    let end = time.later(by: params.seconds * 1_000_000)
    try writer.hold(id, digest: digest, scope: scope, amount: decision.amount, budgets: matching, from: time, until: end)
    return ReserveAnswer(
      id: id, state: .held, amount: decision.amount, expiresAt: end.now, isDuplicate: false, estimate: estimate, budgets: matching.filter { $0.scope.isOwn(of: tenant) }.map(\.id))
  }

  /// The answer to a reservation that is there already.
  private static func again(_ known: Reservation, _ digest: Int64, _ time: MachineTime) throws -> ReserveAnswer {
    guard known.digest == digest else {
      throw ErrorAnswer(
        .idempotencyConflict, "A reservation \"\(shortened(known.id))\" with other content is there already; nothing changed",
        details: ["reservation_id": .string(shortened(known.id))])
    }
    let state = ReservationState(known, time)
    guard state == .held || state == .settled else {
      throw ErrorAnswer(
        .conflict, "The reservation \"\(shortened(known.id))\" is \(state.rawValue); reserve under another reservation_id",
        details: ["reservation_id": .string(shortened(known.id)), "state": .string(state.rawValue)])
    }
    return ReserveAnswer(
      id: known.id, state: state, amount: known.amount, expiresAt: known.expires.now, isDuplicate: true, estimate: nil, budgets: nil)
  }
}

/// What became of a reservation.
enum ReservationState: String, CaseIterable, JSONChoice {
  case held, settled, released
  /// Its time is over, and it was neither settled nor released: it holds nothing, and may be settled late.
  case expired

  init(_ reservation: Reservation, _ time: MachineTime) {
    switch reservation.state {
    case .held: self = time.isPast(reservation.expires) ? .expired : .held
    case .settled: self = .settled
    case .released: self = .released
    }
  }
}

/// What `budget/reserve` answers.
struct ReserveAnswer: Shaped, Sendable {
  let id: String
  let state: ReservationState
  let amount: Money
  let expiresAt: Timestamp
  let isDuplicate: Bool
  let estimate: PricedEstimate?
  let budgets: [String]?
  private var isGranted: Bool { true }

  static let members: [Member<ReserveAnswer>] = [
    Member("reservation_id", \.id, "The reservation."),
    Member("granted", \.isGranted, "true: a refusal is an error."),
    Member("state", \.state, "held; settled when the same reservation was settled before."),
    Member("amount_usd", \.amount, "What is held."),
    Member("expires_at", \.expiresAt, "When it ends by itself."),
    Member("duplicate", \.isDuplicate, "Whether it was there before, with the same content."),
    Member.optional("estimate", \.estimate, "What the estimate came to."),
    Member.optional("budgets", \.budgets, "The budgets that hold it, by id."),
  ]
}

/// A write that takes no longer than storing an event; what it changed before it refuses stays.
final class ShortWrite<Answer: JSONWritable & Sendable>: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one only.
  private let services: Services
  private let name: String
  private let body: (LedgerWriter) throws -> Answer
  private var answer: Answer?
  private var refusal: ErrorAnswer?
  private let lines: LogLines?

  /// - Parameter lines: what the body has to say to the log, said after the commit.
  init(_ services: Services, _ name: String, log lines: LogLines? = nil, _ body: @escaping (LedgerWriter) throws -> Answer) {
    (self.services, self.name, self.lines, self.body) = (services, name, lines, body)
  }

  var byteCount: Int { 1_024 }
  var isShort: Bool { true }
  var isTracking: Bool { true }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    do {
      answer = try body(writer)
    } catch let error as ErrorAnswer {
      if error.code == .databaseFull || error.code == .databaseError { throw error }
      refusal = error
    } catch {
      throw services.translate(error, name)
    }
  }

  func write(to writer: JSONWriter) throws(ErrorAnswer) {
    for line in lines?.lines ?? [] { services.log(.warning, line) }
    if let refusal { throw refusal }
    if let answer { answer.write(to: writer) } else { writer.null() }
  }

  func finished() {}
}

/// What a write has to say to the log once it is committed.
///
/// A class, because the write's body fills it and the write empties it, one after the other.
final class LogLines {
  var lines: [String] = []
}
