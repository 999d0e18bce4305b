import JSON
import Synchronization

/// What others may do to a session: end it, or send the client a notification.
package final class SessionHandle: Sendable {
  let isInitialized = Atomic<Bool>(false)
  private let isEnding = Atomic<Bool>(false)
  private let outbox = Mutex<Outbox?>(nil)

  package init() {}

  private let dispatcher = Mutex<Dispatcher?>(nil)

  func attach(_ outbox: Outbox, _ dispatcher: Dispatcher) {
    self.outbox.withLock { $0 = outbox }
    self.dispatcher.withLock { $0 = dispatcher }
  }

  /// Queues a write of the worker's own behind those received; false when there is no session, or it is ending.
  package func submit(_ work: any WriteWork) -> Bool {
    dispatcher.withLock { $0 }?.submit(work) ?? false
  }

  /// Leaves a call unanswered when its work ends, for whoever calls `answer` later. To be called while it is worked on.
  ///
  /// - Parameter onCancel: called when the client no longer wants the answer, which is still to be given.
  package func park(_ call: Call, onCancel: @escaping @Sendable () -> Void) {
    let dispatcher = dispatcher.withLock { $0 }
    call.park(onCancel: onCancel) { [weak call] in
      if let call { dispatcher?.release(call) }
    }
  }

  /// Asks for the end; the reading thread sees it when its read is interrupted.
  package func end() { isEnding.store(true, ordering: .releasing) }

  package var shouldEnd: Bool { isEnding.load(ordering: .acquiring) }

  /// Sends a notification, once the client has said `initialized`.
  package func notify(_ method: String, _ params: (JSONWriter) -> Void) {
    guard isInitialized.load(ordering: .acquiring), let outbox = outbox.withLock({ $0 }) else { return }
    let writer = JSONWriter()
    writer.beginObject()
    writer.name("jsonrpc")
    writer.string("2.0")
    writer.name("method")
    writer.string(method)
    writer.name("params")
    params(writer)
    writer.endObject()
    outbox.send(writer.bytes)
  }
}
