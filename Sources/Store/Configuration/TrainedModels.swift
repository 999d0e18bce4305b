/// Tells one series and horizon from every other: 128 bits of a keyed digest.
package struct SeriesKey: Hashable, Sendable {
  let low: UInt64
  let high: UInt64

  /// - Parameter words: all that the choice of a model depends on.
  package init(_ words: [UInt64], _ key: HashKey) {
    (low, high) = words.withUnsafeBytes { bytes in
      (sipHash(bytes, key), sipHash(bytes, HashKey(low: key.high, high: ~key.low)))
    }
  }

  fileprivate func bind(to statement: Statement, _ index: Int32) {
    withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) { _ = statement.bind(index, blob: $0) }
  }
}

/// The choice of a forecast model, as text that the layer above understands.
package struct StoredModel: Sendable, Equatable {
  package var key: SeriesKey
  package var model: String

  package init(key: SeriesKey, model: String) { (self.key, self.model) = (key, model) }
}

extension LedgerReader {
  package func trainedModel(_ key: SeriesKey) throws -> String? {
    let select = try connection.statement("SELECT model FROM trained_forecasts WHERE key = ?1")
    key.bind(to: select, 1)
    defer { select.reset() }
    return try select.step() ? select.text(0) : nil
  }
}

extension LedgerWriter {
  /// Models beyond this are dropped, those stored first before others.
  package static let mostTrainedModels = 256

  /// Stores models in a transaction of their own.
  ///
  /// - Returns: false, with nothing stored, when another process is writing: what can be made again waits for nobody.
  package func storeTrainedModels(_ models: [StoredModel]) throws -> Bool {
    guard isWriteLockFree() else { return false }
    try transaction { ledger in
      for stored in models {
        let insert = try ledger.connection.statement(
          "INSERT INTO trained_forecasts(key, model) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET model = excluded.model")
        stored.key.bind(to: insert, 1)
        insert.bind(2, stored.model)
        try insert.run()
      }
      let drop = try ledger.connection.statement(
        "DELETE FROM trained_forecasts WHERE seq <= (SELECT max(seq) FROM trained_forecasts) - ?1")
      drop.bind(1, Int64(Self.mostTrainedModels))
      try drop.run()
    }
    return true
  }
}
