import Analytics
import Store
import Synchronization

/// Models that were chosen for a series, kept in memory and in the database until the series is another one.
///
/// A reading thread cannot write: what it trained waits here for the committing thread, which stores it when nothing else
/// waits. A worker that is killed before loses time, not truth: the same series is given the same model again.
///
/// A class, because all reading threads share it.
final class TrainedForecasts: Sendable {
  private struct Kept {
    var models: [SeriesKey: TrainedForecast] = [:]
    var waiting: [StoredModel] = []
  }

  private static let most = 32
  private let kept = Mutex<Kept>(Kept())
  private let isStored: Bool

  /// - Parameter location: a database in memory ends with the worker, as what is kept in memory does.
  init(_ location: DatabaseLocation) { isStored = !location.isInMemory }

  /// Whether something waits for the committing thread.
  var areWaiting: Bool { kept.withLock { !$0.waiting.isEmpty } }

  /// The model for a series: known, or chosen by this or another worker before, or chosen now.
  func model(
    for series: TimeSeries, horizon: Int, in reader: LedgerReader, isCancelled: () -> Bool
  ) throws -> TrainedForecast {
    let key = SeriesKey(TrainedForecast.basis(series, horizon: horizon), reader.hashKey)
    if let known = kept.withLock({ $0.models[key] }) { return known }
    if let stored = try reader.trainedModel(key).flatMap({ TrainedForecast(text: $0) }) {
      keep(key, stored)
      return stored
    }
    let trained = try trainForecast(series, horizon: horizon, isCancelled: isCancelled)
    keep(key, trained)
    kept.withLock { kept in
      if isStored, kept.waiting.count < Self.most { kept.waiting.append(StoredModel(key: key, model: trained.text)) }
    }
    return trained
  }

  private func keep(_ key: SeriesKey, _ model: TrainedForecast) {
    kept.withLock { kept in
      if kept.models.count >= Self.most { kept.models.removeAll() }
      kept.models[key] = model
    }
  }

  /// Stores what waits, for the committing thread. When another process is writing it waits on; when it cannot be stored
  /// (a full disk) it is let go.
  func store(in ledger: LedgerWriter) {
    let waiting = kept.withLock { kept in
      defer { kept.waiting = [] }
      return kept.waiting
    }
    guard !waiting.isEmpty, (try? ledger.storeTrainedModels(waiting)) == false else { return }
    kept.withLock { $0.waiting = Array((waiting + $0.waiting).prefix(Self.most)) }
  }
}
