import CostModel
import JSON
import JSONRPC

/// What reads about the present have: the instant taken for it, a zone and a scope.
struct MomentParams: Sendable {
  var asOf: Timestamp?
  var timeZone: String?
  var scope = ScopeParams()

  static let fields: [Field<MomentParams>] =
    [
      Field("as_of", \.asOf, "The instant taken for now, so that any answer can be had again; by default now."),
      Field(
        "time_zone", \.timeZone, .string(most: 64, format: "IANA time zone"),
        "The zone whose days and hours are meant; by default the worker's."),
    ] + Field.group(\.scope, ScopeParams.fields)

  /// A question about the last days up to the instant.
  func question(days: Int) -> QuestionParams {
    var question = QuestionParams(days: days)
    (question.window.asOf, question.window.timeZone, question.scope) = (asOf, timeZone, scope)
    return question
  }
}

/// Params that begin with `MomentParams`: their echo tells the zone in effect.
protocol MomentMethodParams: MethodParams, WindowedParams {
  var moment: MomentParams { get set }
}

extension MomentMethodParams {
  var isFixed: Bool { moment.asOf != nil }
  mutating func freeze(at now: Timestamp) { moment.asOf = moment.asOf ?? now }

  func writeEffective(_ services: Services, to writer: JSONWriter) {
    Self.fields.write(self, to: writer)
    guard moment.timeZone == nil, let name = try? services.zone(nil).name else { return }
    writer.name("time_zone")
    writer.string(name)
  }
}
