/// Goal 18: may this be spent? And what holding and settling cost beside storing one event.
enum BudgetCalls {
  private static let budgets = 1_000
  private static let calls = 2_000
  private static let warmUp = 200
  private static let rounds = 5
  private static let durable = 300

  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    // With the imported events, when another goal wanted them anyway.
    let database = context.options.goals.contains { 11...14 ~= $0 } ? try context.importedDatabase() : context.folder.file("budgets.db")
    let worker = try context.readyWorker(database)
    for index in 0..<budgets {
      _ = try worker.call(
        Message.request("budget/set", #"{"budget_id":"b\#(index)","scope":{"customer_id":"c\#(index)"},"daily_limit_usd":1000,"monthly_limit_usd":30000}"#))
    }
    worker.finish()
    try onOneProcessor { () throws(BenchFailure) in try measureChecks(context, database) }
    try measureHolds(context, database)
  }

  private static func measureChecks(_ context: BenchContext, _ database: String) throws(BenchFailure) {
    let worker = try context.readyWorker(database)
    var lists = [MessageList(), MessageList(), MessageList()]
    for index in 0..<(warmUp + calls) {
      lists[0].add("prices/estimate", #"{"provider":"openai","model":"gpt-4o","prompt_tokens":1234,"completion_tokens":567}"#.utf8)
      lists[1].add("budget/check", #"{"scope":{"customer_id":"c17"},"additional_cost_usd":0.5}"#.utf8)
      lists[2].add("budget/check", #"{"scope":{"customer_id":"c17"},"additional_cost_usd":0.\#(100 + index)}"#.utf8)
    }
    var seen: [[(p50: Double, p99: Double)]] = [[], [], []]
    for _ in 0..<rounds {
      for (index, list) in lists.enumerated() {
        var times: [Double] = []
        for call in 0..<list.count {
          let request = list[call]
          times.append(try elapsed { () throws(BenchFailure) in try worker.call(request) })
        }
        let measured = Array(times.dropFirst(warmUp))
        seen[index].append((measured.percentile(0.5), measured.percentile(0.99)))
      }
    }
    for (index, what) in ["the same amount", "another amount in every call"].enumerated() {
      let own = seen[index + 1]
      context.report.line(
        18, "budget/check among \(budgets) budgets, \(what)",
        [
          ("p50_us", own.map(\.p50).median), ("p99_us", own.map(\.p99).median), ("small_call_p99_us", seen[0].map(\.p99).median),
          ("p50_to_small_call", zip(own, seen[0]).map { $0.p50 / $1.p50 }.median),
          ("p99_to_small_call", zip(own, seen[0]).map { $0.p99 / $1.p99 }.median),
        ])
    }
  }

  private static func measureHolds(_ context: BenchContext, _ database: String) throws(BenchFailure) {
    let worker = try context.readyWorker(database)
    var tracked: [Double] = [], held: [Double] = []
    for round in 0..<rounds {
      var times = [0.0, 0.0]
      for index in 0..<durable {
        let id = "\(round)-\(index)"
        let track = Message.request("usage/track", #"{"id":"t\#(id)","customer_id":"c17","model":"gpt-4o","cost_usd":0.001}"#)
        let reserve = Message.request("budget/reserve", #"{"reservation_id":"r\#(id)","scope":{"customer_id":"c17"},"amount_usd":0.001}"#)
        let settle = Message.request("budget/settle", #"{"reservation_id":"r\#(id)","actual_cost_usd":0.0005}"#)
        times[0] += try elapsed { () throws(BenchFailure) in try worker.call(track) }
        times[1] += try elapsed { () throws(BenchFailure) in
          try worker.call(reserve)
          try worker.call(settle)
        }
      }
      tracked.append(times[0] / Double(durable))
      held.append(times[1] / Double(durable))
    }
    context.report.line(
      18, "budget/reserve and budget/settle beside usage/track",
      [
        ("us_each", held.median), ("track_us_each", tracked.median), ("to_track", zip(held, tracked).map { $0 / $1 }.median),
      ])
  }
}
