import CostModel
import Store

extension SavingSearch {
  /// What one rule found of one group (a model, a pattern).
  struct Finding: Sendable {
    var rule: SavingRule
    var group: String
    var saving = Money.zero
    var cost = Money.zero
    var events: Int64 = 0
    /// Some events of it, dearest first.
    var evidence: [(id: String, cost: Money)] = []
    private var detail: Detail?

    var target: String? { detail?.target }
    var siblings: TableHabits.Evidence? { detail?.siblings }
    var window: String? { detail?.window }

    init(rule: SavingRule, group: String) { (self.rule, self.group) = (rule, group) }

    /// Where an amount rests on what a few siblings read, it is a guess.
    var confidence: SavingRule.Confidence {
      guard let siblings else { return rule.confidence }
      return rule == .partitionFilter && siblings.patterns >= 5 ? .medium : .low
    }

    private static let mostEvidence = 5

    mutating func add(_ candidate: Candidate, _ cost: Money, id: () throws -> String) rethrows {
      saving += candidate.saving
      self.cost += cost
      events += 1
      detail = candidate.detail
      guard evidence.count < Self.mostEvidence || cost > evidence[evidence.count - 1].cost else { return }
      evidence.append((try id(), cost))
      evidence.sort { $0.cost != $1.cost ? $0.cost > $1.cost : $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
      if evidence.count > Self.mostEvidence { evidence.removeLast() }
    }
  }

  /// What one event could have saved by one rule.
  struct Candidate {
    var rule: SavingRule
    var saving: Money
    var detail: Detail?

    /// Of two that save as much the one counts whose rule comes first by its letters.
    func isBetter(than other: Candidate) -> Bool {
      saving.nanos != other.saving.nanos ? saving.nanos > other.saving.nanos : rule.rawValue < other.rule.rawValue
    }
  }

  /// What a rule tells beside the amount.
  ///
  /// A class, because the events of one kind share it.
  final class Detail: Sendable {
    /// The smaller model.
    let target: String?
    /// What siblings of a query read.
    let siblings: TableHabits.Evidence?
    /// When the same costs less, in UTC.
    let window: String?

    init(target: String? = nil, siblings: TableHabits.Evidence? = nil, window: String? = nil) {
      (self.target, self.siblings, self.window) = (target, siblings, window)
    }
  }

  /// What recommendations are about: a model or a pattern, and what was found of it.
  ///
  /// A class, because all kinds of calls of one model add to the same findings.
  final class Subject {
    let name: String
    /// One a rule, of the few that found anything.
    private(set) var findings: [Finding] = []
    init(_ name: String) { self.name = name }

    func add(_ candidate: Candidate, _ cost: Money, id: () throws -> String) rethrows {
      var place = 0
      while place < findings.count, findings[place].rule != candidate.rule { place += 1 }
      if place == findings.count { findings.append(Finding(rule: candidate.rule, group: name)) }
      try findings[place].add(candidate, cost, id: id)
    }
  }
}
