import CostModel
import JSON
import JSONRPC
import Store

/// `usage/delete`: removes events.
enum UsageDelete: WriteMethod {
  static let name = "usage/delete"
  static let summary = "Removes the events of a window and scope, or one event; roll-ups follow exactly."
  static let documentation = """
    Needs confirm: true, and either id, or days or start: nothing is deleted by default. What was deleted is kept in \
    the audit log as a count and a sum. The ids become free again.
    """
  static let errors: [ErrorCode] = [.notFound, .databaseFull]
  static let example = #"{"start": "2020-01-01", "end": "2020-02-01", "customer_id": "acme", "confirm": true}"#

  struct Params: MethodParams {
    var id: String?
    var days: Int?
    var start: String?
    var end: String?
    var asOf: Timestamp?
    var timeZone: String?
    var scope = ScopeParams()
    var confirm = false

    static let fields = FieldTable<Params>(
      [
        Field("id", \.id, .string(most: EventMember.mostID, format: nil), "One event."),
        Field("days", \.days, .integer(1...Int64(Window.longestDays)), "The last so many local days."),
        Field("start", \.start, .string(most: 64, format: "date or date-time"), "Where the window begins."),
        Field("end", \.end, .string(most: 64, format: "date or date-time"), "Where the window ends, itself excluded."),
        Field("as_of", \.asOf, "The instant taken for now."),
        Field("time_zone", \.timeZone, .string(most: 64, format: "IANA time zone"), "The zone of days and dates."),
      ] + Field.group(\.scope, ScopeParams.fields) + [
        Field("confirm", \.confirm, isRequired: true, "Must be true.")
      ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    guard params.confirm else { throw MethodFailure.invalid("confirm", "true", got: "false") }
    let removed = try params.id == nil ? removeMany(params, context) : removeOne(params, context)
    let detail: JSONValue = [
      "deleted": .int(Int(removed.events)),
      "cost_usd": .string(plainDecimal(removed.cost.nanos, decimals: 9)),
    ]
    try context.writer.configuration.audit(
      at: context.world.now(), action: name, subject: params.id ?? "", detail: detail.text(pretty: false))
    return Answer(deleted: removed.events, cost: removed.cost)
  }

  private static func removeOne(_ params: Params, _ context: WriteContext) throws -> Measures {
    let isNarrowed = context.tenant == nil ? !params.scope.scope.isEmpty : params.scope.scope.dimensions != [.customer]
    guard params.days == nil, params.start == nil, !isNarrowed else {
      throw MethodFailure.invalid("id", "id alone, or a window and scope", got: "both")
    }
    var id = params.id ?? ""
    let isOwn = try id.withUTF8 { bytes throws in
      try context.writer.find(bytes).map { $0.batch.isOwn(of: context.tenant, $0.index) } ?? false
    }
    guard isOwn, let removed = try id.withUTF8({ bytes throws in try context.writer.delete(id: bytes) }) else {
      throw MethodFailure.notFound("event", id)
    }
    return removed
  }

  private static func removeMany(_ params: Params, _ context: WriteContext) throws -> Measures {
    guard params.days != nil || params.start != nil else {
      throw MethodFailure.invalid("days", "days or start (or id), so that nothing is deleted by default", got: "neither")
    }
    var window = WindowParams(days: params.days ?? 1)
    (window.start, window.end, window.asOf, window.timeZone) = (params.start, params.end, params.asOf, params.timeZone)
    let resolved = try window.window(context.services)
    return try context.writer.delete(
      Question(
        start: resolved.start, end: resolved.end, scope: params.scope.scope,
        teams: try context.writer.configuration.teamMapping()))
  }

  struct Answer: Shaped, Sendable {
    let deleted: Int64
    let cost: Money

    static let members: [Member<Answer>] = [
      Member("deleted", \.deleted, "Events removed."),
      Member("cost_usd", \.cost, "What they had cost."),
    ]
  }
}
