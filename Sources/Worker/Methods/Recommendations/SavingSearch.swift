import Analytics
import CostModel
import Store

/// Looks through events for money that need not have been spent.
///
/// Each event's saving is counted for one rule only, the one that saves most on it, so that recommendations add up and
/// never to more than was spent.
struct SavingSearch {
  /// What one rule found of one group (a model, a pattern).
  struct Finding: Sendable {
    var rule: SavingRule
    var group: String
    var saving = Money.zero
    var cost = Money.zero
    var events: Int64 = 0
    /// Some events of it, dearest first.
    var evidence: [(id: String, cost: Money)] = []
    var target: String?
    /// What siblings of its queries read.
    var siblings: TableHabits.Evidence?
    /// When the same costs less, in UTC.
    var window: String?

    /// Where an amount rests on what a few siblings read, it is a guess.
    var confidence: SavingRule.Confidence {
      guard let siblings else { return rule.confidence }
      return rule == .partitionFilter && siblings.patterns >= 5 ? .medium : .low
    }
  }

  private struct Key: Hashable {
    var rule: SavingRule
    var group: String
  }

  /// How often a prompt or query was seen, by its fingerprint.
  private struct Repetition: Hashable {
    var fingerprint: Int64
    var model: String
    /// Of a query: what it read. Its text is not kept; runs of one pattern that read as many bytes are taken for the same.
    var bytes: Int64
  }

  private let prices: PriceLayers
  private let zone: TimeZoneRules
  private var repeated: [Repetition: Int] = [:]
  private var seen: Set<Repetition> = []
  private var findings: [Key: Finding] = [:]
  private var queries: [String: TableHabits.Query] = [:]
  private var habits = TableHabits()

  static let fewestRepetitions = 3
  static let longPrompt: Int64 = 1_024
  static let shortPrompt: Int64 = 2_000
  static let shortAnswer: Int64 = 300
  private static let mostEvidence = 5
  private static let mostFingerprints = 2_000_000
  private static let mostQueries = 20_000

  init(_ prices: PriceLayers, _ zone: TimeZoneRules) { (self.prices, self.zone) = (prices, zone) }

  /// What a window's events could have saved, most money first.
  static func findings(_ question: Question, _ window: Window, _ context: ReadContext) throws -> [Finding] {
    var search = SavingSearch(try context.services.prices.layers(in: context.reader, context.services), window.zone)
    for isCounting in [true, false] {
      try context.reader.export(question) { batch in
        try context.call.checkCancellation()
        for index in 0..<batch.count { if isCounting { search.count(batch, index) } else { search.judge(batch, index) } }
      }
      if isCounting { search.habits.compare() }
    }
    return search.result
  }

  /// First pass: which prompts and queries repeat, and what queries read.
  mutating func count(_ batch: EventBatch, _ index: Int) {
    if batch.hasText(index, .pattern), batch[index, .bytesBilled] > 0, !batch.flags(index).contains(.failed) {
      habits.note(batch.string(index, .pattern), bytes: batch[index, .bytesBilled])
    }
    guard let repetition = repetition(batch, index) else { return }
    if let known = repeated[repetition] {
      repeated[repetition] = known + 1
    } else if repeated.count < Self.mostFingerprints {
      repeated[repetition] = 1
    }
  }

  private func repetition(_ batch: EventBatch, _ index: Int) -> Repetition? {
    let fingerprint = batch[index, .fingerprint]
    guard fingerprint != 0 else { return nil }
    return Repetition(
      fingerprint: fingerprint, model: batch.hasText(index, .model) ? batch.string(index, .model) : "",
      bytes: batch.hasText(index, .pattern) ? batch[index, .bytesBilled] : 0)
  }

  private struct Candidate {
    var rule: SavingRule
    var group: String
    var saving: Money
    var target: String?
    var siblings: TableHabits.Evidence?
    var window: String?
  }

  /// Second pass: what each event could have saved.
  mutating func judge(_ batch: EventBatch, _ index: Int) {
    let usage = StoredUsage(batch, index)
    guard usage.cost > .zero else { return }
    var candidates: [Candidate] = []
    if batch.flags(index).contains(.failed) {
      candidates.append(Candidate(rule: .expensiveErrors, group: usage.model ?? "unknown", saving: usage.cost))
    } else {
      if usage.isOfTokens { candidates += ofTokens(usage, batch, index) }
      candidates += ofQueries(usage, batch, index)
    }
    let dearest = candidates.max { ($0.saving, $1.rule.rawValue) < ($1.saving, $0.rule.rawValue) }
    if let dearest { add(dearest, batch.string(index, .id), usage.cost) }
    // Repetitions count from the second on.
    if let repetition = repetition(batch, index) { seen.insert(repetition) }
  }

