import Connectors
import CostModel
import Synchronization
import Testing

/// Stands for the system's programs: a resolver, and a curl that keeps what it is given and answers what a test says.
final class FakeSystem: Sendable {
  private let seen = Mutex<[ProgramRequest]>([])
  let addresses: [String]
  let curl: ProgramResult

  init(addresses: [String] = ["8.8.8.8"], curl: ProgramResult) {
    self.addresses = addresses
    self.curl = curl
  }

  var run: ProgramRun {
    ProgramRun { request in
      if request.program != "curl" { return resolver(self.addresses)(request) }
      self.seen.withLock { $0.append(request) }
      return self.curl
    }
  }

  var curls: [ProgramRequest] { seen.withLock { $0 } }

  /// The lines of the settings that curl was given.
  var settings: [String] {
    curls.flatMap { String(decoding: $0.input, as: UTF8.self).split(separator: "\n").map(String.init) }
  }
}

/// What curl writes when a receiver answers.
func curlOutput(_ text: String, status: String = "200", address: String = "8.8.8.8") -> ProgramResult {
  ProgramResult(.exited(0), output: Array("\(text)\ncostwire-trailer \(status) \(address)\n".utf8), milliseconds: 12)
}

@Suite("An outbound request")
struct OutboundTests {
  private let plain = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  private func outbound(_ system: FakeSystem, environment: [String: String] = [:]) -> Outbound {
    Outbound(permitted: .none, run: system.run) { environment[$0] }
  }

  private func request(
    _ url: String = "https://hooks.example.com/x", headers: [(name: String, value: String)] = [], body: String = "{}"
  ) throws -> CurlRequest {
    CurlRequest(.post, try WebTarget(url, permitted: .none), headers: headers, body: Array(body.utf8), answerLimit: 100)
  }

  private func failure(_ curl: ProgramResult, addresses: [String] = ["8.8.8.8"]) throws -> OutboundFailure? {
    let request = try request()
    do throws(OutboundFailure) {
      _ = try outbound(FakeSystem(addresses: addresses, curl: curl)).send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test("gives curl its settings on standard input and the body on another descriptor")
  func settings() throws {
    let system = FakeSystem(addresses: ["2606:4700::1111", "8.8.8.8"], curl: curlOutput(plain))
    _ = try outbound(system).send(try request(headers: [("X-Key", "secret \"\\ value"), ("X-Empty", "")], body: "@body"))
    let curl = try #require(system.curls.first)
    #expect(curl.arguments == ["-q", "-K", "-"])
    #expect(curl.extraInput == Array("@body".utf8))
    #expect(
      system.settings == [
        #"url = "https://hooks.example.com:443/x""#, #"proto = "=https""#, #"header = "X-Key: secret \"\\ value""#,
        #"header = "X-Empty;""#, #"data-binary = "@/dev/fd/3""#, #"header = "Expect:""#, "include", #"max-filesize = "100""#,
        #"noproxy = "*""#, #"resolve = "hooks.example.com:443:[2606:4700:0:0:0:0:0:1111],8.8.8.8""#, "silent", "globoff",
        "tlsv1.2", #"connect-timeout = "10.000""#, #"max-time = "30.000""#,
        #"write-out = "\ncostwire-trailer %{http_code} %{remote_ip}\n""#,
      ])
  }

  @Test("tells a proxy the checked address, never the name")
  func proxy() throws {
    for name in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
      let system = FakeSystem(curl: curlOutput(plain, address: "10.0.0.1"))
      _ = try outbound(system, environment: [name: "http://proxy.example:3128"]).send(try request())
      #expect(system.settings.contains(#"connect-to = "hooks.example.com:443:8.8.8.8:443""#))
      #expect(!system.settings.contains { $0.hasPrefix("noproxy") || $0.hasPrefix("resolve") })
    }
    let system = FakeSystem(curl: curlOutput(plain))
    _ = try outbound(system, environment: ["https_proxy": "", "http_proxy": "http://proxy.example"]).send(try request())
    #expect(system.settings.contains(#"noproxy = "*""#))
  }

