import CostModel
import JSON
import Synchronization
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

@Suite("Imports of a text that one worker holds")
struct TextImportTests {
  private final class Clock: Sendable {
    let now = Mutex(Timestamp(seconds: 1_785_844_800))
    func pass(seconds: Int64) { now.withLock { $0 = Timestamp(microseconds: $0.microseconds + seconds * 1_000_000) } }
  }

  private let clock = Clock()
  private let harness: CostHarness
  private let start: JobStart

  init() throws {
    let clock = clock
    harness = try CostHarness(world: { world in
      world.now = { clock.now.withLock { $0 } }
      world.uptime = { (clock.now.withLock { $0.microseconds }, 1) }
    })
    let writer = JSONWriter()
    JSONValue.object([
      JSONMember(name: "format", value: "ndjson"), JSONMember(name: "text", value: #"{"id": "a", "cost_usd": 1}"#),
    ]).write(to: writer)
    let method = try #require(AllMethods.list.first { $0.name == "usage/import" }), parser = JSONParser()
    guard case .write(let work) = try method.route(harness.services).queued(parser.parse(writer.bytes)) else { throw HarnessTimeout() }
    let start = try #require(work as? JobStart)
    self.start = start
    try harness.ledger.transaction { try $0.savepoint { try start.apply($0, Call.own()) } }
  }

  private func job() throws -> StoredJob { try #require(try harness.ledger.jobs.job(start.jobID ?? "")) }

  @Test("another worker that takes one first leaves it alone, and the one that has the text stores it")
  func leftAlone() throws {
    let other = JobsHere.runner(harness.services, harness.ledger), holder = JobsHere.runner(harness.services, harness.ledger)
    other.work()
    #expect(try job().state == .queued)
    clock.pass(seconds: 4)
    start.keepInput(holder)
    holder.work()
    #expect(try job().state == .completed && harness.call("cost/summary", "{}").at("summary.event_count").int64 == 1)
  }

  @Test("one whose worker is gone fails with what to do")
  func lost() throws {
    let other = JobsHere.runner(harness.services, harness.ledger)
    other.work()
    clock.pass(seconds: 601)
    other.work()
    #expect(try job().state == .failed && job().failure?.contains("send it again") == true)
  }
}
