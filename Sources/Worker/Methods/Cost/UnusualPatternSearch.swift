import CostModel
import Store

/// The last days of a scope and what is unusual about them.
struct UnusualPatternSearch {
  private let params: CostUnusualPatterns.Params
  private let context: ReadContext
  private let question: Question
  private let window: Window
  /// Days with those before the period, oldest first, and the first that belongs to it.
  private let days: [PeriodMeasures]
  private let periods: [Period]
  private let firstInside: Int
  private let firstKnown: Int

  private static let daysBefore = 28
  private static let mostCalls = 20

  init(_ params: CostUnusualPatterns.Params, _ context: ReadContext) throws {
    (self.params, self.context) = (params, context)
    (question, window) = try params.moment.question(days: params.days).question(context)
    var longer = window
    longer.start = min(window.zone.startOfDay(window.zone.civilDate(of: window.start).adding(days: -Self.daysBefore)), window.start)
    var whole = question
    whole.start = longer.start.microseconds
    periods = try longer.periods(.day)
    days = try context.series(whole, longer, .day)
    let start = window.start
    firstInside = periods.firstIndex { $0.end > start } ?? periods.count
    firstKnown = days.firstIndex { $0.measures.events > 0 } ?? days.count
  }

  var total: Measures { days[firstInside...].reduce(into: Measures()) { $0 += $1.measures } }

  var dailyAverage: Money {
    let before = firstKnown..<max(firstInside, firstKnown)
    return mean(before.isEmpty ? firstInside..<days.count : before) ?? .zero
  }

  private func mean(_ range: Range<Int>) -> Money? {
    range.isEmpty ? nil : range.reduce(Money.zero) { $0 + days[$1].measures.cost }.divided(by: Int128(range.count))
  }

  /// The mean of the seven days before one; nil when fewer than three are known, or nothing was spent.
  private func baseline(before index: Int) -> Money? {
    let range = max(firstKnown, index - 7)..<max(index, firstKnown)
    guard range.count >= 3, let mean = mean(range), mean > .zero else { return nil }
    return mean
  }

  private func end(of index: Int) -> Timestamp {
    min(periods[index].end, Timestamp(microseconds: window.end.microseconds - 1))
  }

  func spikes() -> [UnusualPattern] {
    (firstInside..<days.count).compactMap { index in
      let cost = days[index].measures.cost
      guard let usual = baseline(before: index), cost.nanos > usual.nanos * 3 else { return nil }
      return UnusualPattern(
        kind: .suddenSpike, severity: .high,
        description: "\(days[index].label) cost \(dollars(cost)), \(times(cost, usual)) times the mean of the 7 days before, \(dollars(usual))",
        impact: cost - usual, detectedAt: end(of: index))
    }
  }

  func sustained() -> [UnusualPattern] {
    let first = max(firstInside, days.count - 3)
    guard first < days.count, let usual = baseline(before: first) else { return [] }
    let high = (first..<days.count).filter { days[$0].measures.cost.nanos * 2 > usual.nanos * 3 }
    guard high.count >= 2, let last = high.last else { return [] }
    return [
      UnusualPattern(
        kind: .sustainedHighUsage, severity: .medium,
        description: "\(high.count) of the last \(days.count - first) days cost more than 150% of the \(dollars(usual)) a day before them",
        impact: high.reduce(Money.zero) { $0 + days[$1].measures.cost - usual }, detectedAt: end(of: last))
    ]
  }

  func offHours() throws -> [UnusualPattern] {
    let hours = try window.periods(.hour)
    let costs = try context.series(question, window, .hour)
    var (off, business) = (Money.zero, Money.zero)
    for (period, hour) in zip(hours, costs) {
      let local = window.zone.hour(of: period.start)
      if isOffHour(local) { off += hour.measures.cost }
      if 9..<17 ~= local { business += hour.measures.cost }
    }
    let isUnusual = business > .zero ? off.nanos * 10 > business.nanos * 3 : off.nanos > Money.nanosPerDollar
    guard isUnusual else { return [] }
    return [
      UnusualPattern(
        kind: .offHoursUsage, severity: .low,
        description: "\(dollars(off)) were spent from \(params.offHoursStart):00 until \(params.offHoursEnd):00, \(dollars(business)) from 9:00 until 17:00",
        impact: off, detectedAt: Timestamp(microseconds: window.end.microseconds - 1))
    ]
  }

  private func isOffHour(_ hour: Int) -> Bool {
    let (start, end) = (params.offHoursStart, params.offHoursEnd)
    return start <= end ? start..<end ~= hour : hour >= start || hour < end
  }

  func largeCalls() throws -> [UnusualPattern] {
    let events = try context.reader.events(question, order: .dearest, limit: Self.mostCalls, after: nil).events
    return (0..<events.count).compactMap { index in
      let cost = Money(nanos: Int128(events[index, .cost]))
      guard cost > params.largeCall else { return nil }
      let user = events.hasText(index, .user) ? " by \(shortened(events.string(index, .user)))" : ""
      return UnusualPattern(
        kind: .largeQueryAnomaly, severity: .medium,
        description: "One event\(user) cost \(dollars(cost)), more than \(dollars(params.largeCall))", impact: cost,
        detectedAt: Timestamp(microseconds: events[index, .timestamp]), eventID: events.string(index, .id))
    }
  }

  /// For sentences: cents, and more digits below one.
  private func dollars(_ money: Money) -> String { money.forReading }

  private func times(_ part: Money, _ whole: Money) -> String {
    let tenths = (part.dollars / whole.dollars * 10).rounded()
    guard tenths < 1e12 else { return "over a hundred billion" }
    return "\(Int64(tenths) / 10).\(Int64(tenths) % 10)"
  }
}

extension Money {
  /// For sentences: `$12.34`, below ten cents with four digits more.
  var forReading: String {
    let sign = nanos < 0 ? "-" : "", size = nanos < 0 ? -nanos : nanos
    let isSmall = size > 0 && size < Money.nanosPerDollar / 10
    let (unit, digits): (Int128, Int) = isSmall ? (1_000, 6) : (10_000_000, 2)
    let rounded = roundedHalfToEven(size, over: unit)
    let scale = Money.nanosPerDollar / unit
    let rest = String(rounded % scale)
    return "\(sign)$\(rounded / scale)." + String(repeating: "0", count: max(0, digits - rest.count)) + rest
  }
}
