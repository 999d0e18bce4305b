import CostModel
import Testing

@testable import Store

@Suite("Ledger")
struct LedgerTests {
  @Test("an event tracked once is counted once, and its totals are exact")
  func tracks() throws {
    let writer = try LedgerWriter(DatabaseLocation(path: ":memory:"), seed: { 7 })
    let batches = try writer.transaction { writer in
      var kept: [EventBatch] = []
      for index in 0..<5_000 {
        let batch = EventBatch()
        let event = batch.appendEvent()
        batch.setText(event, .id, "event-\(index % 4_000)")
        batch.setText(event, .model, "model-\(index % 3)")
        batch[event, .timestamp] = Int64(index % 4_000) * 60_000_000 + 1_700_000_000_000_000
        batch[event, .digest] = 5
        batch[event, .callCount] = 1
        batch[event, .cost] = Int64(index % 4_000)
        kept.append(batch)
        _ = try writer.track(batch, event)
      }
      return kept
    }
    _ = batches
    let reader = LedgerReader(sharing: writer)
    let total = try reader.totals(.everything)
    #expect(total.events == 4_000)
    #expect(total.cost.nanos == 3_999 * 4_000 / 2)
    let models = try reader.totals(.everything, by: .model)
    #expect(models.count == 3)
    #expect(models.reduce(Money.zero) { $0 + $1.measures.cost } == total.cost)
    #expect(try reader.verify(isCancelled: { false }).isSound)
    #expect(try reader.event("event-77")?[0, .cost] == 77)
    let removed = try writer.transaction { try $0.delete(Question(start: Timestamp(microseconds: 0), end: Timestamp(microseconds: 1_700_000_000_000_000 + 60_000_000 * 100), scope: Scope(), teams: TeamMapping([]))) }
    #expect(removed.events == 100)
    #expect(try reader.verify(isCancelled: { false }).isSound)
    let page = try reader.events(.everything, order: .dearest, limit: 3, after: nil)
    #expect(page.events.count == 3)
    #expect(page.events[0, .cost] == 3_999)
  }
}
