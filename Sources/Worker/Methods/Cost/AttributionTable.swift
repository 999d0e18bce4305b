import CostModel
import JSON

/// The rows of one dimension.
struct AttributionTable: Sendable {
  let dimension: AttributionDimension
  let rows: [Row]

  struct Row: Sendable {
    /// The value or period; nil for events without one.
    var name: String?
    var cost: Money
    var calls: Int64
    /// Of a user: the team most of the cost counts for.
    var team: String?
    /// Of a team: how many users.
    var userCount: Int64?
    /// It sums what the limit left out.
    var isOther = false

    init(_ part: Part) { (name, cost, calls) = (part.name, part.measures.cost, part.measures.calls) }
  }

  /// The dearest `limit` rows in the order given, and one row `other` for the rest.
  ///
  /// - Parameter rest: makes the row of what is left out.
  init(_ dimension: AttributionDimension, _ parts: [Part], limit: Int, rest: ([Part]) -> Row, row: (Part) -> Row) {
    self.dimension = dimension
    guard parts.count > limit else {
      rows = parts.map(row)
      return
    }
    // Periods stand in the order of the calendar, so the dearest are found first and kept where they stand.
    let order = parts.indices.sorted { left, right in
      let (leftCost, rightCost) = (parts[left].measures.cost, parts[right].measures.cost)
      return leftCost != rightCost ? leftCost > rightCost : left < right
    }
    var isKept = Array(repeating: false, count: parts.count)
    for index in order.prefix(limit) { isKept[index] = true }
    let kept = parts.indices.filter { isKept[$0] }.map { row(parts[$0]) }
    rows = kept + [rest(parts.indices.filter { !isKept[$0] }.map { parts[$0] })]
  }

  init(_ dimension: AttributionDimension, _ parts: [Part], limit: Int) {
    self.init(dimension, parts, limit: limit, rest: Self.other, row: Row.init)
  }

  static func other(_ parts: [Part]) -> Row {
    var row = Row(Part(name: "other", measures: parts.sum))
    row.isOther = true
    return row
  }
}

/// `cost_by_NAME` for each dimension asked for.
struct Attribution: JSONWritable, Sendable {
  let tables: [AttributionTable]
  let total: Money

  static var schema: Schema {
    .object(
      AttributionDimension.all.map { dimension in
        Schema.Property(
          "cost_by_" + dimension.name, .list(rowSchema(dimension), most: nil),
          "The total by \(dimension.name), when that was asked for.")
      })
  }

  private static func rowSchema(_ dimension: AttributionDimension) -> Schema {
    var properties = [
      Schema.Property(
        dimension.member, Schema.string.orNull, isRequired: true, "The \(dimension.name); null for events without one.")
    ]
    if dimension.name == "user" {
      properties.append(
        Schema.Property("team", Schema.string.orNull, isRequired: true, "The team that most of the user's cost counts for."))
    }
    properties.append(Schema.Property("estimated_cost_usd", Money.schema, isRequired: true, "What its events cost."))
    if dimension.name == "team" {
      properties.append(Schema.Property("user_count", .integer(nil), isRequired: true, "Users with events in the team."))
    }
    return .object(
      properties + [
        Schema.Property("query_count", .integer(nil), isRequired: true, "Calls: the sum of call_count."),
        Schema.Property("percent", Ratio.schema, isRequired: true, "Its share of the total; null when that is 0."),
        Schema.Property("is_other", .boolean, "True for the row that sums what is beyond the limit."),
      ])
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for table in tables {
      writer.name("cost_by_" + table.dimension.name)
      writer.beginArray()
      for row in table.rows { write(row, of: table.dimension, to: writer) }
      writer.endArray()
    }
    writer.endObject()
  }

  private func write(_ row: AttributionTable.Row, of dimension: AttributionDimension, to writer: JSONWriter) {
    writer.beginObject()
    writer.name(dimension.member)
    row.name.write(to: writer)
    if dimension.name == "user" {
      writer.name("team")
      row.team.write(to: writer)
    }
    writer.name("estimated_cost_usd")
    row.cost.write(to: writer)
    if dimension.name == "team" {
      writer.name("user_count")
      (row.userCount ?? 0).write(to: writer)
    }
    writer.name("query_count")
    writer.int(row.calls)
    writer.name("percent")
    Ratio.percent(row.cost, of: total).write(to: writer)
    if row.isOther {
      writer.name("is_other")
      writer.bool(true)
    }
    writer.endObject()
  }
}
