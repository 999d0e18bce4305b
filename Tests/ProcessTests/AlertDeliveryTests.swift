import Foundation
import JSON
import Testing

@Suite("Alerts reach real receivers", .waiting)
struct AlertDeliveryTests {
  private let folder: Folder
  private let database: String

  init() throws {
    folder = try Folder()
    database = folder.file("a.db")
  }

  @Test("S0-44: a webhook verifies, with its id in header and body, and the same bytes for every try")
  func webhook() throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    try worker.register("hook", hooks.url("/fail/3/x"))
    try worker.watch("acme")
    try worker.spend("acme", 0.6, id: "e")
    let received = try hooks.received { $0.count >= 4 }
    #expect(received.count == 4)
    #expect(received.allSatisfy { $0.valid == [true] && $0.codes == 1 })
    #expect(Set(received.map(\.delivery)).count == 1 && Set(received.map(\.digest)).count == 1)
    let body = received[0].body
    #expect(body["delivery_id"]?.string == received[0].delivery)
    #expect(body["sequence"]?.int64 == 1)
    #expect(body["receiver"] == "hook")
    #expect(body["type"] == "budget_warning")
    #expect(body["alert"]?["details"]?["budget_id"] == "acme")
    #expect(body["message"]?.string?.hasPrefix("Budget acme: 60 % of the daily limit of 1 USD used") == true, "\(body.text())")
    try worker.waitForDeliveries(delivered: 1, dead: 0, pending: 0)
    let stats = try worker.result("alerts/deliveryStats")["channels"]?["hook"]
    #expect(stats?["total_attempts"]?.int64 == 4)
    #expect(stats?["failed_deliveries"]?.int64 == 3)
    let alert = try worker.result("alerts/list")["alerts"]?.array?.first
    #expect(alert?["id"] == body["alert"]?["id"])
    #expect(alert?["delivery_results"]?["hook"]?["attempts"]?.int64 == 4)
    #expect(alert?["overall_success"]?.bool == true)
  }

  @Test("two signatures are valid while a secret is changed, one afterwards")
  func rotation() throws {
    let hooks = try HookReceiver(secrets: ["whsec_one", "whsec_two"])
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    try worker.register("hook", hooks.url("/ok"))
    try worker.watch("acme", [10, 20, 30])
    try worker.spend("acme", 0.1, id: "e1")
    _ = try hooks.received { $0.count == 1 }
    _ = try worker.result("webhooks/rotateSecret", #"{"webhook_id": "hook", "secret": "env:HOOK_SECRET_2"}"#)
    try worker.spend("acme", 0.1, id: "e2")
    _ = try hooks.received { $0.count == 2 }
    _ = try worker.result("webhooks/rotateSecret", #"{"webhook_id": "hook", "secret": "env:HOOK_SECRET_2", "overlap_seconds": 0}"#)
    try worker.spend("acme", 0.1, id: "e3")
    let received = try hooks.received { $0.count == 3 }
    #expect(received.map(\.valid) == [[true, false], [true, true], [false, true]])
    #expect(received.map(\.codes) == [1, 2, 1])
  }

  @Test("Slack gets its own format, from a secret URL")
  func slack() throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint], environment: ["SLACK": hooks.url("/ok/services/T0/B0/token")])
    _ = try worker.result("alerts/setChannel", #"{"name": "team", "type": "slack", "webhook_url": "env:SLACK", "channel": "costs"}"#)
    try worker.watch("acme")
    try worker.spend("acme", 0.6, id: "e")
    let received = try hooks.received { $0.count == 1 }
    #expect(received[0].path == "/ok/services/T0/B0/token")
    #expect(received[0].body["text"]?.string?.contains("Budget acme: 60 %") == true, "\(received[0].body.text())")
    #expect(received[0].body["channel"] == "costs")
    let tested = try worker.result("alerts/testChannels", #"{"name": "team"}"#)["team"]
    #expect(tested?["success"]?.bool == true)
    #expect(try hooks.received().last?.body["text"]?.string?.contains("test of the channel team") == true)
  }

  @Test("a mail arrives encrypted and logged in; a refused login is told as such")
  func mail() throws {
    let (certificate, both) = (folder.file("certificate.pem"), folder.file("both.pem"))
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=costwire test",
      "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder.file("key.pem"), "-out", certificate,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    try #require(openssl.terminationStatus == 0)
    try [folder.file("key.pem"), certificate].map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
      .write(toFile: both, atomically: true, encoding: .utf8)
    let server = try PythonReceiver("../DeliveryTests/Receivers/mail.py", ["starttls", both], python: "/usr/bin/python3")
    let worker = try WorkerProcess.sending(
      database, allow: ["127.0.0.1:\(server.port)"],
      environment: ["CURL_CA_BUNDLE": certificate, "SMTP_PASSWORD": #"pass "word" \ 1"#, "SMTP_WRONG": "wrong"])
    let set = { (name: String, password: String) in
      _ = try worker.result(
        "alerts/setChannel",
        #"{"name": "\#(name)", "type": "email", "smtp_server": "127.0.0.1", "smtp_port": \#(server.port), "username": "costs", "password": "env:\#(password)", "sender_email": "costs@example.org", "recipient_emails": ["ada@example.com", "bob@example.com"]}"#)
    }
    try set("mail", "SMTP_PASSWORD")
    try worker.watch("acme")
    try worker.spend("acme", 0.6, id: "e")
    let kept = try JSONValue.parse(try #require(server.nextLine()))
    #expect(kept["encrypted"]?.bool == true)
    #expect(kept["login"]?.bool == true)
    #expect(kept["to"]?.array?.compactMap(\.string) == ["ada@example.com", "bob@example.com"])
    let message = kept["message"]?.string ?? ""
    let text = message.components(separatedBy: "\r\n\r\n").last.flatMap { Data(base64Encoded: $0, options: .ignoreUnknownCharacters) }
    #expect(String(decoding: text ?? Data(), as: UTF8.self).hasPrefix("Budget acme: 60 % of the daily limit"), "\(message)")
    try worker.waitForDeliveries(delivered: 1)
    try set("wrong", "SMTP_WRONG")
    let tested = try worker.result("alerts/testChannels")
    #expect(tested["mail"]?["success"]?.bool == true)
    #expect(tested["wrong"]?["success"]?.bool == false)
    #expect(tested["wrong"]?["error"] == "The server refused the login")
  }

  @Test("a receiver that answers nothing keeps neither calls nor other receivers waiting")
  func holding() throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    try worker.register("slow", hooks.url("/hold/slow"))
    try worker.watch("acme", Array(1...20))
    try worker.spend("acme", 0.2, id: "e")
    // The slow one is asked once at a time; what comes for others goes on.
    try hooks.waitUntilHolding()
    try worker.register("quick", hooks.url("/ok/quick"))
    try worker.watch("bravo")
    try worker.spend("bravo", 0.6, id: "f")
    let received = try hooks.received { $0.contains { $0.path == "/ok/quick" } }
    #expect(received.count { $0.path == "/hold/slow" } == 1)
    for method in ["cost/summary", "budget/status", "health/check", "alerts/list", "system/verify"] { _ = try worker.result(method) }
    #expect(try hooks.received().count { $0.path == "/hold/slow" } == 1, "every call was answered before the receiver was")
    try hooks.release()
    _ = try hooks.received { received in Set(received.filter { $0.path == "/hold/slow" }.map(\.delivery)).count == 21 }
    try worker.waitForDeliveries(delivered: 22, pending: 0)
    let all = try hooks.received()
    #expect(all.count == 22 && Set(all.map(\.delivery)).count == 22)
  }

  @Test("a test of channels that hangs keeps no other call waiting, and is the only one")
  func hangingTest() throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    _ = try worker.result("alerts/setChannel", #"{"name": "slow", "type": "webhook", "url": "\#(hooks.url("/hold/x"))", "secret": "env:HOOK_SECRET"}"#)
    let testing = try worker.request("alerts/testChannels")
    try hooks.waitUntilHolding()
    for _ in 0..<3 { #expect(try worker.call("alerts/testChannels").errorSymbol == "CONFLICT") }
    for method in ["cost/summary", "usage/query", "budget/list"] { _ = try worker.result(method) }
    try worker.spend("acme", 1, id: "e")
    try hooks.release()
    let answer = try worker.answer(to: testing)
    #expect(answer["result"]?["slow"]?["success"]?.bool == true)
    _ = try worker.result("alerts/testChannels")
  }

  @Test(
    "a receiver that misbehaves fails with a sentence, is tried again, and disturbs nobody",
    arguments: [
      ("/redirect/x", "redirect (302), which is not followed"), ("/cut/x", "broke off"), ("/endless/x", "more than 1048576 bytes"),
    ])
  func misbehaving(path: String, words: String) throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    try worker.register("bad", hooks.url(path))
    try worker.watch("acme")
    try worker.spend("acme", 0.6, id: "e")
    let received = try hooks.received { $0.count >= 3 }
    #expect(received.allSatisfy { $0.path == path }, "nothing was followed")
    #expect(Set(received.map(\.delivery)).count == 1)
    _ = try worker.result("cost/summary")
    let failures = try worker.result("alerts/deliveryStats")["recent_failures"]?.array ?? []
    #expect(failures.first?["error"]?.string?.contains(words) == true, "\(failures)")
    #expect(try worker.result("alerts/list")["alerts"]?.array?.first?["delivery_results"]?["bad"]?["state"] == "pending")
  }

  @Test("a receiver that asks for patience is given it")
  func busy() throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    try worker.register("busy", hooks.url("/busy"))
    try worker.register("fine", hooks.url("/fail/2/fine"))
    try worker.watch("acme")
    try worker.spend("acme", 0.6, id: "e")
    let received = try hooks.received { $0.count { $0.path == "/fail/2/fine" } == 3 }
    #expect(received.count { $0.path == "/busy" } == 1)
  }

  @Test("a receiver that is down gets each delivery once it is back, once, with one id")
  func comesBack() throws {
    let first = try HookReceiver()
    let (port, endpoint, url) = (first.port, first.endpoint, first.url("/ok"))
    first.stop()
    let worker = try WorkerProcess.sending(database, allow: [endpoint])
    try worker.register("hook", url)
    try worker.watch("acme", Array(1...10))
    try worker.spend("acme", 0.1, id: "e")
    try worker.waitForDeliveries(delivered: 0, pending: 10)
    while try worker.result("alerts/deliveryStats")["channels"]?["hook"]?["total_attempts"]?.int64 ?? 0 < 10 { poll(nil, 0, 20) }
    let hooks = try HookReceiver(port: port)
    try worker.waitForDeliveries(delivered: 10, dead: 0, pending: 0)
    let received = try hooks.received()
    #expect(received.count == 10 && Set(received.map(\.delivery)).count == 10)
    #expect(received.allSatisfy { $0.valid == [true] })
  }

  @Test("an address that is not public and not permitted is refused: at once where it shows, else when it is looked up")
  func refusedAddress() throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [])
    for url in [hooks.url("/ok"), "https://\(hooks.endpoint)/ok"] {
      #expect(try worker.call("webhooks/register", #"{"webhook_url": "\#(url)", "secret": "env:HOOK_SECRET"}"#).errorSymbol == "VALIDATION_ERROR")
    }
    // Permitted when it was registered, and no longer: the next start decides.
    do {
      let permitted = try WorkerProcess.sending(database, allow: [hooks.endpoint])
      try permitted.register("hook", hooks.url("/ok"))
    }
    try worker.watch("acme")
    try worker.spend("acme", 0.6, id: "e")
    try worker.waitForDeliveries(delivered: 0, dead: 1, pending: 0)
    #expect(try hooks.received().isEmpty)
    let failure = try worker.result("alerts/deliveryStats")["recent_failures"]?.array?.first?["error"]?.string ?? ""
    #expect(failure.contains("permitted at start"), "\(failure)")
  }

  @Test("the end of a worker waits for what is under way, and not for what hangs")
  func ending() throws {
    let hooks = try HookReceiver()
    let worker = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    try worker.register("hook", hooks.url("/ok"))
    try worker.watch("acme", Array(1...5))
    try worker.spend("acme", 0.05, id: "e")
    _ = try worker.result("shutdown")
    try worker.notify("exit")
    #expect(worker.exitCode() == 0)
    let other = try WorkerProcess.sending(database, allow: [hooks.endpoint])
    try other.waitForDeliveries(delivered: 5, dead: 0, pending: 0)
    let received = try hooks.received()
    #expect(received.count == 5 && Set(received.map(\.delivery)).count == 5)
    try other.register("slow", hooks.url("/hold/x"))
    try other.watch("bravo")
    try other.spend("bravo", 0.6, id: "f")
    try hooks.waitUntilHolding()
    _ = try other.result("shutdown")
    try other.notify("exit")
    #expect(other.exitCode(within: 6) == 0)
  }
}
