import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// Where a day and a month of a budget head, from its own counters.
struct BudgetProjection: Sendable {
  let day: Projected
  let month: Projected

  /// What a period will come to, and how sure that is.
  struct Projected: Sendable {
    var cost: Money
    var linear: Money
    var seasonal: Money?
    /// 0 to 1.
    var confidence: Double
  }

  /// The whole days looked back on.
  static let daysBack = 28

  init?(_ standing: BudgetStanding, _ reading: BudgetReading, now: Timestamp) throws {
    let budget = standing.budget
    guard let calendar = budget.calendar else { return nil }
    let today = calendar.day(holding: now.microseconds)
    let begin = calendar.start(of: today.adding(days: -Self.daysBack))
    let counts = try reading.dayCounts(budget, in: begin..<standing.day.range.lowerBound)
    let byStart = Dictionary(counts.map { ($0.range.lowerBound, $0.spent) }) { first, _ in first }
    var history: [Money] = []
    var first = false
    for back in stride(from: Self.daysBack, through: 1, by: -1) {
      let spent = byStart[calendar.start(of: today.adding(days: -back))]
      first = first || spent != nil
      if first { history.append(spent ?? .zero) }
    }
    let weekdays = Weekdays(history, today: today)
    let events = try reading.count(budget, .daily, holding: now.microseconds).events
    day = Self.day(standing.day, history, weekdays.mean(today), events: events, now)
    month = Self.month(standing, history, weekdays, today, calendar, rest: day.cost - standing.day.spent, now)
  }

  /// 0.4 linear + 0.4 trend + 0.2 seasonal, of what is known; confidence 0.4 consistency + 0.4 time / 12 h + 0.2
  /// events / 100 (the weights of seed 004's implementation).
  private static func day(
    _ standing: LimitStanding, _ history: [Money], _ seasonal: Money?, events: Int64, _ now: Timestamp
  ) -> Projected {
    let passed = Double(now.microseconds - standing.range.lowerBound), whole = Double(standing.range.upperBound - standing.range.lowerBound)
    let hours = passed / Double(Timestamp.microsecondsPerHour)
    let spent = standing.spent.dollars
    var parts: [(weight: Double, value: Double)] = []
    let linear = hours >= 1 ? spent * whole / max(passed, 1) : nil
    if let linear { parts.append((0.4, linear)) }
    let week = history.suffix(7).map(\.dollars)
    if week.count >= 2 {
      let line = TrendAnalysis(week)
      parts.append((0.4, max(0, week.reduce(0, +) / Double(week.count) + line.slope * Double(week.count + 1) / 2)))
    }
    if let seasonal { parts.append((0.2, seasonal.dollars)) }
    let weight = parts.reduce(0) { $0 + $1.weight }
    let mixed = weight > 0 ? parts.reduce(0) { $0 + $1.weight * $1.value } / weight : spent
    let confidence = 0.4 * consistency(week) + 0.4 * min(1, hours / 12) + 0.2 * min(1, Double(events) / 100)
    return Projected(
      cost: max(standing.spent, Money(dollars: mixed)), linear: max(standing.spent, Money(dollars: linear ?? spent)), seasonal: seasonal,
      confidence: confidence)
  }

  /// Linear and seasonal 0.3/0.7 before the third day, 0.6/0.4 before the tenth, 0.8/0.2 from then on.
  private static func month(
    _ standing: BudgetStanding, _ history: [Money], _ weekdays: Weekdays, _ today: CivilDate, _ calendar: BudgetCalendar, rest: Money,
    _ now: Timestamp
  ) -> Projected {
    let month = standing.month
    let passed = Double(now.microseconds - month.range.lowerBound), whole = Double(month.range.upperBound - month.range.lowerBound)
    let spent = month.spent
    let linear = Money(dollars: spent.dollars * whole / max(passed, Double(Timestamp.microsecondsPerHour)))
    var seasonal: Money?
    if !history.isEmpty {
      var sum = spent + max(rest, .zero)
      var day = today.adding(days: 1)
      while calendar.start(of: day) < month.range.upperBound {
        sum += weekdays.mean(day) ?? .zero
        day = day.adding(days: 1)
      }
      seasonal = sum
    }
    let weight = today.day < 3 ? 0.3 : today.day < 10 ? 0.6 : 0.8
    let mixed = seasonal.map { Money(dollars: weight * linear.dollars + (1 - weight) * $0.dollars) } ?? linear
    let days = passed / Double(Timestamp.microsecondsPerDay)
    let confidence =
      0.4 * consistency(history.map(\.dollars)) + 0.4 * min(1, days / 10) + 0.2 * min(1, Double(history.count) / Double(daysBack))
    return Projected(cost: max(spent, mixed), linear: max(spent, linear), seasonal: seasonal, confidence: confidence)
  }

  /// 1 less the coefficient of variation, not below 0; 0 for fewer than two values.
  private static func consistency(_ values: [Double]) -> Double {
    guard values.count >= 2 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    guard mean > 0 else { return values.allSatisfy { $0 == 0 } ? 1 : 0 }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return max(0, 1 - variance.squareRoot() / mean)
  }

  /// The mean of each day of the week; of all days where that day never was.
  private struct Weekdays {
    private var sums = Array(repeating: Money.zero, count: 8)
    private var counts = Array(repeating: 0, count: 8)

    init(_ history: [Money], today: CivilDate) {
      for (index, spent) in history.enumerated() {
        let weekday = today.adding(days: index - history.count).isoWeekday
        for place in [0, weekday] {
          sums[place] += spent
          counts[place] += 1
        }
      }
    }

    func mean(_ day: CivilDate) -> Money? {
      let place = counts[day.isoWeekday] > 0 ? day.isoWeekday : 0
      return counts[place] > 0 ? sums[place].divided(by: Int128(counts[place])) : nil
    }
  }
}
