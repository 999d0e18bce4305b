import CostModel
import JSONRPC
import Store

/// Keeps a spend from being counted twice, by the report of its cost and by what was used.
///
/// A cost report says in money what a usage report, or calls tracked one by one, say in tokens. So a provider's UTC day is
/// counted either from its cost report or from usage: the one that came first stays, and rows of the other are refused,
/// by line and with the reason. (The reports' shortest common stretch is the day.) Setting the two against each other is
/// another matter, for which neither has to be stored.
///
/// A class, because it remembers the last answer; used by the committing thread only.
final class ReportOverlap {
  private var known: (key: [UInt8], day: Int64, isCost: Bool, isTaken: Bool)?

  /// Why an event of a report may not be stored; nil for all other events.
  func refusal(_ batch: EventBatch, _ event: Int, _ writer: LedgerWriter) throws -> ErrorAnswer? {
    let category = batch.text(event, .category)
    let isCost = category.elementsEqual(ReportCategory.cost.utf8)
    guard isCost || category.elementsEqual(ReportCategory.usage.utf8) else {
      known = nil
      return nil
    }
    let provider = Array(batch.text(event, .provider))
    let day = floorDivide(batch[event, .timestamp], Timestamp.microsecondsPerDay)
    if known?.key != provider || known?.day != day || known?.isCost != isCost {
      known = (provider, day, isCost, try isTaken(batch.string(event, .provider), day, byUsage: isCost, writer))
    }
    // What is stored itself is a duplicate, not a clash.
    guard known?.isTaken == true, try writer.find(batch.text(event, .id)) == nil else { return nil }
    let name = shortened(batch.string(event, .provider))
    let date = String(Timestamp(microseconds: day * Timestamp.microsecondsPerDay).rfc3339.prefix(10))
    return ErrorAnswer(
      .conflict,
      isCost
        ? "\(name) on \(date) is counted from usage already; its cost report, too, would count it twice"
        : "\(name) on \(date) is counted from its cost report already; its usage report, too, would count it twice",
      details: ["provider": .string(name), "date": .string(date)])
  }

  private func isTaken(_ provider: String, _ day: Int64, byUsage: Bool, _ writer: LedgerWriter) throws -> Bool {
    try writer.flush()
    let reader = LedgerReader(sharing: writer)
    func events(_ values: [Dimension: [String]]) throws -> Int64 {
      var scope = Scope()
      for (dimension, names) in values { scope.values[dimension] = names }
      let start = day * Timestamp.microsecondsPerDay
      return try reader.totals(
        Question(
          start: Timestamp(microseconds: start), end: Timestamp(microseconds: start + Timestamp.microsecondsPerDay), scope: scope,
          teams: TeamMapping([]))
      ).events
    }
    let all = try events([.provider: [provider]])
    if all == 0 { return false }
    let billed = try events([.provider: [provider], .category: [ReportCategory.cost]])
    return byUsage ? all > billed : billed > 0
  }
}
