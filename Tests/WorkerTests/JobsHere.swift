import JSON
import Synchronization
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

/// Does jobs on the thread of a test, with the one connection that the test has.
enum JobsHere {
  private struct Ledger: @unchecked Sendable {
    // @unchecked: one thread uses it.
    let writer: LedgerWriter
  }

  /// What a request for a job comes to when nobody else does jobs.
  static func run(_ start: JobStart, _ call: Call, _ services: Services, _ ledger: LedgerWriter, to writer: JSONWriter) throws {
    try ledger.transaction { try $0.savepoint { try start.apply($0, call) } }
    let runner = runner(services, ledger)
    start.keepInput(runner)
    runner.work()
    let id = try #require(start.jobID)
    let job = try #require(try ledger.jobs.job(id))
    try JobText.writeResult(of: job, to: writer)
  }

  /// One that does what is due when it is told to.
  static func runner(_ services: Services, _ ledger: LedgerWriter) -> JobRunner {
    let ledger = Ledger(writer: ledger)
    return JobRunner(services, SessionHandle(), queue: { work in
      guard let write = work as? any PendingWrite else { return false }
      let call = Call.own()
      do {
        try ledger.writer.transaction { try $0.savepoint { try write.apply($0, call) } }
        write.ended(nil)
      } catch let error as ErrorAnswer {
        write.ended(error)
      } catch {
        write.ended(ErrorAnswer(any: error))
      }
      return true
    }, threads: 0)
  }
}
