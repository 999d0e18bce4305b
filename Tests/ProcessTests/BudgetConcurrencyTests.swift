import Foundation
import JSON
import Testing

@Suite("A hard limit holds over many workers", .waiting, .serialized)
struct BudgetConcurrencyTests {
  private static let isSoaking = ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] != nil
  private static let rounds = isSoaking ? 8 : 2
  private static let tries = isSoaking ? 200 : 30
  private static let workerCount = 8

  /// What was granted and not yet ended, by a worker.
  private struct Granted {
    var id: String
    var cents: Int
  }

  /// What a round came to.
  private struct Outcome {
    var granted = 0
    var refused = 0
    var settledCents = 0
    var heldCents = 0
  }

  /// Lets every worker try to spend at once, again and again: what is granted is settled at or below its amount,
  /// released, or left to be held.
  private func spend(
    _ workers: [WorkerProcess], scope: (Int) -> String, round: Int, tries: Int, _ random: inout SeededRandom
  ) throws -> Outcome {
    var outcome = Outcome()
    for attempt in 0..<tries {
      var asked: [(worker: Int, id: Int, granted: Granted)] = []
      for (index, worker) in workers.enumerated() {
        let granted = Granted(id: "r-\(round)-\(attempt)-\(index)", cents: Int.random(in: 1...40, using: &random))
        let id = try worker.request(
          "budget/reserve",
          #"{"reservation_id": "\#(granted.id)", "scope": \#(scope(index)), "amount_usd": \#(Double(granted.cents) / 100), "ttl_seconds": 600}"#)
        asked.append((index, id, granted))
      }
      var ending: [(worker: Int, id: Int)] = []
      for (index, id, granted) in asked {
        let answer = try workers[index].answer(to: id)
        guard answer["result"]?["granted"]?.bool == true else {
          outcome.refused += 1
          try checkRefusal(answer, cents: granted.cents)
          continue
        }
        outcome.granted += 1
        switch Int.random(in: 0..<4, using: &random) {
        case 0: outcome.heldCents += granted.cents
        case 1: ending.append((index, try workers[index].request("budget/release", #"{"reservation_id": "\#(granted.id)"}"#)))
        default:
          let cents = Int.random(in: 0...granted.cents, using: &random)
          outcome.settledCents += cents
          ending.append(
            (index, try workers[index].request("budget/settle", #"{"reservation_id": "\#(granted.id)", "actual_cost_usd": \#(Double(cents) / 100)}"#)))
        }
      }
      for (index, id) in ending {
        let answer = try workers[index].answer(to: id)
        #expect(answer["result"] != nil, "\(answer.text().prefix(300))")
      }
    }
    return outcome
  }

  /// A refusal must be one, by its own figures: nothing that would have fit is refused.
  private func checkRefusal(_ answer: JSONValue, cents: Int) throws {
    #expect(answer.errorSymbol == "BUDGET_EXCEEDED", "\(answer.text().prefix(300))")
    let details = try #require(answer["error"]?["data"]?["details"])
    let figures = try ["current_cost", "held_usd", "requested_cost", "budget_limit", "projected_total"].map { name in
      try #require(details[name]?.decimal?.scaled(by: 9), "\(name)")
    }
    #expect(figures[2] == Int128(cents) * 10_000_000)
    #expect(figures[0] + figures[1] + figures[2] == figures[4])
    #expect(figures[4] > figures[3], "refused although it would have fit: \(details.text())")
  }

  /// Neither spent nor held may be more than a limit, and both must be what the round says.
  private func checkBudget(_ worker: WorkerProcess, _ budget: String, _ outcome: Outcome, limitCents: Int) throws {
    let row = try #require(try worker.result("budget/status", #"{"budget_id": "\#(budget)", "include_projections": false}"#)["budgets"]?.array?.first)
    let limit = try #require(row["limits"]?.array?.first)
    let spent = try #require(limit["spent_usd"]?.decimal?.scaled(by: 9)), held = try #require(row["held_usd"]?.decimal?.scaled(by: 9))
    #expect(spent == Int128(outcome.settledCents) * 10_000_000, "\(budget)")
    #expect(held == Int128(outcome.heldCents) * 10_000_000, "\(budget)")
    #expect(spent + held <= Int128(limitCents) * 10_000_000, "\(budget) overspent")
  }

  @Test("eight workers never exceed one limit, and nothing that fits is refused")
  func oneLimit() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let workers = try (0..<Self.workerCount).map { _ in try WorkerProcess.open(database: database) }
    var random = SeededRandom(41)
    for round in 0..<Self.rounds {
      let limit = Self.tries * 60
      _ = try workers[round % workers.count].result(
        "budget/set", #"{"budget_id": "b-\#(round)", "scope": {"customer_id": "c-\#(round)"}, "total_limit_usd": \#(Double(limit) / 100)}"#)
      let outcome = try spend(workers, scope: { _ in #"{"customer_id": "c-\#(round)"}"# }, round: round, tries: Self.tries, &random)
      #expect(outcome.granted > 0 && outcome.refused > 0)
      for worker in workers { try checkBudget(worker, "b-\(round)", outcome, limitCents: limit) }
    }
    let verified = try workers[0].result("system/verify")
    #expect(verified["ok"]?.bool == true, "\(verified.text())")
  }

  @Test("a parent and two children hold alike, each within its own limit and all within the parent's")
  func family() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let workers = try (0..<Self.workerCount).map { _ in try WorkerProcess.open(database: database) }
    var random = SeededRandom(43)
    for round in 0..<Self.rounds {
      let limit = Self.tries * 60
      let scope = #"{"customer_id": "c-\#(round)"}"#
      _ = try workers[0].result("budget/set", #"{"budget_id": "all-\#(round)", "scope": \#(scope), "total_limit_usd": \#(Double(limit) / 100)}"#)
      for child in ["x", "y"] {
        _ = try workers[0].result(
          "budget/set",
          #"{"budget_id": "\#(child)-\#(round)", "parent_id": "all-\#(round)", "scope": {"operation": "\#(child)"}, "total_limit_usd": \#(Double(limit * 2 / 3) / 100)}"#)
      }
      let outcome = try spend(
        workers, scope: { #"{"customer_id": "c-\#(round)", "operation": "\#($0 % 2 == 0 ? "x" : "y")"}"# }, round: round, tries: Self.tries, &random)
      #expect(outcome.refused > 0)
      try checkBudget(workers[3], "all-\(round)", outcome, limitCents: limit)
      var parts: Int128 = 0
      for child in ["x", "y"] {
        let row = try #require(try workers[1].result("budget/status", #"{"budget_id": "\#(child)-\#(round)"}"#)["budgets"]?.array?.first)
        let spent = try #require(row["limits"]?.array?.first?["spent_usd"]?.decimal?.scaled(by: 9))
        let held = try #require(row["held_usd"]?.decimal?.scaled(by: 9))
        #expect(spent + held <= Int128(limit * 2 / 3) * 10_000_000)
        parts += spent + held
      }
      #expect(parts == Int128(outcome.settledCents + outcome.heldCents) * 10_000_000)
    }
    #expect(try workers[0].result("system/verify")["ok"]?.bool == true)
  }

  @Test("what a killed worker holds comes back when its time is over, and may still be settled late")
  func killedHolder() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let dying = try WorkerProcess.open(database: database), living = try WorkerProcess.open(database: database)
    _ = try living.result("budget/set", #"{"budget_id": "b", "total_limit_usd": 10}"#)
    let held = try dying.result("budget/reserve", #"{"reservation_id": "r", "amount_usd": 8, "ttl_seconds": 1}"#)
    #expect(held["granted"]?.bool == true)
    #expect(try living.call("budget/reserve", #"{"amount_usd": 8}"#).errorSymbol == "BUDGET_EXCEEDED")
    let started = WorkerProcess.now()
    dying.crash()
    var answer = try living.call("budget/reserve", #"{"reservation_id": "next", "amount_usd": 8}"#)
    while answer["result"] == nil, WorkerProcess.now() - started < 10 {
      answer = try living.call("budget/reserve", #"{"reservation_id": "next", "amount_usd": 8}"#)
    }
    #expect(answer["result"]?["granted"]?.bool == true)
    // A lease ends at the next whole second behind its time.
    #expect(WorkerProcess.now() - started < 1 + 1 + 1)
    let late = try living.result("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 1.5}"#)
    #expect(late["late"]?.bool == true)
    let status = try living.result("budget/status", #"{"budget_id": "b"}"#)
    #expect(status["budgets"]?.array?.first?["held_usd"]?.plainText == "8")
    #expect(status["budgets"]?.array?.first?["limits"]?.array?.first?["spent_usd"]?.plainText == "1.5")
    #expect(try living.result("system/verify")["ok"]?.bool == true)
  }
}

extension JSONValue {
  fileprivate var plainText: String { text() }
}
