import Foundation
import JSON
import Testing

@testable import JSONRPC

@Suite("Work of no request")
struct SpareWorkTests {
  /// A handler whose reads leave something to do.
  private final class Leaving: Handler, @unchecked Sendable {
    // @unchecked: what changes is under `monitor`.
    private let monitor = Monitor()
    private var isLeft = false
    private var commits: [Int] = []

    let routes = RouteTable([])
    let readsOnCommittingThread = false
    var hasSpareWork: Bool { monitor.locked { isLeft } }

    func initialize(_ params: JSONView?, _ framing: Framing, _ session: SessionHandle, _ writer: JSONWriter) throws(ErrorAnswer) {}
    func commitNow(_ call: QueuedCall, _ writer: JSONWriter) -> Bool { false }
    func willEnd(patience milliseconds: Int, isHurried: Bool) {}
    func close() {}

    func leave() { monitor.locked { isLeft = true } }

    func commit(_ calls: [QueuedCall], _ writer: JSONWriter) {
      monitor.locked {
        isLeft = false
        commits.append(calls.count)
        monitor.wake()
      }
    }

    /// The number of calls of each commit, once there was one.
    var firstCommit: [Int] {
      monitor.locked {
        for _ in 0..<1_000 where commits.isEmpty { monitor.wait(milliseconds: 20) }
        return commits
      }
    }
  }

  @Test("what a read leaves is done though nobody writes, by one commit without calls")
  func isDone() {
    let handler = Leaving(), outbox = Outbox(descriptor: -1, onBroken: {})
    let dispatcher = Dispatcher(handler, outbox)
    let call = Call(id: nil, progressToken: nil, reply: ReplySlot(id: nil, outbox: outbox, batch: nil), progress: nil)
    dispatcher.enqueue(QueuedCall(call: call, work: .read { _, _ throws(ErrorAnswer) in handler.leave() }))
    #expect(handler.firstCommit == [0])
    #expect(dispatcher.drain(EndingPace()) { false })
  }
}
