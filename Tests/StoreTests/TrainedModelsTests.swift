import Foundation
import Testing

@testable import Store

@Suite("Trained models in the database")
struct TrainedModelsTests {
  private static func key(_ number: UInt64) -> SeriesKey { SeriesKey([number], HashKey(low: 1, high: 2)) }

  @Test("the newest are kept, the oldest dropped, and one stored again is the later one")
  func bounded() throws {
    let writer = try LedgerWriter(DatabaseLocation(path: ":memory:"), seed: { 7 })
    for number in 0..<UInt64(LedgerWriter.mostTrainedModels + 10) {
      #expect(try writer.storeTrainedModels([StoredModel(key: Self.key(number), model: "model \(number)")]))
    }
    let reader = LedgerReader(sharing: writer)
    #expect(try writer.connection.integer("SELECT count(*) FROM trained_forecasts") == Int64(LedgerWriter.mostTrainedModels))
    #expect(try reader.trainedModel(Self.key(9)) == nil)
    #expect(try reader.trainedModel(Self.key(10)) == "model 10")
    #expect(try writer.storeTrainedModels([StoredModel(key: Self.key(11), model: "another")]))
    #expect(try reader.trainedModel(Self.key(11)) == "another")
  }

  @Test("while another process writes nothing is stored, and nobody waits")
  func busy() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("costwire-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let location = DatabaseLocation(path: folder + "/a.db")
    let (writer, other) = (try LedgerWriter(location, seed: { 7 }), try LedgerWriter(location, seed: { 8 }))
    defer {
      writer.close()
      other.close()
    }
    let stored = [StoredModel(key: Self.key(1), model: "model")]
    let isStored = try other.transaction { _ in try writer.storeTrainedModels(stored) }
    #expect(!isStored)
    #expect(try writer.storeTrainedModels(stored))
    let reader = try LedgerReader(location)
    defer { reader.close() }
    #expect(try reader.trainedModel(Self.key(1)) == "model")
  }
}
