import Analytics
import CostModel
import JSON
import Store

/// Users, teams and patterns of a window against the window of the same length before it.
struct EntityComparison {
  private let current: Question
  private let previous: Question
  private var thresholds = EntityThresholds()
  static let mostRows = 1_000

  init(_ question: Question, leastScore: Double) {
    current = question
    var before = question
    (before.start, before.end) = (question.start &- (question.end &- question.start), question.start)
    previous = before
    thresholds.leastScore = leastScore
  }

  func usersAndTeams(_ context: ReadContext) throws -> (users: [RemarkableEntity], teams: [RemarkableEntity]) {
    let now = UserTeams(try context.reader.usersAndTeams(current)), before = UserTeams(try context.reader.usersAndTeams(previous))
    try context.call.checkCancellation()
    let teams = now.dearestTeams.merging(before.dearestTeams) { now, _ in now }
    return (
      compare(now.userParts, before.userParts, .user) { teams[Array(($0 ?? "").utf8)] ?? UserTeams.unknown },
      compare(now.teamParts, before.teamParts, .team) { _ in nil }
    )
  }

  func patterns(_ context: ReadContext) throws -> [RemarkableEntity] {
    let now = [Part](try context.reader.totals(current, by: .pattern)), before = [Part](try context.reader.totals(previous, by: .pattern))
    return compare(now.filter { $0.name != nil }, before.filter { $0.name != nil }, .pattern) { _ in nil }
  }

  private func compare(_ now: [Part], _ before: [Part], _ dimension: Dimension, team: (String?) -> String?) -> [RemarkableEntity] {
    var places: [[UInt8]: Int] = [:]
    var pairs: [(name: String?, now: Money, before: Money)] = []
    for part in now {
      places[Array((part.name ?? "").utf8)] = pairs.count
      pairs.append((part.name, part.measures.cost, .zero))
    }
    for part in before {
      if let place = places[Array((part.name ?? "").utf8)] { pairs[place].before = part.measures.cost }
      else { pairs.append((part.name, .zero, part.measures.cost)) }
    }
    return remarkableChanges(current: pairs.map(\.now.dollars), previous: pairs.map(\.before.dollars), thresholds)
      .prefix(Self.mostRows).map { change in
        let pair = pairs[change.index]
        return RemarkableEntity(dimension: dimension, name: pair.name, team: team(pair.name), current: pair.now, previous: pair.before, change: change)
      }
  }
}

/// A user, team or pattern that changed remarkably.
struct RemarkableEntity: JSONWritable, Sendable {
  let dimension: Dimension
  let name: String?
  let team: String?
  let current: Money
  let previous: Money
  let change: EntityChange

  static var schema: Schema {
    .object([
      Schema.Property("user_email", Schema.string.orNull, "Of a user: who; null for events without one."),
      Schema.Property("team", Schema.string.orNull, "Of a user: the team that most of the cost counts for; of a team: which."),
      Schema.Property("pattern", Schema.string.orNull, "Of a pattern: which."),
      Schema.Property("estimated_cost_usd_current", Money.schema, isRequired: true, "What the window cost."),
      Schema.Property("estimated_cost_usd_previous", Money.schema, isRequired: true, "What the one before cost."),
      Schema.Property("change_usd", .number(nil), isRequired: true, "The difference."),
      Schema.Property("percent_change", Ratio.schema, isRequired: true, "In percent of the window before; null for who is new."),
      Schema.Property("z_score", Ratio.schema, isRequired: true, "The change against what is usual; null where too few can be compared."),
      Schema.Property("kind", .choice(EntityChange.Kind.allCases.map(\.rawValue)), isRequired: true, "What happened."),
    ])
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.name(dimension.member)
    name.write(to: writer)
    if dimension == .user {
      writer.name("team")
      team.write(to: writer)
    }
    writer.name("estimated_cost_usd_current")
    current.write(to: writer)
    writer.name("estimated_cost_usd_previous")
    previous.write(to: writer)
    writer.name("change_usd")
    (current - previous).write(to: writer)
    writer.name("percent_change")
    Ratio(change.percentChange).write(to: writer)
    writer.name("z_score")
    Ratio(change.score).write(to: writer)
    writer.name("kind")
    writer.string(change.kind.rawValue)
    writer.endObject()
  }
}
