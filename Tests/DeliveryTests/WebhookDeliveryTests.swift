import Connectors
import Digests
import Foundation
import Synchronization
import Testing

@Suite("A delivery to a real receiver")
struct WebhookDeliveryTests {
  /// For tests that do not ask what the receiver saw.
  private static let shared = Result { try WebReceiver() }

  /// What the system's resolver answers for a name with one address.
  private static func resolved(_ address: String) -> ProgramResult {
    #if canImport(Darwin)
      ProgramResult(.exited(0), output: Array("ip_address: \(address)\n".utf8))
    #else
      ProgramResult(.exited(0), output: Array("\(address) STREAM name\n".utf8))
    #endif
  }

  private func failure(_ web: WebReceiver, _ request: CurlRequest) -> OutboundFailure? {
    do throws(OutboundFailure) {
      _ = try web.outbound.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test("carries a signature that Python's hmac finds right", arguments: ["{}", "", #"{"text":"Grüße 💶 \"x\""}"#, "@/etc/passwd", "a\r\n\u{0}\tb"])
  func signature(body: String) throws {
    let web = try Self.shared.get()
    let body = Array(body.utf8)
    let answer = { (secret: String) in
      let value = WebhookSignature.header(
        secrets: [Array(secret.utf8)], timestampSeconds: Int64(Date().timeIntervalSince1970), body: body)
      return try web.outbound.send(try web.request("/verify", body: body, headers: [("X-Webhook-Signature", value)]))
    }
    #expect(try answer("whsec_test").status == 200)
    #expect(try answer("whsec_other").status == 401)
  }

  @Test("arrives byte for byte, with the headers that were given", arguments: [0, 1, 70_000, CurlRequest.longestBody])
  func intact(length: Int) throws {
    struct Echo: Decodable {
      let method: String
      let path: String
      let headers: [[String]]
      let sha256: String
      let length: Int
    }
    let web = try Self.shared.get()
    let body = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let headers = [(name: "X-Quote", value: #"a "b" \c {d} %41 [1-3] é"#), (name: "Content-Type", value: "application/json")]
    let answer = try web.outbound.send(try web.request("/echo?a={b}&c=[1-2]", body: body, headers: headers))
    let echo = try JSONDecoder().decode(Echo.self, from: Data(answer.body))
    #expect(echo.method == "POST")
    #expect(echo.path == "/echo?a={b}&c=[1-2]")
    #expect(echo.length == length)
    #expect(echo.sha256 == hexadecimal(SHA256.digest(of: body)))
    #expect(echo.headers.contains(["content-type", "application/json"]))
    // Python reads header bytes as Latin-1.
    #expect(echo.headers.contains(["x-quote", #"a "b" \c {d} %41 [1-3] Ã©"#]))
    #expect(!echo.headers.contains { $0[0] == "expect" })
    #expect(answer.remoteAddress == IPAddress("127.0.0.1"))
  }

  @Test(
    "ends with a clear failure when the receiver misbehaves",
    arguments: [
      ("/silent", "timed_out"), ("/drip", "timed_out"), ("/cut", "broken_answer"), ("/cut-headers", "broken_answer"),
      ("/cut-chunk", "broken_answer"), ("/drop", "broken_answer"), ("/garbage", "broken_answer"),
      ("/huge-length", "answer_too_large"), ("/bad-length", "broken_answer"), ("/endless", "answer_too_large"),
      ("/endless-chunks", "answer_too_large"), ("/redirect/301", "redirected"), ("/redirect/302", "redirected"),
      ("/redirect/303", "redirected"), ("/redirect/307", "redirected"), ("/redirect/308", "redirected"),
    ])
  func misbehaves(path: String, code: String) throws {
    let web = try WebReceiver()
    let milliseconds = code == "timed_out" ? 1_500 : 20_000
    #expect(failure(web, try web.request(path, milliseconds: milliseconds))?.code == code)
    #expect(try web.seen() == [path], "asked once, and nobody was sent elsewhere")
  }

  @Test("ends within its limits when headers never do", arguments: ["/endless-header", "/endless-headers", "/endless-hints"])
  func endlessHeaders(path: String) throws {
    let web = try Self.shared.get()
    let failure = try #require(failure(web, try web.request(path)))
    #expect(["answer_too_large", "broken_answer"].contains(failure.code))
  }

  @Test("answers what the receiver said, its refusals too")
  func refusals() throws {
    let web = try Self.shared.get()
    let busy = try web.outbound.send(try web.request("/busy"))
    #expect(busy.status == 429)
    #expect(busy.header("retry-after") == "17")
    #expect(try web.outbound.send(try web.request("/nowhere")).status == 404)
    #expect(String(decoding: try web.outbound.send(try web.request("/long")).body, as: UTF8.self) == "ok")
    #expect(String(decoding: try web.outbound.send(try web.request("/zipped")).body, as: UTF8.self) == "no gzip")
  }

  @Test("says that nobody listens")
  func closedPort() throws {
    let web = try WebReceiver()
    let request = try web.request("/x")
    let other = try Endpoint("127.0.0.1:1")
    let target = try WebTarget("http://127.0.0.1:1/", permitted: PermittedHosts([other]))
    let outbound = Outbound(permitted: PermittedHosts([other]), run: .live) { _ in nil }
    #expect(throws: OutboundFailure.connectionFailed(other)) { try outbound.send(CurlRequest(.post, target)) }
    let stranger = Outbound(permitted: .none, run: .live) { _ in nil }
    #expect(throws: OutboundFailure.refusedAddress(request.target.endpoint)) { try stranger.send(request) }
    #expect(try web.seen().isEmpty)
  }

  @Test("finds localhost through the system's resolver")
  func systemResolver() throws {
    let web = try WebReceiver(names: ["localhost"])
    #expect(try web.outbound.send(try web.request("/echo", host: "localhost")).status == 200)
    let stranger = Outbound(permitted: .none, run: .live) { _ in nil }
    #expect(throws: OutboundFailure.self) { try stranger.send(try web.request("/echo", host: "localhost")) }
    #expect(try web.seen() == ["/echo"])
  }

  @Test("connects to the address that was checked, whatever the name means a moment later")
  func rebinding() throws {
    let asked = Mutex(0)
    // The Internet in a box: a public address is stood for by 127.0.0.77, where nobody listens on this port.
    let run = ProgramRun { request in
      guard request.program == "curl" else {
        let count = asked.withLock { count in
          count += 1
          return count
        }
        return Self.resolved(count == 1 ? "8.8.8.8" : "127.0.0.1")
      }
      var request = request
      let settings = String(decoding: request.input, as: UTF8.self)
      request.input = Array(settings.replacingOccurrences(of: "8.8.8.8", with: "127.0.0.77").utf8)
      return ProgramRun.live(request)
    }
    let web = try WebReceiver()
    let target = try WebTarget("https://rebind.example:\(web.receiver.port)/x", permitted: .none)
    let outbound = Outbound(permitted: .none, run: run) { _ in nil }
    #expect(throws: OutboundFailure.connectionFailed(target.endpoint)) { try outbound.send(CurlRequest(.post, target)) }
    #expect(asked.withLock { $0 } == 1)
    #expect(throws: OutboundFailure.refusedAddress(target.endpoint)) { try outbound.send(CurlRequest(.post, target)) }
    #expect(try web.seen().isEmpty)
  }

  @Test("keeps the name in the request while it connects to the checked address")
  func keepsName() throws {
    let run = ProgramRun { $0.program == "curl" ? ProgramRun.live($0) : Self.resolved("127.0.0.1") }
    let web = try WebReceiver(run: run, names: ["hooks.example"])
    let answer = try web.outbound.send(try web.request("/echo", host: "hooks.example"))
    #expect(String(decoding: answer.body, as: UTF8.self).contains("[\"host\", \"hooks.example:\(web.receiver.port)\"]"))
  }

  @Test("takes a certificate for the name only, although it connects to an address")
  func certificates() throws {
    let certificate = try Certificate(for: "DNS:hooks.example")
    let web = try WebReceiver(certificate: certificate)
    let port = web.receiver.port
    let permitted = try PermittedHosts(parsing: ["hooks.example:\(port)", "other.example:\(port)"])
    let send = { (name: String, programs: ProgramRun) in
      let run = ProgramRun { $0.program == "curl" ? programs($0) : Self.resolved("127.0.0.1") }
      let target = try WebTarget("https://\(name):\(port)/echo", permitted: permitted)
      return try Outbound(permitted: permitted, run: run) { _ in nil }.send(CurlRequest(.get, target))
    }
    #expect(try send("hooks.example", certificate.trusting).status == 200)
    for (name, programs) in [("other.example", certificate.trusting), ("hooks.example", ProgramRun.live)] {
      let endpoint = try Endpoint("\(name):\(port)")
      #expect(throws: OutboundFailure.insecure(endpoint)) { try send(name, programs) }
    }
  }

  @Test("asks a proxy for the checked address, not for the name")
  func proxy() throws {
    let proxy = try WebReceiver()
    let run = ProgramRun { request in
      guard request.program == "curl" else { return Self.resolved("127.0.0.1") }
      var request = request
      request.environment["http_proxy"] = "http://\(proxy.receiver.endpoint)"
      request.environment["no_proxy"] = ""
      return ProgramRun.live(request)
    }
    let web = try WebReceiver(run: run, names: ["hooks.example"], environment: ["http_proxy": "http://\(proxy.receiver.endpoint)"])
    let answer = try web.outbound.send(try web.request("/echo", host: "hooks.example"))
    #expect(answer.status == 200)
    #expect(String(decoding: answer.body, as: UTF8.self).contains("hooks.example:\(web.receiver.port)"))
    #expect(try proxy.seen() == ["CONNECT 127.0.0.1:\(web.receiver.port)"])
  }

  #if os(Linux)
    @Test("shows no secret in any program's arguments while it waits")
    func commandLine() async throws {
      let web = try WebReceiver()
      let headers = [(name: "Authorization", value: "Bearer verysecret")]
      let request = try web.request("/hold?token=verysecret", body: Array("verysecret".utf8), headers: headers)
      let outbound = web.outbound
      let sending = Task.detached { try outbound.send(request) }
      #expect(web.receiver.nextLine() == "holding")
      var lines: [String] = []
      for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(process) != nil {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { continue }
        lines.append(String(decoding: bytes, as: UTF8.self))
      }
      #expect(lines.contains("curl\u{0}-q\u{0}-K\u{0}-\u{0}"))
      #expect(!lines.contains { $0.contains("verysecret") })
      _ = try web.get("/release")
      #expect(try await sending.value.status == 200)
    }
  #endif
}
