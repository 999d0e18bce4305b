import CostModel
import JSON
import JSONRPC
import Store

/// `budget/settle`: puts what a call really cost in the place of what was held for it.
enum BudgetSettle {
  struct Params: MethodParams {
    var id = ""
    var cost = Money.zero

    static let fields = FieldTable<Params>([
      Field("reservation_id", \.id, .string(most: EventMember.mostID, format: nil), isRequired: true, "The reservation."),
      Field("actual_cost_usd", \.cost, isRequired: true, "What the call cost, be it more or less than was held."),
    ])
  }

  static let method = AnyMethod(
    name: "budget/settle", access: .writes,
    summary: "Settles a reservation: stores what the call cost as an event and holds nothing any more.",
    documentation: """
      The event gets the reservation's scope, its id is the reservation's behind "reservation:". Where more is known of \
      the call (tokens, model), usage/track with the reservation_id settles instead; sent after a settlement its event \
      takes the place of the settlement's, so that nothing counts twice. A reservation that expired settles late and \
      counts in full. Settling again with the same amount is acknowledged as a duplicate, with another refused; a released \
      reservation is a conflict.
      """,
    params: Params.fields.properties, result: SettleAnswer.schema,
    errors: [.notFound, .conflict, .idempotencyConflict, .databaseFull],
    example: #"{"reservation_id": "call-17", "actual_cost_usd": 0.0041}"#, tenancy: .owned
  ) { services in
    Route(name: "budget/settle", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      let tenant = Tenancy.tenant(view)
      let events = Kept()
      return .write(ShortWrite<SettleAnswer>(services, "budget/settle") { writer throws in
        try settle(params, services, writer, events, tenant: tenant)
      })
    }
  }

  /// Keeps the event alive until the commit.
  private final class Kept {
    var events: TrackedEvents?
  }

  private static func settle(
    _ params: Params, _ services: Services, _ writer: LedgerWriter, _ kept: Kept, tenant: String?
  ) throws -> SettleAnswer {
    guard let reservation = try writer.reservation(params.id), reservation.scope.isOwn(of: tenant) else {
      throw MethodFailure.notFound("reservation", params.id)
    }
    let state = ReservationState(reservation, services.world.time)
    switch state {
    case .settled:
      guard reservation.settled == params.cost else {
        throw ErrorAnswer(
          .idempotencyConflict, "The reservation \"\(shortened(params.id))\" was settled with another amount; nothing changed",
          details: ["reservation_id": .string(shortened(params.id))])
      }
      return SettleAnswer(reservation, cost: params.cost, event: reservation.event, isLate: false, isDuplicate: true, raised: [])
    case .released:
      throw ErrorAnswer(
        .conflict, "The reservation \"\(shortened(params.id))\" was released; track what the call cost with usage/track",
        details: ["reservation_id": .string(shortened(params.id)), "state": .string(state.rawValue)])
    case .held, .expired: break
    }
    let events = try event(reservation, params.cost, services)
    kept.events = events
    _ = writer.takeRaisedAlerts()
    let stored = try EventStorer(services, writer).store(events, 0)
    if case .rejected(let refusal) = stored.result { throw refusal }
    return SettleAnswer(
      reservation, cost: params.cost, event: events.batch.string(0, .id), isLate: state == .expired, isDuplicate: false,
      raised: writer.takeRaisedAlerts().filter { $0.budget.scope.isOwn(of: tenant) }.map(ReachedThreshold.init))
  }

  static let eventPrefix = "reservation:"

  /// The event that stands for a settlement.
  private static func event(_ reservation: Reservation, _ cost: Money, _ services: Services) throws -> TrackedEvents {
    var members: [JSONMember] = [
      JSONMember(name: "id", value: .string(eventPrefix + reservation.id)),
      JSONMember(name: "reservation_id", value: .string(reservation.id)),
      JSONMember(name: "cost_usd", value: .number(plainDecimal(cost.nanos, decimals: 9))),
    ]
    var allocation: [JSONMember] = []
    for dimension in reservation.scope.dimensions {
      guard let values = reservation.scope.values[dimension], let first = values.first else { continue }
      switch dimension {
      case .tag: members.append(JSONMember(name: "tags", value: .array(values.map(JSONValue.string))))
      case .department, .purpose, .client, .campaign: allocation.append(JSONMember(name: dimension.member, value: .string(first)))
      default: members.append(JSONMember(name: dimension.member, value: .string(first)))
      }
    }
    if !allocation.isEmpty { members.append(JSONMember(name: "cost_allocation", value: .object(allocation))) }
    let events = TrackedEvents(capacity: 1)
    let writer = JSONWriter()
    JSONValue.object(members).write(to: writer)
    let parser = JSONParser()
    let view = try parser.parse(writer.bytes)
    do throws(SchemaMismatch) {
      _ = try EventReader(services).read(view, into: events)
    } catch {
      throw ErrorAnswer(.conflict, "The reservation cannot be stored as an event: \(error.path): expected \(error.expected)")
    }
    return events
  }
}

