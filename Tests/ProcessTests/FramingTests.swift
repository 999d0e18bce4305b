import Foundation
import JSON
import Testing

@Suite("Frames, odd and broken", .waiting)
struct FramingTests {
  private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"prices/list","params":{"limit":1}}"#

  @Test(
    "headers as real clients write them are understood",
    arguments: [
      "Content-Length: #\r\n\r\n", "content-length: #\r\n\r\n", "CONTENT-LENGTH: #\r\n\r\n", "Content-Length:#\r\n\r\n",
      "Content-Length:\t#\t\r\n\r\n", "Content-Length : #\r\n\r\n", "Content-Length:    #   \r\n\r\n",
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: #\r\n\r\n",
      "Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: #\r\n\r\n",
      "Content-Length: #\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
      "X-Trace: abc\r\nContent-Length: #\r\nX-Empty:\r\n\r\n", "Content-Length: #\n\n", "X: y\nContent-Length: #\r\n\n",
      "Content-Length: 000#\r\n\r\n", "Content-Length: #\r\nContent-Length: #\r\n\r\n",
      "\r\n\r\nContent-Length: #\r\n\r\n",
    ])
  func headers(_ header: String) throws {
    let worker = try WorkerProcess.open(.header, database: ":memory:")
    for _ in 0..<3 {
      let text = header.replacingOccurrences(of: "#", with: "\(Self.ping.utf8.count)") + Self.ping
      try worker.send(bytes: Array(text.utf8))
      #expect(try worker.frame()["result"] != nil)
    }
    // From the very first byte, too.
    let first = try WorkerProcess(.header, database: ":memory:")
    let discover = #"{"jsonrpc":"2.0","id":1,"method":"no/such"}"#
    try first.send(bytes: Array((header.replacingOccurrences(of: "#", with: "\(discover.utf8.count)") + discover).utf8))
    #expect(try first.frame().errorCode == -32002)
  }

  @Test("a message may come in pieces of any size, cut within characters", arguments: Wire.allCases)
  func pieces(_ wire: Wire) throws {
    let worker = try WorkerProcess.open(wire, database: ":memory:")
    let text = #"{"jsonrpc":"2.0","id":"é€😀","method":"usage/get","params":{"id":"é€😀\u00e9"}}"#
    let bytes = wire.frame(text)
    for byte in bytes { try worker.send(bytes: [byte]) }
    let whole = try #require(try worker.frameText())
    #expect(whole.contains(#""id":"é€😀""#))
    for cut in stride(from: 1, to: bytes.count, by: 3) {
      try worker.send(bytes: Array(bytes[..<cut]))
      try worker.send(bytes: Array(bytes[cut...]))
      #expect(try worker.frameText() == whole)
    }
    // Many in one piece.
    try worker.send(bytes: Array((0..<100).map { _ in bytes }.joined()))
    for _ in 0..<100 { #expect(try worker.frameText() == whole) }
  }

  @Test(
    "the first byte decides for lines, after blanks and a byte order mark",
    arguments: ["", " ", "\r\n", "\n\n\t ", "\u{FEFF}", " \u{FEFF}"])
  func firstByte(_ before: String) throws {
    let worker = try WorkerProcess(.lines, database: ":memory:")
    for byte in Array(before.utf8) { try worker.send(bytes: [byte]) }
    try worker.send(bytes: Array((#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"# + "\r\n").utf8))
    #expect(try worker.frame()["result"]?["capabilities"]?["framing"]?.string == "newline")
    try worker.send(bytes: Array(("\r\n\n   \n" + Self.ping + "  \r\n\n").utf8))
    #expect(try worker.frame()["result"] != nil)
    let batch = try WorkerProcess(.lines, database: ":memory:")
    try batch.send(bytes: Array((before + #"[{"jsonrpc":"2.0","id":1,"method":"initialize"}]"# + "\n").utf8))
    #expect(try batch.frame().array?.first?["result"] != nil)
  }

  @Test(
    "a header that leaves no way to the next message: -32700 with id null, then exit code 1",
    arguments: [
      "Content-Length: -1\r\n\r\n", "Content-Length: abc\r\n\r\n", "Content-Length: 1.5\r\n\r\n", "Content-Length:\r\n\r\n",
      "Content-Length: 99999999999999999999\r\n\r\n", "Content-Type: x\r\n\r\n", "Content-Length 5\r\n\r\n",
      "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", "Content-Length: 0x10\r\n\r\n", "Content-Length: +5\r\n\r\n",
      "Content-Lengt\u{0}h: 5\r\n\r\n", "Content-Length: 5, 5\r\n\r\n", "C\r\n\r\n",
      "Content-Length: 5\r\nX: " + String(repeating: "x", count: 17 << 10) + "\r\n\r\n",
    ])
  func lostFrames(_ header: String) throws {
    let worker = try WorkerProcess.open(.header, database: ":memory:")
    try worker.send(bytes: Array(header.utf8))
    let answer = try worker.frame()
    #expect(answer.errorCode == -32700)
    #expect(answer["error"]?["message"]?.string == "Parse error")
    #expect(answer["error"]?["data"]?["details"]?["reason"]?.string?.isEmpty == false)
    #expect(answer["id"] == JSONValue.null)
    #expect(worker.exitCode() == 1)
  }

  @Test("a frame with an announced length of 0, or of blanks, is refused and the next one is read")
  func emptyFrames() throws {
    let worker = try WorkerProcess.open(.header, database: ":memory:")
    for body in ["", " ", "\r\n", "\u{FEFF}{}"] {
      try worker.send(bytes: Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
      #expect(try worker.frame().errorCode == -32700)
    }
    #expect(try worker.result("prices/list", #"{"limit": 1}"#)["models"] != nil || worker.isAlive)
  }

  @Test("a message above the limit is refused, passed over without being kept, and the next one is read", arguments: Wire.allCases)
  func tooLarge(_ wire: Wire) throws {
    let worker = try WorkerProcess.open(wire, database: ":memory:", arguments: ["--limits={\"message_bytes\": 100000}"])
    let before = worker.residentMegabytes
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 20 << 20)
    try worker.send(bytes: wire.frame([UInt8(ascii: "[")] + large))
    let answer = try worker.frame()
    #expect(answer.errorCode == -32600)
    #expect(answer["id"] == JSONValue.null)
    #expect(answer["error"]?["data"]?["details"]?["reason"]?.string?.contains("100000") == true, "\(answer.text())")
    #expect(try worker.call("no/such").errorCode == -32601)
    #expect(worker.peakMegabytes < before + 10)
    // Exactly the limit passes, one more does not.
    let padding = 100_000 - Self.ping.utf8.count
    try worker.send(bytes: wire.frame(Self.ping + String(repeating: " ", count: padding)))
    #expect(try worker.frame()["result"] != nil)
    try worker.send(bytes: wire.frame(Self.ping + String(repeating: " ", count: padding + 1)))
    #expect(try worker.frame().errorCode == -32600)
    #expect(try worker.call("no/such").errorCode == -32601)
  }

  @Test("a huge announced length costs no memory, and its end is waited for without work")
  func hugeLength() throws {
    let worker = try WorkerProcess.open(.header, database: ":memory:")
    try worker.send(bytes: Array("Content-Length: 999999999999999999\r\n\r\n".utf8))
    #expect(try worker.frame().errorCode == -32600)
    let cost = worker.processorSeconds
    try worker.send(bytes: [UInt8](repeating: 120, count: 1 << 20))
    #expect(worker.residentMegabytes < 60)
    #expect(worker.processorSeconds - cost < 0.2)
    worker.closeInput()
    #expect(worker.exitCode() == 0)
  }

  @Test("nesting of 128 passes, of 129 is refused", arguments: Wire.allCases)
  func depth(_ wire: Wire) throws {
    let worker = try WorkerProcess.open(wire, database: ":memory:")
    for (levels, code) in [(126, Int64(-32602)), (127, -32700), (5_000, -32700), (1_000_000, -32700)] {
      let nested = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
      try worker.send(#"{"jsonrpc":"2.0","id":1,"method":"cost/summary","params":{"days":\#(nested)}}"#)
      #expect(try worker.frame().errorCode == code, "\(levels)")
    }
    try worker.send(String(repeating: #"{"a":"#, count: 100_000))
    #expect(try worker.frame().errorCode == -32700)
    #expect(try worker.call("no/such").errorCode == -32601)
  }

  @Test("a batch of 1,000 is served, one of 1,001 refused", arguments: Wire.allCases)
  func largeBatch(_ wire: Wire) throws {
    let worker = try WorkerProcess.open(wire, database: ":memory:")
    let one = #"{"jsonrpc":"2.0","id":1,"method":"rates/list"}"#
    try worker.send("[" + Array(repeating: one, count: 1_000).joined(separator: ",") + "]")
    #expect(try worker.frame().array?.count == 1_000)
    try worker.send("[" + Array(repeating: one, count: 1_001).joined(separator: ",") + "]")
    let answer = try worker.frame()
    #expect(answer.errorCode == -32600)
    #expect(answer["error"]?["data"]?["details"]?["reason"]?.string?.contains("1001") == true)
  }

  @Test("bytes that are no UTF-8 are refused and the next message is read", arguments: Wire.allCases)
  func badBytes(_ wire: Wire) throws {
    let worker = try WorkerProcess.open(wire, database: ":memory:")
    let head = Array(#"{"jsonrpc":"2.0","id":1,"method":"usage/get","params":{"id":""#.utf8)
    let tail = Array(#""}}"#.utf8)
    for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0]] {
      try worker.send(bytes: wire.frame(head + bad + tail))
      #expect(try worker.frame().errorCode == -32700)
    }
    try worker.send(bytes: wire.frame([0xFE, 0xFF, 0, 0x7B]))
    #expect(try worker.frame().errorCode == -32700)
    #expect(try worker.call("no/such").errorCode == -32601)
  }

  @Test("garbage from the first byte is answered with -32700 and harms nothing")
  func garbage() throws {
    let worker = try WorkerProcess(.lines, database: ":memory:")
    try worker.send(bytes: Array("GET / HTTP/1.1\nhello\n\u{1B}[31m\n".utf8))
    for _ in 0..<3 { #expect(try worker.frame().errorCode == -32700) }
    #expect(try worker.call("initialize")["result"] != nil)
  }
}