  private mutating func add(_ candidate: Candidate, _ id: String, _ cost: Money) {
    var finding = findings[Key(rule: candidate.rule, group: candidate.group)] ?? Finding(rule: candidate.rule, group: candidate.group)
    finding.saving += candidate.saving
    finding.cost += cost
    finding.events += 1
    finding.target = candidate.target
    finding.siblings = candidate.siblings
    finding.window = candidate.window
    if finding.evidence.count < Self.mostEvidence || cost > finding.evidence[finding.evidence.count - 1].cost {
      finding.evidence.append((id, cost))
      finding.evidence.sort { $0.cost != $1.cost ? $0.cost > $1.cost : $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
      if finding.evidence.count > Self.mostEvidence { finding.evidence.removeLast() }
    }
    findings[Key(rule: candidate.rule, group: candidate.group)] = finding
  }

  // MARK: Model calls

  private func ofTokens(_ usage: StoredUsage, _ batch: EventBatch, _ index: Int) -> [Candidate] {
    guard let model = usage.model, let listed = usage.cost(prices, provider: usage.provider, model: model, tier: usage.tier) else { return [] }
    var candidates: [Candidate] = []
    /// A saving by list prices, as a part of what the event cost.
    func consider(_ rule: SavingRule, _ other: Money?, target: String? = nil, window: String? = nil) {
      guard let other, listed > other, let saving = Self.part(of: usage.cost, (listed - other).nanos, of: listed.nanos) else { return }
      if saving > .zero { candidates.append(Candidate(rule: rule, group: model, saving: saving, target: target, window: window)) }
    }
    let isShort = batch[index, .promptTokens] <= Self.shortPrompt && batch[index, .completionTokens] <= Self.shortAnswer
    if isShort, batch[index, .reasoningTokens] == 0, let smaller = SmallerModels.smaller(than: model) {
      consider(.modelDowngrade, usage.cost(prices, provider: usage.provider, model: smaller, tier: usage.tier), target: smaller)
    }
    if batch[index, .promptTokens] >= Self.longPrompt, batch[index, .cacheReadTokens] == 0, let repetition = repetition(batch, index),
      repeated[repetition] ?? 0 >= Self.fewestRepetitions, seen.contains(repetition)
    {
      consider(.caching, usage.cost(prices, provider: usage.provider, model: model, tier: usage.tier) { quantities in
        quantities[.cacheRead] += quantities[.input]
        quantities[.input] = 0
      })
    }
    if usage.tier == .standard, isNight(usage.timestamp) {
      consider(.batchService, usage.cost(prices, provider: usage.provider, model: model, tier: .batch))
    }
    for window in prices.get(provider: usage.provider, model: model, at: usage.timestamp)?.offPeak ?? [] {
      guard let instant = window.instant(onDayOf: usage.timestamp), !window.contains(usage.timestamp) else { continue }
      let other = usage.cost(prices, provider: usage.provider, model: model, tier: usage.tier, at: instant)
      let hours = PriceListing.OffPeak(window: window)
      consider(.offPeak, other, window: hours.start + "-" + hours.end)
    }
    return candidates
  }

  /// `whole * part / of`, rounded half to even; nil when that needs more than 128 bits on the way.
  private static func part(of whole: Money, _ part: Int128, of all: Int128) -> Money? {
    let (product, overflow) = whole.nanos.multipliedReportingOverflow(by: part)
    return overflow || all == 0 ? nil : Money(nanos: roundedHalfToEven(product, over: all))
  }

  private func isNight(_ instant: Timestamp) -> Bool {
    let hour = zone.hour(of: instant)
    return hour >= 22 || hour < 6
  }

  // MARK: Queries

  private mutating func ofQueries(_ usage: StoredUsage, _ batch: EventBatch, _ index: Int) -> [Candidate] {
    guard batch.hasText(index, .pattern) else { return [] }
    let pattern = batch.string(index, .pattern)
    var candidates: [Candidate] = []
    // Statements that change something have to run each time.
    let isRead = pattern.hasPrefix("SELECT") || pattern.hasPrefix("WITH")
    if isRead, let repetition = repetition(batch, index), repeated[repetition] ?? 0 >= Self.fewestRepetitions, seen.contains(repetition) {
      candidates.append(Candidate(rule: .materializedView, group: pattern, saving: usage.cost))
    }
    let query = query(pattern), bytes = batch[index, .bytesBilled]
    /// What its siblings spare, as a part of what it cost; without siblings only a dry run can tell: told without an amount.
    func narrower(_ rule: SavingRule, _ siblings: TableHabits.Evidence?) {
      var candidate = Candidate(rule: rule, group: pattern, saving: .zero)
      if let siblings, siblings.typicalBytes < bytes,
        let saving = Self.part(of: usage.cost, Int128(bytes - siblings.typicalBytes), of: Int128(bytes))
      {
        (candidate.saving, candidate.siblings) = (saving, siblings)
      }
      candidates.append(candidate)
    }
    if query.traits.selectsStar { narrower(.selectStar, habits.withoutStar(query)) }
    let siblings = habits.partition(query)
    if siblings != nil || query.traits.isMissingWhere { narrower(.partitionFilter, siblings) }
    return candidates
  }

  private mutating func query(_ pattern: String) -> TableHabits.Query {
    if let known = queries[pattern] { return known }
    let query = TableHabits.Query(pattern)
    if queries.count < Self.mostQueries { queries[pattern] = query }
    return query
  }

  /// What was found, most money first.
  var result: [Finding] {
    findings.values.sorted { left, right in
      if left.saving != right.saving { return left.saving > right.saving }
      if left.cost != right.cost { return left.cost > right.cost }
      return (left.rule.rawValue, left.group) < (right.rule.rawValue, right.group)
    }
  }
}
