/// Evenly spaced values, oldest first. A value that is not there is NaN; a period without spend is 0.
package struct TimeSeries: Sendable, Hashable {
  package var values: [Double]
  /// Season lengths that the calendar makes possible, in steps: 7 and 365 for days, 24 and 168 for hours. Whether the
  /// values follow one of them is for the models to find out.
  package var seasonLengths: [Int]

  package init(values: [Double], seasonLengths: [Int]) {
    self.values = values
    self.seasonLengths = seasonLengths
  }

  package static let hourlySeasons = [24, 168]
  package static let dailySeasons = [7, 365]
  package static let weeklySeasons = [52]
  package static let monthlySeasons = [12]
}

/// Fewer values than a model can learn from.
package struct InsufficientHistory: Error, Hashable, Sendable {
  package var count: Int
  package var required: Int

  package init(count: Int, required: Int) {
    self.count = count
    self.required = required
  }
}

/// The caller asked to stop; long work looks between one series, model or entity and the next.
package struct AnalysisCancelled: Error, Hashable, Sendable { package init() {} }
