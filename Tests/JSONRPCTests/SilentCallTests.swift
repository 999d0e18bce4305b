import JSON
import Synchronization
import Testing

@testable import JSONRPC

@Suite("A call of a peer that wants no answer to what it cancelled")
struct SilentCallTests {
  /// What was said, in order.
  private final class Heard: Sendable {
    private let texts = Mutex<[String]>([])
    func add(_ bytes: UnsafeRawBufferPointer) { texts.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
    var all: [String] { texts.withLock { $0 } }
  }

  private struct Plain: AnswerShape {
    func write(result: UnsafeRawBufferPointer, to writer: JSONWriter) {
      writer.name("result")
      writer.raw(result)
    }
    func write(failure: ErrorAnswer, to writer: JSONWriter) {
      writer.name("result")
      writer.string(failure.message)
    }
  }

  /// Does the work of a call that has begun, and answers what was sent and told.
  private func answer(_ work: (Call, JSONWriter) throws(ErrorAnswer) -> Void) -> (sent: [String], told: [String], call: Call) {
    let sent = Heard(), told = Heard()
    let outbox = Outbox(descriptor: -1, tap: { sent.add($0) }, onBroken: {})
    let call = Call(
      id: Array("1".utf8), progressToken: nil, reply: ReplySlot(id: Array("1".utf8), outbox: outbox, batch: nil, shape: Plain()),
      progress: Progress(token: Array("7".utf8), tellsNumbersOnly: true) { told.add($0) }, isSilent: true)
    _ = call.begin()
    call.beginProgress("t")
    call.answer(JSONWriter()) { writer throws(ErrorAnswer) in try work(call, writer) }
    // Whatever goes on behind the answer is not told.
    call.report(0.5, "m")
    return (sent.all, told.all, call)
  }

  @Test("is answered once, and nothing is told of its progress afterwards")
  func answered() {
    let (sent, told, call) = answer { call, writer throws(ErrorAnswer) in
      #expect(!call.isSettled)
      writer.int(5)
    }
    #expect(sent == [#"{"jsonrpc":"2.0","id":1,"result":5}"# + "\n"])
    #expect(told == [#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":0,"total":100,"message":"t"}}"#])
    #expect(call.isSettled)
  }

  @Test("is never answered once it was cancelled while it was worked on, whether the work noticed or not", arguments: [true, false])
  func cancelled(notices: Bool) {
    let (sent, told, _) = answer { call, writer throws(ErrorAnswer) in
      #expect(!call.cancel())
      call.report(0.1, "m")
      if notices { try call.checkCancellation() }
      writer.int(5)
    }
    #expect(sent.isEmpty)
    #expect(told.count == 1)
  }
}