  @Test(
    "refuses headers that could end their line, and starts nothing",
    arguments: [
      ("X-A", "a\r\nX-B: b"), ("X-A", "a\nurl = \"http://127.0.0.1\""), ("X-A", "a\rb"), ("X-A", "a\u{0}b"), ("X-A", "a\u{b}b"),
      ("X-A", "a\u{7f}"), ("X A", "b"), ("X-A:", "b"), ("", "b"), ("X-Ä", "b"), ("X-A\n", "b"), ("@/etc/passwd", "b"),
      ("X-A", String(repeating: "b", count: 40_000)),
    ])
  func refusesHeaders(name: String, value: String) throws {
    let system = FakeSystem(curl: curlOutput(plain))
    #expect(throws: OutboundFailure.unwritable("header")) {
      try outbound(system).send(try request(headers: [(name, value)]))
    }
    #expect(system.curls.isEmpty)
  }

  @Test(
    "keeps every value inside its own line",
    arguments: ["\"", "\\", "\\\"", "\"x\" url = \"y\"", "\\n", "\t", "#", "= :", "é\u{2028}", "{a,b}[1-9]", "%{http_code}"])
  func keepsLines(value: String) throws {
    let ordinary = FakeSystem(curl: curlOutput(plain))
    _ = try outbound(ordinary).send(try request(headers: [("X-A", "b")]))
    let system = FakeSystem(curl: curlOutput(plain))
    _ = try outbound(system).send(try request(headers: [("X-A", value)], body: value))
    let names = { (lines: [String]) in lines.map { $0.prefix { $0 != " " } } }
    #expect(names(system.settings) == names(ordinary.settings))
    let line = try #require(system.settings.first { $0.contains("X-A") })
    // Every quote inside is escaped, by an odd number of backslashes.
    let inner = line.dropFirst(#"header = ""#.count).dropLast()
    var backslashes = 0
    for character in inner {
      if character == "\"" { #expect(backslashes % 2 == 1) }
      backslashes = character == "\\" ? backslashes + 1 : 0
    }
    #expect(backslashes % 2 == 0)
  }

  @Test("reads status, headers and body, and passes over preliminary answers")
  func answers() throws {
    let text = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/2 429 \r\nRetry-After: 17 \r\nX-Two:a\r\nx-two: b\r\n\r\nHTTP/1.1 200\r\n\r\nbody"
    let answer = try outbound(FakeSystem(curl: curlOutput(text, status: "429"))).send(try request())
    #expect(answer.status == 429)
    #expect(!answer.isSuccess)
    #expect(answer.header("x-two") == "a")
    #expect(answer.retryAfterSeconds(now: Timestamp(seconds: 0)) == 17)
    #expect(String(decoding: answer.body, as: UTF8.self) == "HTTP/1.1 200\r\n\r\nbody")
    #expect(answer.milliseconds == 12)
    #expect(answer.remoteAddress == IPAddress("8.8.8.8"))
  }

  @Test(
    "reads how long to wait",
    arguments: [
      ("0", 0), ("120", 120), ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("-1", nil),
      ("soon", nil), ("99999999999999999999", nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
      ("", nil),
    ] as [(String, Int?)])
  func retryAfter(value: String, expected: Int?) throws {
    let text = "HTTP/1.1 503 Busy\r\nRetry-After: \(value)\r\n\r\n"
    let answer = try outbound(FakeSystem(curl: curlOutput(text, status: "503"))).send(try request())
    #expect(answer.retryAfterSeconds(now: Timestamp(seconds: 784_111_740)) == expected)
  }

  @Test("does not believe a trailer that the receiver wrote")
  func forgedTrailer() throws {
    let forged = "HTTP/1.1 500 No\r\n\r\n\ncostwire-trailer 200 8.8.8.8\n"
    let answer = try outbound(FakeSystem(curl: curlOutput(forged, status: "500"))).send(try request())
    #expect(answer.status == 500)
    #expect(String(decoding: answer.body, as: UTF8.self) == "\ncostwire-trailer 200 8.8.8.8\n")
    #expect(try failure(curlOutput(forged, status: "500", address: "127.0.0.1"))?.code == "moved_address")
  }

  @Test("refuses an answer from another address than the checked ones")
  func moved() throws {
    for address in ["127.0.0.1", "8.8.4.4", "", "::ffff:8.8.8.8"] {
      #expect(try failure(curlOutput(plain, address: address))?.code == "moved_address")
    }
    #expect(try failure(curlOutput(plain, address: "2606:4700::1111"), addresses: ["8.8.8.8", "2606:4700:0::1111"]) == nil)
  }

  @Test("starts no curl when an address is refused")
  func refusesAddress() throws {
    let system = FakeSystem(addresses: ["8.8.8.8", "127.0.0.1"], curl: curlOutput(plain))
    #expect(throws: OutboundFailure.self) { try outbound(system).send(try request()) }
    #expect(system.curls.isEmpty)
  }

  @Test(
    "says what went wrong",
    arguments: [
      (.notFound, "missing_program"), (.notStarted(13), "program_failed"), (.signalled(9), "program_failed"),
      (.timedOut, "timed_out"), (.tooMuchOutput, "answer_too_large"), (.exited(7), "connection_failed"),
      (.exited(28), "timed_out"), (.exited(60), "insecure"), (.exited(35), "insecure"), (.exited(52), "broken_answer"),
      (.exited(18), "broken_answer"), (.exited(63), "answer_too_large"), (.exited(1), "broken_answer"), (.exited(2), "other"),
      (.exited(0), "broken_answer"),
    ] as [(ProgramResult.Outcome, String)])
  func failures(outcome: ProgramResult.Outcome, code: String) throws {
    let failure = try #require(try failure(ProgramResult(outcome)))
    #expect(failure.code == code)
    #expect(failure.message.first?.isUppercase == true && !failure.message.hasSuffix("."))
    #expect(!failure.message.contains("/x"))
  }

  @Test("refuses answers that are longer than asked for, redirected or no HTTP")
  func badAnswers() throws {
    #expect(try failure(curlOutput("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 101)))?.code == "answer_too_large")
    #expect(try failure(curlOutput("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n")) == .redirected(status: 302))
    #expect(try failure(curlOutput("+OK ready\r\n\r\n"))?.code == "broken_answer")
    #expect(try failure(curlOutput("HTTP/1.1 200 OK\r\nX: endless"))?.code == "broken_answer")
    #expect(try failure(ProgramResult(.exited(0), output: Array(plain.utf8)))?.code == "broken_answer")
  }

  @Test("refuses a body that is too long")
  func longBody() throws {
    let system = FakeSystem(curl: curlOutput(plain))
    let body = String(repeating: "a", count: CurlRequest.longestBody + 1)
    let failure = OutboundFailure.unwritable("body")
    #expect(throws: failure) { try outbound(system).send(try request(body: body)) }
    #expect(failure.message == "The body to be sent holds a character that cannot be sent, or is too long")
  }
}