/// What `budget/settle` answers.
struct SettleAnswer: Shaped, Sendable {
  let id: String
  let held: Money
  let cost: Money
  let event: String?
  let isLate: Bool
  let isDuplicate: Bool
  let raised: [ReachedThreshold]

  init(_ reservation: Reservation, cost: Money, event: String?, isLate: Bool, isDuplicate: Bool, raised: [ReachedThreshold]) {
    (id, held, self.cost, self.event) = (reservation.id, reservation.amount, cost, event)
    (self.isLate, self.isDuplicate, self.raised) = (isLate, isDuplicate, raised)
  }

  private var isSettled: Bool { true }
  private var difference: SignedMoney { SignedMoney(nanos: cost.nanos - held.nanos) }

  static let members: [Member<SettleAnswer>] = [
    Member("reservation_id", \.id, "The reservation."),
    Member("settled", \.isSettled, "true."),
    Member("held_usd", \.held, "What had been held."),
    Member("actual_cost_usd", \.cost, "What counts as spent."),
    Member("difference_usd", \.difference, "How much more that is; below 0 when it is less."),
    Member("event_id", \.event, "The event that holds the cost."),
    Member("late", \.isLate, "Whether the reservation had expired before."),
    Member("duplicate", \.isDuplicate, "Whether it was settled before, with the same amount."),
    Member("alerts_triggered", \.raised, "Alerts that the cost set off."),
  ]
}

/// An amount that may be below zero.
struct SignedMoney: JSONWritable, Sendable {
  let nanos: Int128
  static var schema: Schema { .number(nil) }
  func write(to writer: JSONWriter) { writer.decimal(nanos, exponent: -9) }
}

/// `budget/release`: gives back what was held for a call that is not made.
enum BudgetRelease {
  struct Params: MethodParams {
    var id = ""
    static let fields = FieldTable<Params>([
      Field("reservation_id", \.id, .string(most: EventMember.mostID, format: nil), isRequired: true, "The reservation.")
    ])
  }

  static let method = AnyMethod(
    name: "budget/release", access: .writes,
    summary: "Releases a reservation whose call was not made: it holds nothing any more.",
    documentation: "Releasing again is acknowledged. A settled reservation is a conflict: its cost stays.",
    params: Params.fields.properties, result: Answer.schema, errors: [.notFound, .conflict],
    example: #"{"reservation_id": "call-17"}"#, tenancy: .owned
  ) { services in
    Route(name: "budget/release", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      let tenant = Tenancy.tenant(view)
      return .write(ShortWrite<Answer>(services, "budget/release") { writer throws in
        guard let reservation = try writer.reservation(params.id), reservation.scope.isOwn(of: tenant) else {
          throw MethodFailure.notFound("reservation", params.id)
        }
        let state = ReservationState(reservation, services.world.time)
        if state == .settled {
          throw ErrorAnswer(
            .conflict, "The reservation \"\(shortened(params.id))\" is settled; its cost stays",
            details: ["reservation_id": .string(shortened(params.id)), "state": .string(state.rawValue)])
        }
        if state != .released { try writer.finish(reservation, settled: nil, event: nil, at: services.world.now()) }
        return Answer(id: reservation.id, amount: reservation.amount, isDuplicate: state == .released)
      })
    }
  }

  struct Answer: Shaped, Sendable {
    let id: String
    let amount: Money
    let isDuplicate: Bool
    private var isReleased: Bool { true }

    static let members: [Member<Answer>] = [
      Member("reservation_id", \.id, "The reservation."),
      Member("released", \.isReleased, "true."),
      Member("amount_usd", \.amount, "What had been held."),
      Member("duplicate", \.isDuplicate, "Whether it was released before."),
    ]
  }
}
