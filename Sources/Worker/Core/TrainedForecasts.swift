import Analytics
import Synchronization

/// Models that were chosen for a series, kept until the series is another one.
///
/// A class, because all reading threads share it.
final class TrainedForecasts: Sendable {
  private struct Key: Hashable {
    var series: TimeSeries
    var horizon: Int
  }

  private static let most = 32
  private let kept = Mutex<[Key: TrainedForecast]>([:])

  /// The model for a series, chosen now unless it was before.
  func model(for series: TimeSeries, horizon: Int, isCancelled: () -> Bool) throws -> TrainedForecast {
    let key = Key(series: series, horizon: horizon)
    if let known = kept.withLock({ $0[key] }) { return known }
    let trained = try trainForecast(series, horizon: horizon, isCancelled: isCancelled)
    kept.withLock { kept in
      if kept.count >= Self.most { kept.removeAll() }
      kept[key] = trained
    }
    return trained
  }
}
