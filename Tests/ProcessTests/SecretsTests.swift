import Foundation
import JSON
import Testing

#if os(Linux)
  import Glibc

  @Suite("Secrets stay where they are", .waiting)
  struct SecretsTests {
    private static let hookSecret = "zqhooksecret-5f2e91", slackToken = "zqslacktoken-77ab03", password = "zqpassword-c0ffee"

    @Test("in no file, log, command line, answer or error, whatever fails")
    func nowhere() throws {
      let folder = try Folder()
      let database = folder.file("a.db")
      let hooks = try HookReceiver(secrets: [Self.hookSecret])
      let slackURL = hooks.url("/ok/services/\(Self.slackToken)")
      try (Self.hookSecret + "\n").write(toFile: folder.file("secret"), atomically: true, encoding: .utf8)
      let program = folder.file("tell")
      try "#!/bin/sh\ncat '\(folder.file("secret"))'\n".write(toFile: program, atomically: true, encoding: .utf8)
      chmod(program, 0o700)
      let log = folder.file("log")
      let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      var said: [String] = []
      var keys: [String] = []
      let worker = try WorkerProcess.sending(
        database, allow: [hooks.endpoint, "127.0.0.1:1"],
        environment: [
          "ZQ_HOOK": Self.hookSecret, "ZQ_SLACK": slackURL, "ZQ_SLACK_BAD": "ftp://\(Self.slackToken)/", "ZQ_SLACK_DOWN": "http://127.0.0.1:1/\(Self.slackToken)",
          "ZQ_PASSWORD": Self.password, "COSTWIRE_LOG_LEVEL": "debug",
        ], errors: .descriptor(descriptor))
      func call(_ method: String, _ params: String = "{}") throws -> JSONValue {
        let answer = try worker.call(method, params)
        said.append(answer.text())
        return answer
      }
      for (id, reference, path) in [
        ("env", "env:ZQ_HOOK", "/ok/env"), ("file", "file:\(folder.file("secret"))", "/fail/2/file"), ("command", "command:\(program)", "/redirect/command"),
        ("missing", "env:ZQ_MISSING", "/ok/missing"), ("hold", "env:ZQ_HOOK", "/hold/x"),
      ] {
        #expect(try call("webhooks/register", #"{"webhook_id": "\#(id)", "webhook_url": "\#(hooks.url(path))", "secret": "\#(reference)"}"#)["result"] != nil)
      }
      for (name, reference) in [("slack", "ZQ_SLACK"), ("bad", "ZQ_SLACK_BAD"), ("down", "ZQ_SLACK_DOWN")] {
        #expect(try call("alerts/setChannel", #"{"name": "\#(name)", "type": "slack", "webhook_url": "env:\#(reference)"}"#)["result"] != nil)
      }
      _ = try call(
        "alerts/setChannel",
        #"{"name": "mail", "type": "email", "smtp_server": "127.0.0.1", "smtp_port": 1, "security": "none", "username": "u", "password": "env:ZQ_PASSWORD", "sender_email": "a@example.com", "recipient_emails": ["b@example.com"]}"#)
      _ = try call("alerts/setChannel", #"{"name": "log", "type": "log"}"#)
      // A secret in the place of a reference, or of a name: refused, and not repeated.
      for secret in [Self.hookSecret, "https://hooks.slack.com/services/\(Self.slackToken)", "env:\(Self.password)!"] {
        #expect(try call("webhooks/register", #"{"webhook_url": "https://h.example.com/", "secret": "\#(secret)"}"#).errorSymbol == "VALIDATION_ERROR")
        #expect(try call("alerts/setChannel", #"{"name": "x", "type": "slack", "webhook_url": "\#(secret)"}"#).errorSymbol == "VALIDATION_ERROR")
      }
      for role in ["user", "admin"] {
        let made = try worker.result("access/createKey", #"{"role": "\#(role)"\#(role == "user" ? #", "customer_id": "acme""# : "")}"#)
        keys.append(try #require(made["access_key"]?.string))
        let rotated = try worker.result("access/rotateKey", #"{"key_id": \#(made["key"]?["key_id"]?.text() ?? "")}"#)
        keys.append(try #require(rotated["access_key"]?.string))
      }
      let secrets = [Self.hookSecret, Self.slackToken, Self.password] + keys.map { String($0.dropFirst(3)) }
      try worker.watch("acme", [10, 20, 30])
      try worker.spend("acme", 0.5, id: "e")
      try hooks.waitUntilHolding()
      // While a delivery is under way: every process of the machine.
      for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(process) != nil {
        // The receiver is told its secret as an argument by this test.
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"), !String(decoding: bytes, as: UTF8.self).contains("hooks.py") else { continue }
        for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "a command line: \(String(decoding: bytes, as: UTF8.self))") }
      }
      _ = try hooks.received { $0.contains { $0.path == "/ok/env" } && $0.count { $0.path == "/fail/2/file" } >= 3 }
      let received = try hooks.received { $0.contains { $0.path.contains(Self.slackToken) } && $0.contains { $0.path == "/redirect/command" } }
      #expect(received.filter { !$0.path.contains("services") }.allSatisfy { $0.valid == [true] }, "env:, file: and command: give the same secret")
      try hooks.release()
      _ = try call("alerts/testChannels")
      _ = try call("webhooks/rotateSecret", #"{"webhook_id": "env", "secret": "command:\#(program)"}"#)
      for method in ["alerts/deliveryStats", "alerts/list", "alerts/listChannels", "webhooks/list", "access/listKeys", "audit/list", "health/check", "system/performance", "usage/export"] {
        _ = try call(method)
      }
      // With keys: right, wrong and misplaced ones.
      let gated = try WorkerProcess(database: database, environment: ["COSTWIRE_ACCESS": "keys"], errors: .descriptor(descriptor))
      said.append(try gated.call("initialize", #"{"access_key": "\#(keys[1])x"}"#).text())
      said.append(try gated.call("initialize", #"{"access_key": "\#(keys[1])"}"#).text())
      for key in keys {
        for method in ["cost/summary", "budget/check", "usage/track", "audit/list", "no/method", "alerts/list"] {
          said.append(try gated.call(method, #"{"_access_key": "\#(key)", "unknown": 1}"#).text())
          said.append(try gated.call(method, #"{"_access_key": "\#(key)x"}"#).text())
        }
      }
      // -wal included, while it is there.
      var files: [String: Data] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("a.db") {
        files[name] = FileManager.default.contents(atPath: folder.file(name))
      }
      worker.closeInput()
      gated.closeInput()
      #expect(worker.exitCode() == 0 && gated.exitCode() == 0)
      files["closed"] = FileManager.default.contents(atPath: database)
      files["log"] = FileManager.default.contents(atPath: log)
      #expect(files.keys.contains("a.db-wal"))
      #expect((files["log"]?.count ?? 0) > 100, "there is a log to look at")
      for (name, bytes) in files {
        for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name) holds \(secret.prefix(8))…") }
      }
      for secret in secrets { #expect(!said.contains { $0.contains(secret) }, "an answer holds \(secret.prefix(8))…") }
    }
  }
#endif
