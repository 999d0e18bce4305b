import JSON

/// Goal 8: durable events in batches, several of them on their way.
enum EventBatches {
  private static let events = 200_000
  /// As dense in time as this many over the 90 days: the sparser events are, the more roll-up rows each of them makes.
  private static let density = 1_000_000
  private static let perCall = 100
  private static let inFlight = 8
  private static let rounds = 3

  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    var generator = EventGenerator(.costwire, total: density)
    let writer = JSONWriter()
    var requests = MessageList()
    for _ in 0..<(events / perCall) { requests.add("usage/trackBatch", generator.params(of: perCall, writer)) }
    let database = context.folder.file("batches.db")
    var rates: [Double] = []
    for _ in 0..<rounds {
      let worker = try context.readyWorker(database)
      let time = try elapsed { () throws(BenchFailure) in try worker.pipeline(requests, window: inFlight) }
      rates.append(Double(events) / time * 1e6)
      try checkCount(worker)
      worker.finish()
      context.folder.removeDatabase(database)
    }
    context.report.line(
      8, "durable events, \(perCall) a call, \(inFlight) calls in flight",
      [("events_per_s", rates.median), ("us_each", 1e6 / rates.median), ("mb_per_s", rates.median * Double(requests.bytes.count) / Double(events) / 1e6)])
  }

  /// All must be there, or the rate is of something else.
  private static func checkCount(_ worker: BenchWorker) throws(BenchFailure) {
    let question = Message.request(
      "usage/query", "{\"start\":\"\(EventGenerator.start)\",\"end\":\"\(EventGenerator.end)\",\"limit\":1}")
    let count = try answer(try worker.call(question))["result"]?["total_count"]?.int64
    guard count == Int64(events) else {
      throw BenchFailure("Of \(events) events \(count.map(String.init) ?? "none") were stored")
    }
  }
}

/// An answer as a tree.
func answer(_ bytes: UnsafeRawBufferPointer) throws(BenchFailure) -> JSONValue {
  do throws(JSONSyntaxError) {
    return try JSONValue.parse(String(decoding: bytes, as: UTF8.self))
  } catch {
    throw BenchFailure("An answer is no JSON: \(error)")
  }
}
