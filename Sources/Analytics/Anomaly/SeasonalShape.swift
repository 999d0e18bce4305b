/// What each place of a season is against the level, learnt value by value.
///
/// It is the median, over the last five seasons, of the place against the median of the whole season around it: times that,
/// or plus it once a value was not above zero. Of fewer than three seasons the missing ones count as "like any
/// other place", so that no shape rests on a single spike.
struct SeasonalShape {
  static let seasons = 5
  static let fewestSeasons = 3

  private let length: Int
  private let first: Int
  private var factors: [Place]
  private var offsets: [Place]
  private var isPositive = true
  /// The first value that is not in the shape.
  private var next: Int
  /// The season around it, in order of size, up to `end`.
  private var around: [Double] = []
  private var end: Int

  /// What one place was in the last seasons, oldest first, and the median of that.
  private struct Place {
    private let neutral: Double
    private(set) var samples: [Double] = []
    private(set) var middle: Double

    init(neutral: Double) { (self.neutral, middle) = (neutral, neutral) }

    mutating func take(_ sample: Double) {
      if samples.count == seasons { samples.removeFirst() }
      samples.append(sample)
      middle = median(samples + Array(repeating: neutral, count: max(0, fewestSeasons - samples.count)))
    }
  }

  /// - Parameter first: the index of the first value that is known.
  init(length: Int, first: Int) {
    (self.length, self.first, next, end) = (length, first, first, first)
    factors = Array(repeating: Place(neutral: 1), count: length)
    offsets = Array(repeating: Place(neutral: 0), count: length)
  }

  /// Whether enough seasons tell of the place of a value.
  func isKnown(at index: Int) -> Bool { offsets[index % length].samples.count >= Self.fewestSeasons }

  /// What a level is multiplied by and what is added to it there.
  func place(of index: Int) -> (factor: Double, offset: Double) {
    isPositive ? (factors[index % length].middle, 0) : (1, offsets[index % length].middle)
  }

  /// The median of the season before a value, its shape taken away where that is known; nil when half of it is not there.
  mutating func level(_ values: [Double], before index: Int) -> Double? {
    learn(values, before: index)
    let isKnown = offsets.allSatisfy { $0.samples.count >= Self.fewestSeasons }
    let season = (index - length..<index).compactMap { place -> Double? in
      let value = values[place]
      guard value.isFinite else { return nil }
      guard isKnown else { return value }
      return isPositive ? value / factors[place % length].middle : value - offsets[place % length].middle
    }
    return season.count * 2 > length ? median(season) : nil
  }

  /// Takes in each value once the season around it is there: as many before as behind, of the first ones the first season.
  private mutating func learn(_ values: [Double], before index: Int) {
    while max(first, next - length / 2) + length <= index {
      while end < max(first, next - length / 2) + length {
        if end >= first + length { remove(values[end - length]) }
        insert(values[end])
        end += 1
      }
      if values[next].isFinite, around.count * 2 > length {
        let middle = (around[(around.count - 1) / 2] + around[around.count / 2]) / 2
        if values[next] <= 0 { isPositive = false }
        if middle > 0 { factors[next % length].take(values[next] / middle) }
        offsets[next % length].take(values[next] - middle)
      }
      next += 1
    }
  }

  private mutating func insert(_ value: Double) {
    if value.isFinite { around.insert(value, at: place(of: value)) }
  }

  private mutating func remove(_ value: Double) {
    if value.isFinite { around.remove(at: place(of: value)) }
  }

  /// The first place in `around` that is not below a value.
  private func place(of value: Double) -> Int {
    var (low, high) = (0, around.count)
    while low < high {
      let middle = (low + high) / 2
      if around[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
