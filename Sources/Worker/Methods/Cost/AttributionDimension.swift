import CostModel
import JSON

/// What costs are attributed to: the values of a dimension, or the periods they fall in.
struct AttributionDimension: Hashable, Sendable {
  /// The name callers ask for; its rows stand in `cost_by_NAME`.
  let name: String
  /// The member of a row that says which value or period it is.
  let member: String
  let kind: Kind

  enum Kind: Hashable, Sendable {
    case values(Dimension)
    case periods(Granularity)
  }

  static let all =
    ([.user, .team, .pattern].map(values) + [AttributionDimension(name: "day", member: "date", kind: .periods(.day))]
      + [.table].map(values) + [AttributionDimension(name: "hour", member: "hour", kind: .periods(.hour))]
      + Dimension.allCases.filter { ![.user, .team, .pattern, .table].contains($0) }.map(values))

  private static func values(_ dimension: Dimension) -> AttributionDimension {
    AttributionDimension(name: dimension.name, member: dimension.member, kind: .values(dimension))
  }
}

/// Names of dimensions: a list, or one text with commas between them.
struct AttributionDimensions: JSONReadable, JSONWritable, Sendable {
  var dimensions: [AttributionDimension]

  static let usual = AttributionDimensions(
    dimensions: ["user", "team", "pattern", "day", "table"].compactMap { name in
      AttributionDimension.all.first { $0.name == name }
    })

  private static let names = AttributionDimension.all.map(\.name)
  private static let most = 64
  static let schema = Schema.either([
    .list(.choice(names), most: most), .string(most: 1_024, format: "names of dimensions with commas between them"),
  ])

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> AttributionDimensions {
    var given: [String]
    switch view.kind {
    case .array: given = try [String].read(view, .list(.choice(names), most: most))
    case .string:
      let text = try String.read(view, .string(most: 1_024, format: nil))
      given = text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    default: throw SchemaMismatch(expected: schema.expectation, got: view)
    }
    var found: [AttributionDimension] = []
    for name in given {
      guard let dimension = AttributionDimension.all.first(where: { $0.name == name }) else {
        throw SchemaMismatch(
          expected: Schema.choice(names).expectation, got: "\"\(shortened(name))\"", nearest: closestName(name, among: names))
      }
      if !found.contains(dimension) { found.append(dimension) }
    }
    guard !found.isEmpty else { throw SchemaMismatch(expected: "one dimension at least", got: "none") }
    return AttributionDimensions(dimensions: found)
  }

  func write(to writer: JSONWriter) { dimensions.map(\.name).write(to: writer) }
}
