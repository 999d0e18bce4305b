import JSON
import JSONRPC
import Store

/// Queues a write of the worker's own; false when the worker is ending.
typealias WriteQueue = @Sendable (any WriteWork) -> Bool

/// A write of the worker's own, for whose end the thread that asks waits.
final class InternalWrite<Result: Sendable>: PendingWrite, @unchecked Sendable {
  // @unchecked: made by one thread, done by the committing one while the first waits; `monitor` orders them.
  private let services: Services
  private let name: String
  private let body: (LedgerWriter) throws -> Result
  private let monitor = Monitor()
  private var result: Result?
  /// What `body` threw, as it threw it.
  private var thrown: (any Error)?
  private var failure: ErrorAnswer?
  private var hasEnded = false

  /// - Parameter name: what the log calls it.
  init(_ services: Services, _ name: String, _ body: @escaping (LedgerWriter) throws -> Result) {
    (self.services, self.name, self.body) = (services, name, body)
  }

  var byteCount: Int { 1_024 }
  var isShort: Bool { false }
  var isTracking: Bool { false }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    do {
      result = try body(writer)
    } catch {
      thrown = error
      throw error is JobRun.End ? ErrorAnswer.cancelled : services.translate(error, name)
    }
  }

  func write(to writer: JSONWriter) { writer.null() }
  func finished() {}

  func ended(_ failure: ErrorAnswer?) {
    monitor.locked {
      (hasEnded, self.failure) = (true, failure)
      monitor.wake()
    }
  }

  /// Has it done and waits for its end; nil when it failed, or the worker is ending.
  func run(on queue: WriteQueue) -> Result? { try? result(on: queue) }

  /// Has it done and waits for its end; throws what `body` threw, or why its transaction failed.
  func result(on queue: WriteQueue) throws -> Result {
    guard queue(self) else { throw JobRun.End.stopping }
    return try monitor.locked {
      while !hasEnded { monitor.wait(milliseconds: 1_000) }
      if let failure { throw thrown ?? failure }
      guard let result else { throw JobRun.End.stopping }
      return result
    }
  }
}
