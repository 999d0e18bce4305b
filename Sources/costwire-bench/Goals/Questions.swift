/// Goals 11 to 14: what is asked of stored events, the first time in a worker's life and again.
enum Questions {
  private static let repetitions = 30
  /// A question that takes longer is asked fewer times: this many microseconds in all.
  private static let mostTime = 2e6

  private struct Question {
    let goal: Int
    let what: String
    let method: String
    /// The first day of the window; it ends with the events.
    let from: String
    let params: String

    init(_ goal: Int, _ what: String, _ method: String, days: Int = 90, _ params: String) {
      (self.goal, self.what, self.method, self.params) = (goal, what, method, params)
      from = days == 90 ? EventGenerator.start : "2026-03-02T00:00:00Z"
    }

    var message: [UInt8] {
      let window = "\"start\":\"\(from)\",\"end\":\"\(EventGenerator.end)\",\"as_of\":\"\(EventGenerator.end)\""
      return Message.request(method, "{\(window)\(params.isEmpty ? "" : ",")\(params)}")
    }
  }

  private static let all = [
    Question(11, "total by day over 90 days", "cost/trends", ""),
    Question(11, "by model over 90 days", "cost/attribution", #""dimensions":["model"]"#),
    Question(11, "by team over 90 days", "cost/attribution", #""dimensions":["team"]"#),
    Question(12, "by user over 30 days", "cost/attribution", days: 30, #""dimensions":["user"]"#),
    Question(13, "by user over 90 days", "cost/attribution", #""dimensions":["user"]"#),
    Question(
      13, "by operation of one user over 90 days", "cost/attribution",
      #""dimensions":["operation"],"user_email":"user-0007""#),
    Question(13, "by user of one model over 90 days", "cost/attribution", #""dimensions":["user"],"model":"model-03""#),
    Question(13, "by model of one operation over 90 days", "cost/attribution", #""dimensions":["model"],"operation":"chat""#),
    Question(14, "top 100 by cost: cost/expensiveQueries", "cost/expensiveQueries", #""limit":100"#),
    Question(14, "top 100 by cost: usage/query, dearest", "usage/query", #""order":"dearest","limit":100"#),
    Question(14, "p50, p95, p99 of response time: usage/performance", "usage/performance", ""),
  ]

  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    let database = try context.importedDatabase()
    for question in all where goals.contains(question.goal) { try measure(question, context, database) }
  }

  /// Each question has a worker of its own, so that none finds what another left in memory.
  private static func measure(
    _ question: Question, _ context: BenchContext, _ database: String
  ) throws(BenchFailure) {
    let worker = try context.readyWorker(database)
    defer { worker.finish() }
    let message = question.message
    var bytes = 0
    let first = try elapsed { () throws(BenchFailure) in bytes = try worker.call(message).count }
    var times: [Double] = []
    while times.count < repetitions, times.reduce(0, +) < mostTime {
      times.append(try elapsed { () throws(BenchFailure) in try worker.call(message) })
    }
    context.report.line(
      question.goal, question.what,
      [
        ("first_ms", first / 1e3), ("median_ms", times.median / 1e3), ("p99_ms", times.percentile(0.99) / 1e3),
        ("answer_kb", Double(bytes) / 1e3),
      ])
  }
}
