#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Goals 4 and 5: from the spawn to the first answers; memory then, and the size of the binary.
enum Starting {
  private static let rounds = 25
  private static let question = Message.request(
    "prices/estimate", #"{"provider":"openai","model":"gpt-4o","prompt_tokens":1234,"completion_tokens":567}"#)

  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    var existing: [Start] = []
    var fresh: [Start] = []
    var floor: [Start] = []
    let kept = context.folder.file("kept.db")
    try context.readyWorker(kept).finish()
    try onOneProcessor { () throws(BenchFailure) in
      for _ in 0..<rounds {
        floor.append(try start { () throws(BenchFailure) in try context.echo() })
        existing.append(try start { () throws(BenchFailure) in try context.worker(kept) })
        let database = context.folder.file("fresh.db")
        fresh.append(try start { () throws(BenchFailure) in try context.worker(database) })
        context.folder.removeDatabase(database)
      }
    }
    if goals.contains(4) {
      for (what, own) in [("existing database", existing), ("fresh database", fresh)] {
        context.report.line(
          4, "spawn to the answers of initialize and of a price, \(what)",
          [
            ("first_ms", own.map(\.first).median), ("first_p99_ms", own.map(\.first).percentile(0.99)),
            ("second_ms", own.map(\.second).median), ("floor_ms", floor.map(\.first).median),
            ("to_floor", zip(own, floor).map { $0.first / $1.first }.median),
          ])
      }
    }
    if goals.contains(5) {
      var status = stat()
      let size = stat(context.options.worker, &status) == 0 ? Double(status.st_size) / 1e6 : nil
      for (what, own) in [("existing database", existing), ("fresh database", fresh)] {
        context.report.line(
          5, "peak memory after the first answers, \(what)",
          [
            ("peak_mib", median(own.map(\.peak))), ("floor_mib", median(floor.map(\.peak))), ("binary_mb", size),
          ])
      }
    }
  }

  private struct Start {
    /// Milliseconds since the spawn.
    var first = 0.0
    var second = 0.0
    /// MiB; nil where the system does not tell.
    var peak: Double?
  }

  private static func start(_ spawn: () throws(BenchFailure) -> BenchWorker) throws(BenchFailure) -> Start {
    var start = Start()
    let began = microseconds()
    let worker = try spawn()
    try worker.call(Message.initialize)
    start.first = (microseconds() - began) / 1e3
    try worker.call(question)
    start.second = (microseconds() - began) / 1e3
    start.peak = peakMemory(worker.process)
    worker.finish()
    return start
  }

  private static func median(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }
    return known.isEmpty ? nil : known.median
  }

  /// In MiB, where the system tells.
  private static func peakMemory(_ process: pid_t) -> Double? {
    guard let text = processStatus("VmHWM", of: process), text.hasSuffix("kB") else { return nil }
    return Double(text.dropLast(2)).map { $0 / 1_024 }
  }
}
