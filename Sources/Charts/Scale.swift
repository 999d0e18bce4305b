/// The range of an axis for amounts, from tick to tick; it holds zero, so that lengths can be compared.
struct Scale {
  let low: Double
  let high: Double
  let step: Double

  /// - Parameter ticks: about how many steps are wanted.
  init(_ values: [Double], ticks: Int) {
    let known = values.filter(\.isFinite).map { min(max($0, -Self.largest), Self.largest) }
    let bottom = min(known.min() ?? 0, 0), top = max(known.max() ?? 0, 0)
    let rough = max(bottom == top ? 1 : top - bottom, Self.smallest) / Double(max(ticks, 1))
    var magnitude = 1.0
    while magnitude * 10 <= rough { magnitude *= 10 }
    while magnitude > rough { magnitude /= 10 }
    // The tolerance keeps the rounding of a division from adding a step.
    step = magnitude * ([1, 2, 2.5, 5].first { magnitude * $0 >= rough * (1 - 1e-9) } ?? 10)
    low = (bottom / step + 1e-9).rounded(.down) * step
    high = max((top / step - 1e-9).rounded(.up) * step, low + step)
  }

  private static let largest = 1e30
  /// Some nano-dollars.
  private static let smallest = 4e-9

  var ticks: [Double] { (0...Int(((high - low) / step).rounded())).map { low + Double($0) * step } }

  /// Where a value lies, 0 to 1; what is no number lies at 0.
  func share(_ value: Double) -> Double { value.isNaN ? 0 : min(max((value - low) / (high - low), 0), 1) }

  /// A tick in dollars, all but zero with as many decimals as their step needs.
  func label(_ tick: Double) -> String {
    var (unit, suffix) = (1.0, "")
    let largest = max(abs(low), abs(high))
    for (size, name) in [(1e6, "M"), (1e9, "B"), (1e12, "T")] where largest >= size { (unit, suffix) = (size, name) }
    var exponent = 15
    while largest >= 1e15, largest >= unit * 1_000 {
      (unit, suffix) = (unit * 1_000, "e" + String(exponent))
      exponent += 3
    }
    var decimals = 0, scaled = step / unit
    while decimals < 9, abs(scaled - scaled.rounded()) > 1e-6 * scaled {
      decimals += 1
      scaled *= 10
    }
    // Nobody writes ten cents as $0.1.
    if decimals == 1, suffix.isEmpty { decimals = 2 }
    return abs(tick) < step / 2 ? "$0" : (tick < 0 ? "-$" : "$") + Digits.fixed(tick / unit, decimals) + suffix
  }
}
