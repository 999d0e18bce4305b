/// A series as models can take it: without gaps, and without accidents.
struct CleanSeries {
  /// From the first known value on; gaps are filled.
  var values: [Double]
  /// The seasons that repeat, shortest first.
  var seasons: [Int]
  /// The shortest season that the calendar makes possible, where the history holds seven of it.
  var likelySeason: Int?

  /// - Throws: `InsufficientHistory` when fewer than `CleanSeries.fewest` values are known.
  init(_ series: TimeSeries) throws(InsufficientHistory) {
    let known = series.values.reduce(0) { $0 + ($1.isFinite ? 1 : 0) }
    guard known >= Self.fewest, let first = series.values.firstIndex(where: \.isFinite) else {
      throw InsufficientHistory(count: known, required: Self.fewest)
    }
    values = Array(series.values[first...])
    let lengths = series.seasonLengths.filter { $0 > 1 }.sorted()
    Self.fill(&values, season: lengths.first { $0 < known })
    likelySeason = lengths.first.flatMap { [values] in $0 * 7 <= values.count && $0 > 7 ? $0 : nil }
    seasons = lengths.filter { [values] in isSeasonal(values, length: $0) }
    // By the hour bursts are how spend comes; among days one stands out.
    if lengths.first == TimeSeries.dailySeasons[0] { tameSpikes(season: TimeSeries.dailySeasons[0]) }
  }

  /// A spike is farther from what was usual than this many usual differences: as remarkable as an anomaly that is told.
  static let spikeScore = 3.0
  /// More spikes than one value in 25 are the nature of a series, not accidents.
  static let mostSpikes = 25

  /// Puts what was to be expected in place of single values far off it: the day an agent ran away does not come again,
  /// and neither the level nor the width of the bands should remember it. A new level, two values or more, stays.
  private mutating func tameSpikes(season: Int) {
    let usual = SeasonalBaseline(seasonLength: season, fewest: 2 * season, threshold: Self.spikeScore).usual(values)
    let isFar = zip(values, usual).map { abs($1?.score($0) ?? 0) > Self.spikeScore }
    let spikes = values.indices.filter { index in
      isFar[index] && !(index > 0 && isFar[index - 1]) && !(index + 1 < values.count && isFar[index + 1])
    }
    guard spikes.count * Self.mostSpikes <= values.count + Self.mostSpikes / 2 else { return }
    for index in spikes { values[index] = usual[index]?.middle ?? values[index] }
  }

  static let fewest = 8
  /// More than that is not learnt from: ten years of days; what is older tells nothing of tomorrow.
  static let most = 3_700

  /// Fills a gap from the same place of the season before it, or straight across from neighbour to neighbour.
  private static func fill(_ values: inout [Double], season: Int?) {
    var index = 0
    while index < values.count {
      if values[index].isFinite {
        index += 1
        continue
      }
      var end = index
      while end < values.count, !values[end].isFinite { end += 1 }
      let before = index > 0 ? values[index - 1] : 0
      let after = end < values.count ? values[end] : before
      for place in index..<end {
        if let season, end - index >= season / 2, place >= season {
          values[place] = values[place - season]
        } else {
          values[place] = before + (after - before) * Double(place - index + 1) / Double(end - index + 1)
        }
      }
      index = end
    }
  }
}
