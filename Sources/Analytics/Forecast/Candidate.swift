/// One way to forecast a series: a model, and the seasons that are taken away before and put back behind it.
struct Candidate: Hashable, Sendable {
  enum Model: String, CaseIterable, Sendable {
    case lastValue = "last_value"
    case smoothing = "exponential_smoothing"
    case damped = "damped_trend"
    case theta = "optimised_theta"
    case intermittent = "intermittent_demand"
    case seasonalNaive = "seasonal_naive"
    case seasonalSmoothing = "seasonal_smoothing"
    case seasonalMean = "seasonal_mean"
    case seasonalMedian = "seasonal_median"
    case seasonalLevel = "seasonal_level"

    /// Whether the model knows of the season itself.
    var isSeasonal: Bool {
      switch self {
      case .seasonalNaive, .seasonalSmoothing, .seasonalMean, .seasonalMedian, .seasonalLevel: true
      case .lastValue, .smoothing, .damped, .theta, .intermittent: false
      }
    }
  }

  var model: Model
  /// Lengths, shortest first; exactly one for a seasonal model.
  var seasons: [Int]

  /// For people and for the database: `optimised_theta`, `optimised_theta(7,365)`.
  var name: String {
    seasons.isEmpty ? model.rawValue : model.rawValue + "(" + seasons.map(String.init).joined(separator: ",") + ")"
  }

  init(_ model: Model, _ seasons: [Int] = []) { (self.model, self.seasons) = (model, seasons) }

  /// Reads what `name` wrote.
  init?(name: Substring) {
    let parts = name.split(separator: "(", maxSplits: 1)
    guard let first = parts.first, let model = Model(rawValue: String(first)) else { return nil }
    var seasons: [Int] = []
    if parts.count == 2 {
      guard parts[1].last == ")" else { return nil }
      for text in parts[1].dropLast().split(separator: ",") {
        guard let length = Int(text), (2...100_000).contains(length) else { return nil }
        seasons.append(length)
      }
    }
    guard model.isSeasonal == (seasons.count == 1) || !model.isSeasonal else { return nil }
    self.init(model, seasons)
  }
}

/// Runs candidates over one series; what several of them share is made once.
struct CandidateRun {
  private let values: [Double]
  /// Models learn from the values before this one.
  private let learnt: Int
  private var adjusted: [[Int]: Adjusted] = [:]

  private struct Adjusted {
    var profiles: [SeasonalProfile]
    var values: [Double]
  }

  init(_ values: [Double], learningFrom learnt: Int) { (self.values, self.learnt) = (values, learnt) }

  /// Forecasts of each origin, or nil when the values do not carry this candidate.
  mutating func forecasts(_ candidate: Candidate, origins: [Int], horizon: Int) -> [[Double]]? {
    if candidate.model.isSeasonal {
      guard let length = candidate.seasons.first, learnt >= length, let first = origins.first, first >= length else { return nil }
      switch candidate.model {
      case .seasonalNaive: return SeasonalNaive(length: length).forecasts(values, origins: origins, horizon: horizon)
      case .seasonalMean: return SeasonalMean(length: length).forecasts(values, origins: origins, horizon: horizon)
      case .seasonalMedian: return SeasonalMedian(length: length).forecasts(values, origins: origins, horizon: horizon)
      case .seasonalLevel: return SeasonalLevel(length: length).forecasts(values, origins: origins, horizon: horizon)
      default:
        guard learnt >= 2 * length else { return nil }
        return SeasonalSmoothing(length: length, learningFrom: values[..<learnt])
          .forecasts(values, origins: origins, horizon: horizon)
      }
    }
    guard let base = adjust(candidate.seasons) else { return nil }
    let past = base.values[..<learnt]
    let forecasts =
      switch candidate.model {
      case .lastValue: LastValue(learningFrom: past).forecasts(base.values, origins: origins, horizon: horizon)
      case .smoothing: ExponentialSmoothing(learningFrom: past).forecasts(base.values, origins: origins, horizon: horizon)
      case .damped: DampedTrend(learningFrom: past).forecasts(base.values, origins: origins, horizon: horizon)
      case .theta: OptimisedTheta(learningFrom: past).forecasts(base.values, origins: origins, horizon: horizon)
      default: IntermittentDemand(learningFrom: past).forecasts(base.values, origins: origins, horizon: horizon)
      }
    if base.profiles.isEmpty { return forecasts }
    return zip(origins, forecasts).map { origin, forecast in
      forecast.enumerated().map { step, value in
        base.profiles.reversed().reduce(value) { $1.restore($0, at: origin + step) }
      }
    }
  }

  private mutating func adjust(_ seasons: [Int]) -> Adjusted? {
    if let known = adjusted[seasons] { return known }
    var current = Adjusted(profiles: [], values: values)
    for length in seasons {
      guard let profile = SeasonalProfile(Array(current.values[..<learnt]), length: length) else { return nil }
      current.profiles.append(profile)
      for index in current.values.indices { current.values[index] = profile.remove(current.values[index], at: index) }
    }
    adjusted[seasons] = current
    return current
  }
}
