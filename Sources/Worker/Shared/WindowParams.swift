import CostModel
import JSON
import JSONRPC
import Store

/// The stretch of time a read is about: the last N days up to an instant, or from start to end.
struct WindowParams: Sendable {
  var days: Int
  var start: String?
  var end: String?
  var asOf: Timestamp?
  var timeZone: String?

  init(days: Int = 30) { self.days = days }

  static func fields(days: Int) -> [Field<WindowParams>] {
    [
      Field(
        "days", \.days, .integer(1...Int64(Window.longestDays)), default: .int(days),
        "The last so many local days, today included; start and end go before."),
      Field(
        "start", \.start, .string(most: 64, format: "date or date-time"),
        "Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight."),
      Field(
        "end", \.end, .string(most: 64, format: "date or date-time"),
        "Where the window ends, itself excluded; by default as_of."),
      Field("as_of", \.asOf, "The instant taken for now, so that any answer can be had again; by default now."),
      Field(
        "time_zone", \.timeZone, .string(most: 64, format: "IANA time zone"),
        "The zone whose days, weeks and months are meant; by default the worker's."),
    ]
  }

  /// The window meant.
  func window(_ services: Services) throws(ErrorAnswer) -> Window {
    let (zone, name) = try services.zone(timeZone)
    let now = asOf ?? services.world.now()
    do throws(WindowError) {
      if let start { return try .between(start: start, end: end, asOf: now, zone: zone, zoneName: name) }
      if let end { return try .last(days: days, until: end, zone: zone, zoneName: name) }
      return try .last(days: days, asOf: now, zone: zone, zoneName: name)
    } catch {
      throw ErrorAnswer(error)
    }
  }
}

/// Params that have a window: what is echoed is the window in effect.
protocol WindowedParams {
  /// Takes `now` for the instant that "now" means, unless the caller named one: it is read once for a call.
  mutating func freeze(at now: Timestamp)
  /// Whether what is meant does not move with time.
  var isFixed: Bool { get }
  func writeEffective(_ services: Services, to writer: JSONWriter)
}

/// The values that narrow a read.
struct ScopeParams: Sendable {
  private var values: [Dimension: OneOrMore] = [:]

  /// One text, or a list of which any will do.
  struct OneOrMore: JSONReadable, JSONWritable, Sendable {
    var values: [String]

    static var schema: Schema { .either([.string(most: 4_096, format: nil), .list(.string(most: 4_096, format: nil), most: 1_000)]) }

    static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> OneOrMore {
      if view.kind == .array {
        return OneOrMore(values: try [String].read(view, .list(.string(most: 4_096, format: nil), most: 1_000)))
      }
      guard view.kind == .string else { throw SchemaMismatch(expected: schema.expectation, got: view) }
      return OneOrMore(values: [try String.read(view, .string(most: 4_096, format: nil))])
    }

    func write(to writer: JSONWriter) {
      if values.count == 1 { values[0].write(to: writer) } else { values.write(to: writer) }
    }
  }

  subscript(_ dimension: Dimension) -> OneOrMore? {
    get { values[dimension] }
    set { values[dimension] = newValue }
  }

  static let fields = fields(of: Dimension.scoped)

  static func fields(of dimensions: [Dimension]) -> [Field<ScopeParams>] {
    dimensions.map { dimension in
      Field(
        dimension.member, \ScopeParams.[dimension],
        "Only events of this \(dimension.name.split(separator: "_").joined(separator: " ")), or of any in the list.")
    }
  }

  /// The scope in words, always the same for the same scope.
  var text: String { scope.dimensions.map { "\($0.name)=\((scope.values[$0] ?? []).sorted().joined(separator: ","))" }.joined(separator: " ") }

  var scope: Scope {
    var scope = Scope()
    for (dimension, given) in values { scope.values[dimension] = given.values }
    return scope
  }
}
