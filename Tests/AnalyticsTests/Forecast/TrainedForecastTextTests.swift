import Testing

@testable import Analytics

@Suite("Choices of models as text")
struct TrainedForecastTextTests {
  private static let week = [5.0, 6, 5, 5, 6, 1, 0.5]

  private static let noise = SeededData.normal(120)
  private static let noisyWeeks: [Double] = (0..<84).map { day -> Double in week[day % 7] * (1 + 0.1 * noise[day]) }
  private static let bursts: [Double] = (0..<40).map { day -> Double in day % 9 == 0 ? 1e300 : 0 }

  @Test(
    "what was written reads back the same, and forecasts the same to the last bit",
    arguments: [noisyWeeks, noise, bursts, Array(repeating: 0, count: 30), Array(repeating: 3, count: 30), [1, 2, 3, 4, 5, 6, 7, 8]])
  func roundTrip(values: [Double]) throws {
    let series = TimeSeries(values: values, seasonLengths: TimeSeries.dailySeasons)
    let trained = try trainForecast(series, horizon: 7)
    let read = try #require(TrainedForecast(text: trained.text))
    #expect(read == trained)
    #expect(read.text == trained.text)
    let (left, right) = (try trained.forecast(series, horizon: 7), try read.forecast(series, horizon: 7))
    #expect(left == right)
  }

  @Test("text that is cut or changed is no choice")
  func refuses() throws {
    let series = TimeSeries(values: (0..<60).map { Self.week[$0 % 7] }, seasonLengths: TimeSeries.dailySeasons)
    let text = try trainForecast(series, horizon: 7).text
    for end in text.indices where text[end] == "\n" || text[end] == " " {
      if let read = TrainedForecast(text: String(text[..<end])) {
        // Whole lines of alternatives may be missing; what is left is a choice.
        #expect(text.hasPrefix(read.text))
      }
    }
    for wrong in ["", "\n\n\n\n\n", "theta\n60\n\n0 0 0 0 0\n0 0 true\nx 0 0 0 0", text.replacing("true", with: "perhaps")] {
      #expect(TrainedForecast(text: wrong) == nil)
    }
  }

  @Test("each part of a question makes another basis")
  func basis() {
    let series = TimeSeries(values: [1, 2, 3], seasonLengths: [7])
    let others = [
      TrainedForecast.basis(TimeSeries(values: [1, 2, 4], seasonLengths: [7]), horizon: 7),
      TrainedForecast.basis(TimeSeries(values: [1, 2, 3], seasonLengths: [7, 365]), horizon: 7),
      TrainedForecast.basis(TimeSeries(values: [1, 2], seasonLengths: [7]), horizon: 7),
      TrainedForecast.basis(series, horizon: 8),
    ]
    #expect(Set(others + [TrainedForecast.basis(series, horizon: 7)]).count == 5)
  }

  /// The choice for a series is stored and goes on being used: a rule that changed has to have another number.
  @Test("the rules that choose have the number they had")
  func rules() throws {
    let weeks = (0..<120).map { day -> Double in Self.week[day % 7] * (10 + Self.noise[day]) }
    let seldom = Self.noise.map { $0 > 1 ? $0 : 0 }
    let chosen = try [Self.noise.map { 50 + $0 }, weeks, seldom].map { values -> String in
      let trained = try trainForecast(TimeSeries(values: values, seasonLengths: TimeSeries.dailySeasons), horizon: 7)
      // Rounded: the last bits of logarithms differ between systems.
      let width = trained.spread.half80(3, 5), score = trained.score.mae
      return "\(trained.model) \((width * 1e6).rounded() / 1e6) \((score * 1e6).rounded() / 1e6)"
    }
    #expect(TrainedForecast.rules == 2)
    let known = [
      "optimised_theta 1.109699 0.7128",
      "combination(seasonal_smoothing(7)+seasonal_mean(7)+exponential_smoothing(7)) 0.769377 3.164146",
      "last_value 4.523423 0.31333",
    ]
    #expect(chosen == known, "the rules changed: raise TrainedForecast.rules, then write down here what they choose")
  }
}
