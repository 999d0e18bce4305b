import CostModel

/// What a question is about: a stretch of time, what it is narrowed to, and who belongs to which team.
package struct Question: Sendable {
  /// Half-open, in microseconds since the epoch.
  package var start: Int64
  package var end: Int64
  package var scope: Scope
  package var teams: TeamMapping
  /// Whether a scan may leave out events that were dropped: only for what looks after the events themselves.
  var leavesOutRetired = false

  package init(start: Timestamp, end: Timestamp, scope: Scope, teams: TeamMapping) {
    self.start = start.microseconds
    self.end = end.microseconds
    self.scope = scope
    self.teams = teams
  }

  /// Every event there is.
  package static let everything = Question(
    start: Timestamp(microseconds: .min), end: Timestamp(microseconds: .max), scope: Scope(), teams: TeamMapping([]))

  func within(_ start: Int64, _ end: Int64) -> Question {
    var part = self
    (part.start, part.end) = (start, end)
    return part
  }

  /// Whether the team of an event comes from its own column alone.
  var usesOwnTeams: Bool { teams.isEmpty }
}

/// Which sums an answer needs beside events, calls, errors and money.
package struct MeasureNeeds: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
  package static let tokens = MeasureNeeds(rawValue: 1)
  package static let responses = MeasureNeeds(rawValue: 2)
  package static let bytes = MeasureNeeds(rawValue: 4)
  package static let all: MeasureNeeds = [.tokens, .responses, .bytes]
}
