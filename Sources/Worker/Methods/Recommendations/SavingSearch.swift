import Analytics
import CostModel
import Store

/// Looks through events for money that need not have been spent.
///
/// Each event's saving is counted for one rule only, the one that saves most on it, so that recommendations add up and
/// never to more than was spent.
struct SavingSearch {
  /// What a pattern says of itself, and what its siblings tell.
  private struct Pattern {
    var subject: Subject
    /// Statements that change something have to run each time.
    var isRead: Bool
    var wantsColumns: Bool
    var withoutStar: Detail?
    var wantsFilter: Bool
    var partition: Detail?
  }

  private let prices: PriceLayers
  private let zone: TimeZoneRules
  private var repetitions = Repetitions()
  private var habits = TableHabits()
  private var subjects: [String: Subject] = [:]
  private var kinds: [KindKey: CallKind] = [:]
  private var recent: [(key: KindKey, kind: CallKind)?] = Array(repeating: nil, count: recentKinds)
  private var patterns: [Int64: Pattern] = [:]
  private var night: (minute: Int64, isNight: Bool) = (.min, false)
  /// The parts of the call at hand, kept for their room.
  private var parts: [UsageQuantities] = []
  /// What the events of the block at hand would repeat, kept likewise.
  private var keys: [UInt64] = []

  static let fewestRepetitions = 3
  static let longPrompt: Int64 = 1_024
  static let shortPrompt: Int64 = 2_000
  static let shortAnswer: Int64 = 300
  private static let mostKinds = 20_000
  private static let recentKinds = 64
  private static let mostPatterns = 20_000

  init(_ prices: PriceLayers, _ zone: TimeZoneRules) { (self.prices, self.zone) = (prices, zone) }

  /// What a window's events could have saved, most money first.
  static func findings(_ question: Question, _ window: Window, _ context: ReadContext) throws -> [Finding] {
    var search = SavingSearch(try context.services.prices.layers(in: context.reader, context.services), window.zone)
    // What repeats, and what queries read, is known once all events were seen; that takes a few narrow columns.
    var reads = PatternReads()
    try context.reader.columns(question) { block in
      try context.call.checkCancellation()
      try search.count(block, &reads)
    }
    for read in reads.all { search.habits.note(try context.reader.name(read.pattern), bytes: read.bytes, runs: read.runs) }
    search.habits.compare()
    try context.reader.columns(question) { block in
      try context.call.checkCancellation()
      try search.judge(block)
    }
    return search.result
  }

  private mutating func count(_ block: EventColumns, _ reads: inout PatternReads) throws {
    let hasPatterns = try !block.isEmpty(.pattern), hasFingerprints = try !block.isEmpty(.fingerprint)
    guard hasPatterns || hasFingerprints else { return }
    let calls = try Calls(block)
    keys.removeAll(keepingCapacity: true)
    for row in 0..<block.count where block.counts(row) {
      if calls.pattern[row] != 0, calls.bytes[row] > 0, !calls.isFailed(row) { reads.note(calls.pattern[row], calls.bytes[row]) }
      keys.append(calls.repetition(row))
    }
    repetitions.count(keys)
  }

  private mutating func judge(_ block: EventColumns) throws {
    let calls = try Calls(block), spending = try Spending(block)
    keys.removeAll(keepingCapacity: true)
    for row in 0..<block.count {
      keys.append(block.counts(row) && spending.cost[row] > 0 ? calls.repetition(row) : Repetitions.nothing)
    }
    // Repetitions count from the second on.
    var repeated: [Bool] = []
    repeated.reserveCapacity(keys.count)
    repetitions.meet(keys, counted: Self.fewestRepetitions) { repeated.append($0) }
    for row in 0..<block.count where block.counts(row) && spending.cost[row] > 0 {
      let cost = Money(nanos: Int128(spending.cost[row])), isRepeated = repeated[row]
      if calls.isFailed(row) {
        let kind = try kind(calls, spending, row, block)
        try add(Candidate(rule: .expensiveErrors, saving: cost), kind.subject, cost, block, row)
        continue
      }
      var (best, subject): (Candidate?, Subject?) = (nil, nil)
      func offer(_ candidate: Candidate, _ of: Subject) {
        if let best, !candidate.isBetter(than: best) { return }
        (best, subject) = (candidate, of)
      }
      try ofTokens(calls, spending, row, block, cost, isRepeated, offer)
      if calls.pattern[row] != 0 { try ofQueries(calls, row, block, cost, isRepeated, offer) }
      if let best, let subject { try add(best, subject, cost, block, row) }
    }
  }

