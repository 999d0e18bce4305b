import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// Brings one delivery to its receiver: tried for a day, then kept as failed.
enum DeliveryJob: JobKind {
  static let name = Deliveries.jobKind
  static let isSchedulable = false

  /// For how long a delivery is tried, from its first try on, in microseconds.
  private static let patience: Int64 = 24 * Timestamp.microsecondsPerHour

  static func run(_ job: JobRun) throws -> any JSONWritable {
    guard let (delivery, found) = try job.read({ try look(job.stored.id, $0) }) else {
      throw JobRun.GivenUp(answer: ErrorAnswer(.notFound, "The delivery was removed"))
    }
    let result =
      switch found {
      case .receiver(let receiver): Sender(services: job.services).send(delivery, to: receiver)
      case .unreadable: Sender.Result(milliseconds: 0, failure: "The receiver's definition cannot be read by this version")
      case .removed: Sender.Result(milliseconds: 0, failure: "The receiver was removed", isFinal: true)
      }
    let now = job.services.world.now(), tries = tries(of: job) + 1
    let note: () throws -> Void = {
      _ = try job.effect({ JobProgress(0, result.failure ?? "Delivered", checkpoint: checkpoint(tries, job)) }) { writer in
        try writer.deliveries.note(delivery, DeliveryAttempt(milliseconds: result.milliseconds, failure: result.failure), at: now)
      }
    }
    guard let failure = result.failure else {
      // It arrived, whether or not that can be counted.
      try? note()
      return Outcome(receiver: delivery.receiver, milliseconds: result.milliseconds)
    }
    try note()
    let answer = ErrorAnswer(.alertDeliveryFailed, failure)
    let began = job.stored.startedAt ?? now
    guard !result.isFinal, now.microseconds - began.microseconds < patience else { throw JobRun.GivenUp(answer: answer) }
    job.services.log(.warning, "Delivery \(delivery.id) to \(delivery.receiver) failed: \(failure)")
    let wait = job.services.backOff(after: tries, asked: result.retryAfter.map(Double.init))
    throw JobRun.Again(at: Timestamp(microseconds: now.microseconds + wait), answer: answer)
  }

  // MARK: Whom it goes to

  /// What the receiver of a delivery is.
  private enum Found: Sendable {
    case receiver(Receiver)
    case unreadable, removed
  }

  private static func look(_ id: String, _ reader: LedgerReader) throws -> (Delivery, Found)? {
    guard let delivery = try reader.deliveries.delivery(id) else { return nil }
    if delivery.receiver == AnalysisCallback.receiver {
      return (delivery, try AnalysisCallback.receiver(of: delivery.subject, reader).map { .receiver($0) } ?? .removed)
    }
    guard let stored = try reader.deliveries.receiver(delivery.receiver) else { return (delivery, .removed) }
    return (delivery, (try? Receiver(stored)).map { .receiver($0) } ?? .unreadable)
  }

  // MARK: Tries

  /// Tries since it was queued, or queued again: those of the start that the checkpoint was written for.
  private static func tries(of job: JobRun) -> Int64 {
    guard let checkpoint = job.checkpoint, checkpoint["since"]?.int64 == job.stored.startedAt?.microseconds else { return 0 }
    return checkpoint["tries"]?.int64 ?? 0
  }

  private static func checkpoint(_ tries: Int64, _ job: JobRun) -> JSONValue {
    ["tries": .int(Int(tries)), "since": .int(Int(job.stored.startedAt?.microseconds ?? 0))]
  }

  private struct Outcome: Shaped, Sendable {
    let receiver: String
    let milliseconds: Int64
    static let members: [Member<Outcome>] = [
      Member("channel", \.receiver, "To whom."), Member("response_time_ms", \.milliseconds, "How long it took."),
    ]
  }
}
