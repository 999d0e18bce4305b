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
    let ledger = Ledger(writer: ledger)
    try ledger.writer.transaction { try $0.savepoint { try start.apply($0, call) } }
    let runner = JobRunner(services, SessionHandle(), queue: { work in
      guard let write = work as? any PendingWrite else { return false }
      let call = Call(id: nil, progressToken: nil, reply: call.reply, progress: nil)
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
    start.keepInput(runner)
    runner.work()
    let id = try #require(start.jobID)
    let job = try #require(try ledger.writer.jobs.job(id))
    try JobText.writeResult(of: job, to: writer)
  }
}