  private mutating func add(_ candidate: Candidate, _ subject: Subject, _ cost: Money, _ block: EventColumns, _ row: Int) throws {
    var subject = subject
    // What nothing was found of is not kept: patterns are many and long.
    if subject.findings.isEmpty {
      subject = self.subject(subject.name)
      subjects[subject.name] = subject
    }
    try subject.add(candidate, cost) { String(decoding: try block.bytes(row, .id), as: UTF8.self) }
  }

  private func subject(_ name: String) -> Subject { subjects[name] ?? Subject(name) }

  // MARK: Model calls

  private mutating func kind(_ calls: Calls, _ spending: Spending, _ row: Int, _ block: EventColumns) throws -> CallKind {
    let key = KindKey(provider: spending.provider[row], model: calls.model[row], region: spending.region[row], tier: spending.tier[row])
    // Comparing with the kind that had this place last is cheaper than hashing.
    let place = Int(truncatingIfNeeded: key.model &+ key.provider &+ key.region &* 7 &+ key.tier &* 13) & (Self.recentKinds - 1)
    if let recent = recent[place], recent.key == key { return recent.kind }
    let kind = try kinds[key] ?? kind(key, block)
    recent[place] = (key, kind)
    return kind
  }

  private mutating func kind(_ key: KindKey, _ block: EventColumns) throws -> CallKind {
    let model = try block.text(key.model)
    // All kinds of calls of one model, of which there are few, add to the same findings.
    let subject = subject(model ?? "unknown")
    subjects[subject.name] = subject
    let kind = CallKind(
      subject, provider: try block.text(key.provider), model: model, region: try block.text(key.region),
      tier: try block.text(key.tier).flatMap { ServiceTier(rawValue: $0) } ?? .standard)
    if kinds.count >= Self.mostKinds { kinds = [:] }
    kinds[key] = kind
    return kind
  }

  private mutating func ofTokens(
    _ calls: Calls, _ spending: Spending, _ row: Int, _ block: EventColumns, _ cost: Money, _ isRepeated: Bool,
    _ offer: (Candidate, Subject) -> Void
  ) throws {
    guard calls.model[row] != 0 else { return }
    let kind = try kind(calls, spending, row, block)
    let instant = Timestamp(microseconds: spending.timestamp[row])
    let isShort = spending.prompt[row] <= Self.shortPrompt && spending.completion[row] <= Self.shortAnswer
    let smaller = isShort && spending.reasoning[row] == 0 ? kind.smaller : nil
    let isUncached = isRepeated && spending.prompt[row] >= Self.longPrompt && spending.cacheRead[row] == 0
    let canWait = kind.tier == .standard && isNight(instant)
    let windows = kind.windows(prices, at: instant)
    // Most calls end here, before anything of them is priced.
    guard smaller != nil || isUncached || canWait || !windows.isEmpty else { return }
    try readParts(spending, row, block)
    let isOfTokens = !parts.isEmpty && parts.allSatisfy { $0.totalTokens > 0 }
    guard isOfTokens, let listed = kind.listed.cost(prices, parts, at: instant) else { return }
    /// A saving by list prices, as a part of what the event cost.
    func consider(_ rule: SavingRule, _ other: Money?, _ detail: Detail? = nil) {
      guard let other, listed > other, let saving = Self.part(of: cost, (listed - other).nanos, of: listed.nanos) else { return }
      if saving > .zero { offer(Candidate(rule: rule, saving: saving, detail: detail), kind.subject) }
    }
    if let smaller { consider(.modelDowngrade, kind.cheaper.cost(prices, parts, at: instant), smaller) }
    if canWait { consider(.batchService, kind.batch.cost(prices, parts, at: instant)) }
    for window in windows {
      guard let other = window.hours.instant(onDayOf: instant), !window.hours.contains(instant) else { continue }
      consider(.offPeak, kind.offPeak.cost(prices, parts, at: other), window.detail)
    }
    guard isUncached else { return }
    for index in parts.indices {
      parts[index][.cacheRead] += parts[index][.input]
      parts[index][.input] = 0
    }
    consider(.caching, kind.listed.cost(prices, parts, at: instant))
  }

