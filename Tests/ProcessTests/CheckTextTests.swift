import JSON
import Testing

@Suite("Checks answered from kept texts", .waiting)
struct CheckTextTests {
  /// An answer without the time it was made.
  private func text(_ answer: JSONValue) -> String {
    guard case .object(let members)? = answer["result"] else { return answer.text() }
    return JSONValue.object(members.filter { $0.name != "generated_at" }).text()
  }

  @Test("are, whatever the amount, those that are made anew")
  func equal() throws {
    let folder = try Folder()
    // With a database in memory every answer is made anew.
    let workers = [try WorkerProcess.open(database: folder.file("a.db")), try WorkerProcess.open(database: ":memory:")]
    func both(_ method: String, _ params: String) throws -> [String] { try workers.map { text(try $0.call(method, params)) } }
    for index in 0..<4 {
      _ = try both(
        "budget/set",
        #"{"budget_id": "b\#(index)", "scope": {"customer_id": "c\#(index)"}, "daily_limit_usd": 10, "monthly_limit_usd": 300, "hourly_limit_usd": 9, "enforcement": "\#(["block", "monitor", "throttle", "block"][index])"}"#)
    }
    _ = try both("budget/set", #"{"budget_id": "all", "daily_limit_usd": 40, "thresholds": [{"percentage": 30}, {"percentage": 62.5, "action": "throttle"}]}"#)
    var random = SeededRandom(11)
    let amounts = ["0", "0.5", "5", "6.75", "10", "40", "1e-9", "0.000000001", "0.30000000000004", "7.999999999", "8.5", "1000000"]
    for round in 0..<400 {
      if round % 80 == 0 {
        _ = try both("usage/track", #"{"id": "e\#(round)", "customer_id": "c\#(round / 80)", "model": "gpt-4o", "cost_usd": 1.25}"#)
      }
      if round == 150 { _ = try both("budget/reserve", #"{"reservation_id": "r", "scope": {"customer_id": "c1"}, "amount_usd": 2.5, "ttl_seconds": 3000}"#) }
      let amount = amounts[Int(random.next() % UInt64(amounts.count))], customer = random.next() % 5
      let priority = random.next() % 4 == 0 ? #", "priority": "background""# : ""
      let scope = #""scope": {"customer_id": "c\#(customer)"}"#
      let params = round % 2 == 0 ? #"{"additional_cost_usd": \#(amount), \#(scope)\#(priority)}"# : #"{\#(scope), "additional_cost_usd": \#(amount)\#(priority)}"#
      let answers = try both("budget/check", params)
      #expect(answers[0] == answers[1], "\(params)")
    }
    for wrong in ["-1", "null", #""1""#, "1e300", "[]"] {
      let answers = try both("budget/check", #"{"scope": {"customer_id": "c0"}, "additional_cost_usd": \#(wrong)}"#)
      #expect(answers[0].contains("error") == answers[1].contains("error"))
    }
  }
}
