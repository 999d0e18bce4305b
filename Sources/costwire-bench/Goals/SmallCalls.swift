/// Goals 1 to 3: one small call over the pipe, alone and with many in flight.
enum SmallCalls {
  private static let calls = 5_000
  private static let warmUp = 1_000
  private static let rounds = 5
  private static let pipelined = 100_000
  private static let inFlight = 512

  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    let database = context.folder.file("small.db")
    if goals.contains(1) || goals.contains(2) {
      try onOneProcessor { () throws(BenchFailure) in try measureLatency(context, goals, database) }
    }
    if goals.contains(3) { try measureThroughput(context, database) }
  }

  /// Prices of a usage object as OpenAI sends it. `variant` changes the counts, so that no two calls ask the same.
  private static func params(_ variant: Int) -> String {
    let prompt = 1_234 + variant
    let completion = 567 + variant % 97
    return """
      {"provider":"openai","model":"gpt-4o","usage":{"prompt_tokens":\(prompt),"completion_tokens":\(completion),\
      "total_tokens":\(prompt + completion),"prompt_tokens_details":{"cached_tokens":1000}}}
      """
  }

  private static func messages(_ count: Int, differing: Bool) -> MessageList {
    var list = MessageList()
    for index in 0..<count { list.add("prices/estimate", params(differing ? index : 0).utf8) }
    return list
  }

  private static func measureLatency(
    _ context: BenchContext, _ goals: Set<Int>, _ database: String
  ) throws(BenchFailure) {
    let worker = try context.readyWorker(database)
    let echo = try context.echo()
    let requests = [messages(warmUp + calls, differing: false), messages(warmUp + calls, differing: true)]
    var seen: [[(p50: Double, p99: Double)]] = [[], [], []]
    for _ in 0..<rounds {
      seen[0].append(try latency(echo, requests[0]))
      seen[1].append(try latency(worker, requests[0]))
      seen[2].append(try latency(worker, requests[1]))
    }
    let whats = ["small call, the same params", "small call, params differ in every call"]
    let floor = seen[0]
    if goals.contains(1) {
      for (what, own) in zip(whats, seen.dropFirst()) {
        context.report.line(
          1, what,
          [
            ("p50_us", own.map(\.p50).median), ("p99_us", own.map(\.p99).median), ("floor_p50_us", floor.map(\.p50).median),
            ("p50_to_floor", zip(own, floor).map { $0.p50 / $1.p50 }.median),
          ])
      }
    }
    if goals.contains(2) {
      for (what, own) in zip(whats, seen.dropFirst()) {
        context.report.line(
          2, what,
          [
            ("p99_us", own.map(\.p99).median), ("floor_p99_us", floor.map(\.p99).median),
            ("p99_to_floor", zip(own, floor).map { $0.p99 / $1.p99 }.median),
          ])
      }
    }
  }

  private static func latency(
    _ worker: BenchWorker, _ requests: MessageList
  ) throws(BenchFailure) -> (p50: Double, p99: Double) {
    var times: [Double] = []
    times.reserveCapacity(requests.count)
    for index in 0..<requests.count {
      let request = requests[index]
      times.append(try elapsed { () throws(BenchFailure) in try worker.call(request) })
    }
    let measured = Array(times.dropFirst(warmUp))
    return (measured.percentile(0.5), measured.percentile(0.99))
  }

  private static func measureThroughput(_ context: BenchContext, _ database: String) throws(BenchFailure) {
    let worker = try context.readyWorker(database)
    let echo = try context.echo()
    let requests = [messages(pipelined, differing: false), messages(pipelined, differing: true)]
    var seen: [[Double]] = [[], [], []]
    for _ in 0..<rounds {
      for (index, (worker, requests)) in [(echo, requests[0]), (worker, requests[0]), (worker, requests[1])].enumerated() {
        let time = try elapsed { () throws(BenchFailure) in try worker.pipeline(requests, window: inFlight) }
        seen[index].append(Double(requests.count) / time * 1e6)
      }
    }
    for (index, what) in ["the same params", "params differ in every call"].enumerated() {
      let own = seen[index + 1]
      context.report.line(
        3, "small calls, \(inFlight) in flight, \(what)",
        [
          ("per_s", own.median), ("floor_per_s", seen[0].median), ("to_floor", zip(own, seen[0]).map { $0 / $1 }.median),
        ])
    }
  }
}