  private mutating func readParts(_ spending: Spending, _ row: Int, _ block: EventColumns) throws {
    parts.removeAll(keepingCapacity: true)
    PartsText.decode(try block.bytes(row, .quantities), into: &parts)
    guard parts.isEmpty else { return }
    let told = StoredUsage.tokens(
      prompt: spending.prompt[row], completion: spending.completion[row], cacheRead: spending.cacheRead[row],
      cacheWrite: spending.cacheWrite[row])
    if let told { parts.append(told) }
  }

  /// `whole * part / of`, rounded half to even; nil when that needs more than 128 bits on the way.
  private static func part(of whole: Money, _ part: Int128, of all: Int128) -> Money? {
    let (product, overflow) = whole.nanos.multipliedReportingOverflow(by: part)
    return overflow || all == 0 ? nil : Money(nanos: roundedHalfToEven(product, over: all))
  }

  private mutating func isNight(_ instant: Timestamp) -> Bool {
    // Clocks are changed at full minutes, and events come in order of time as a rule.
    let minute = instant.microseconds / 60_000_000
    if night.minute != minute {
      let hour = zone.hour(of: instant)
      night = (minute, hour >= 22 || hour < 6)
    }
    return night.isNight
  }

  // MARK: Queries

  private mutating func ofQueries(
    _ calls: Calls, _ row: Int, _ block: EventColumns, _ cost: Money, _ isRepeated: Bool, _ offer: (Candidate, Subject) -> Void
  ) throws {
    let pattern = try pattern(calls.pattern[row], block), bytes = calls.bytes[row]
    if pattern.isRead, isRepeated { offer(Candidate(rule: .materializedView, saving: cost), pattern.subject) }
    /// What its siblings spare, as a part of what it cost; without siblings only a dry run can tell: told without an amount.
    func narrower(_ rule: SavingRule, _ detail: Detail?) {
      var candidate = Candidate(rule: rule, saving: .zero)
      if let siblings = detail?.siblings, siblings.typicalBytes < bytes,
        let saving = Self.part(of: cost, Int128(bytes - siblings.typicalBytes), of: Int128(bytes))
      {
        (candidate.saving, candidate.detail) = (saving, detail)
      }
      offer(candidate, pattern.subject)
    }
    if pattern.wantsColumns { narrower(.selectStar, pattern.withoutStar) }
    if pattern.wantsFilter { narrower(.partitionFilter, pattern.partition) }
  }

  private mutating func pattern(_ number: Int64, _ block: EventColumns) throws -> Pattern {
    if let known = patterns[number] { return known }
    let text = try block.text(number) ?? ""
    let query = TableHabits.Query(text), partition = habits.partition(query)
    let pattern = Pattern(
      subject: subject(text), isRead: text.hasPrefix("SELECT") || text.hasPrefix("WITH"), wantsColumns: query.traits.selectsStar,
      withoutStar: habits.withoutStar(query).map { Detail(siblings: $0) },
      wantsFilter: partition != nil || query.traits.isMissingWhere, partition: partition.map { Detail(siblings: $0) })
    if patterns.count < Self.mostPatterns { patterns[number] = pattern }
    return pattern
  }

  /// What was found, most money first.
  var result: [Finding] {
    subjects.values.flatMap(\.findings).sorted { left, right in
      if left.saving != right.saving { return left.saving > right.saving }
      if left.cost != right.cost { return left.cost > right.cost }
      return (left.rule.rawValue, left.group) < (right.rule.rawValue, right.group)
    }
  }
}
