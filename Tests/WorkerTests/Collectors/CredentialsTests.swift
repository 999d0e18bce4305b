import JSON
import Testing

@testable import Worker

/// S3-13, and the contract's rule that a key is never stored.
@Suite("Credentials say where a key is read")
struct CredentialsTests {
  @Test(
    "what looks like a key is refused and not repeated",
    arguments: [
      "sk-ant-admin01-Qx81zz92hh1kskwq", "env:sk_live_51HxQ7LzzQhhk1ks", "command:echo sk-proj-9a8b7c6d5e4f3a2b", "Bearer abc", "",
      "command:curl -H ya29.a0AfH6SMBx91QQ", "env:AbCdEfGhIjKlMnOpQrStUvWx1", "file:", "env:9LIVES", "env:A B",
    ])
  func refuses(reference: String) throws {
    let refusal = try CostHarness().refusal("credentials/set", #"{"provider": "anthropic", "reference": "\#(reference)"}"#)
    #expect(refusal.hasPrefix("VALIDATION_ERROR: params.reference"), "\(refusal)")
    #expect(reference.isEmpty || !refusal.contains(reference.split(separator: ":").last.map(String.init) ?? reference) || reference.count < 8, "\(refusal)")
  }

  @Test("references of every kind are taken, and lists show four characters, or why there are none")
  func lists() throws {
    let harness = try CostHarness(world: { world in
      world.environment = { $0 == "KEY" ? "secret-of-the-provider" : nil }
      world.secretFile = { path, _ in path == "/run/secrets/short" ? Array("short".utf8) : nil }
    })
    for (name, reference) in [("a", "env:KEY"), ("b", "env:MISSING"), ("c", "file:/run/secrets/short"), ("d", "command:gcloud auth print-access-token")] {
      let set = try harness.call("credentials/set", #"{"provider": "anthropic", "name": "\#(name)", "reference": "\#(reference)"}"#)
      #expect(set.at("credential.reference").string == reference)
    }
    let listed = try harness.call("credentials/list").at("credentials")
    #expect(listed.rows("name", "status", "last_four", "reference_kind") == ["a readable …ider env", "b unreadable null env", "c readable … file", "d unreadable null command"], "\(listed.text())")
    #expect(listed.at("1.problem").string?.contains("variable MISSING") == true)
    #expect(try harness.call("credentials/remove", #"{"name": "b"}"#).at("removed") == true)
    #expect(harness.refusal("credentials/remove", #"{"name": "b"}"#).hasPrefix("NOT_FOUND"))
    #expect(try harness.call("credentials/list").at("credential_count") == 3)
  }

  @Test(
    "members that do not fit the provider, or lead elsewhere, are refused",
    arguments: [
      #""provider": "bigquery""#, #""provider": "bigquery", "project": "a`b""#, #""provider": "bigquery", "project": "p", "location": "US`""#,
      #""provider": "anthropic", "api": "legacy""#, #""provider": "anthropic", "base_url": "http://127.0.0.1:1""#,
      #""provider": "anthropic", "base_url": "https://10.0.0.1""#, #""provider": "anthropic", "base_url": "https://localhost""#,
      #""provider": "anthropic", "base_url": "https://user@example.com""#, #""provider": "anthropic", "name": "a b""#, #""provider": "anthropic", "name": """#,
    ])
  func members(members: String) throws {
    let refusal = try CostHarness().refusal("credentials/set", #"{"reference": "env:KEY", \#(members)}"#)
    #expect(refusal.hasPrefix("VALIDATION_ERROR"), "\(refusal)")
  }

  @Test("with access: keys an admin may name environment variables only, and no address")
  func keys() throws {
    let keyed = try KeyedWorkers()
    let worker = try keyed.worker(try keyed.key("admin").key)
    for reference in ["file:/etc/passwd", "command:id"] {
      #expect(try worker.refusal("credentials/set", #"{"provider": "anthropic", "reference": "\#(reference)"}"#) == "ACCESS_DENIED")
    }
    #expect(try worker.refusal("credentials/set", #"{"provider": "anthropic", "reference": "env:K", "base_url": "https://example.com"}"#) == "ACCESS_DENIED")
    #expect(try worker.refusal("credentials/set", #"{"provider": "anthropic", "reference": "env:K"}"#) == "")
    #expect(try worker.result("collectors/list").at("collector_count") == 3)
  }
}
