/// Which team a user's spend counts for: exact addresses before wildcards, longer wildcards before shorter.
package struct TeamMapping: Sendable, Equatable {
  /// One line of the mapping: an address, or `*` and the end of one.
  package struct Entry: Sendable, Equatable {
    /// Empty: for every project.
    package var project: String
    package var pattern: String
    package var team: String
    package init(project: String, pattern: String, team: String) {
      (self.project, self.pattern, self.team) = (project, pattern, team)
    }
  }

  package let entries: [Entry]
  private var exact: [[UInt8]: [(project: [UInt8], team: String)]] = [:]
  private var wildcards: [(ending: [UInt8], project: [UInt8], team: String)] = []

  package static func == (left: TeamMapping, right: TeamMapping) -> Bool { left.entries == right.entries }

  package init(_ entries: [Entry]) {
    self.entries = entries
    for entry in entries {
      let project = Array(entry.project.utf8)
      let pattern = Self.folded(Array(entry.pattern.utf8))
      if pattern.first == UInt8(ascii: "*") {
        wildcards.append((Array(pattern.dropFirst()), project, entry.team))
      } else {
        exact[pattern, default: []].append((project, entry.team))
      }
    }
    // A project's own line comes before one for every project; among wildcards the longer ending first.
    wildcards.sort { left, right in
      if left.ending.count != right.ending.count { return left.ending.count > right.ending.count }
      if left.project.isEmpty != right.project.isEmpty { return !left.project.isEmpty }
      return left.ending.lexicographicallyPrecedes(right.ending)
    }
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// The team of a user in a project, or nil when no line matches.
  package func team(user: String, project: String) -> String? {
    let user = Self.folded(Array(user.utf8))
    let project = Array(project.utf8)
    if let lines = exact[user] {
      if let own = lines.first(where: { $0.project == project && !$0.project.isEmpty }) { return own.team }
      if let every = lines.first(where: { $0.project.isEmpty }) { return every.team }
    }
    return wildcards.first { line in
      (line.project.isEmpty || line.project == project) && user.count >= line.ending.count
        && user.suffix(line.ending.count).elementsEqual(line.ending)
    }?.team
  }

  /// Addresses are compared without regard to the case of ASCII letters, as mail systems do.
  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
  }
}
