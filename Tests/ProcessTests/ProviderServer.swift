import Foundation
import JSON
import Testing

/// The three providers' reporting APIs on loopback; see Receivers/providers.py.
final class ProviderServer {
  private let receiver: PythonReceiver
  let port: Int
  static let key = "zqprovider-key-41b7f0aa93"

  init(key: String = ProviderServer.key) throws {
    receiver = try PythonReceiver("Receivers/providers.py", [key])
    port = receiver.port
  }

  var endpoint: String { "127.0.0.1:\(port)" }
  var urls: String { #"{"anthropic": "http://\#(endpoint)", "openai": "http://\#(endpoint)", "bigquery": "http://\#(endpoint)/"}"# }

  @discardableResult
  func ask(_ order: String) throws -> JSONValue {
    try receiver.say(order)
    guard let line = receiver.nextLine() else { throw HarnessFailure("the providers ended") }
    return try JSONValue.parse(line)
  }

  /// What usage costs from one instant to another, in nano-dollars.
  func sum(_ provider: String, _ from: Int64, _ until: Int64) throws -> Int64 {
    let text = try ask(#"{"do": "sum", "provider": "\#(provider)", "from": \#(from), "until": \#(until)}"#).string ?? ""
    return try #require(Int64(text))
  }

  func faults(_ provider: String, _ list: [String]) throws {
    try ask(#"{"do": "faults", "provider": "\#(provider)", "list": [\#(list.map { "\"\($0)\"" }.joined(separator: ", "))]}"#)
  }

  func always(_ provider: String, _ status: String?) throws {
    try ask(#"{"do": "always", "provider": "\#(provider)", "status": \#(status.map { "\"\($0)\"" } ?? "null")}"#)
  }

  func tell(_ what: String, _ provider: String, _ at: Int64) throws { try ask(#"{"do": "\#(what)", "provider": "\#(provider)", "at": \#(at)}"#) }

  /// What was wrong with a request, of all there were.
  func wrong() throws -> [String] { (try ask(#"{"do": "report"}"#)["wrong"]?.array ?? []).compactMap(\.string) }
  func requests(_ provider: String) throws -> Int64 { try ask(#"{"do": "report"}"#)["requests"]?[provider]?.int64 ?? 0 }
}

extension WorkerProcess {
  /// A worker that fetches from providers on loopback, and waits little.
  static func collecting(
    _ database: String, _ server: ProviderServer, environment: [String: String] = [:], interval: Int = 5, errors: Stream = .null
  ) throws -> WorkerProcess {
    var variables = [
      "COSTWIRE_PROVIDER_URLS": server.urls, "COSTWIRE_REQUEST_MS": String(interval), "COSTWIRE_FETCH_MS": "1000", "COSTWIRE_LEASE_MS": "500",
      "ZQ_KEY": ProviderServer.key,
    ]
    variables.merge(environment) { $1 }
    return try sending(database, allow: [server.endpoint], environment: variables, errors: errors)
  }

  func useCredential(_ provider: String, reference: String = "env:ZQ_KEY", _ members: String = "") throws -> JSONValue {
    let project = provider == "bigquery" ? #", "project": "my-project""# : ""
    return try result("credentials/set", #"{"provider": "\#(provider)", "reference": \#(quoted(reference))\#(project)\#(members)}"#)
  }

  /// What the ledger holds of a provider, in nano-dollars, over all time.
  func total(_ provider: String) throws -> Int64 {
    let summary = try result("cost/summary", #"{"provider": "\#(provider)", "days": 200}"#)
    return Int64(try #require(summary["summary"]?["total_cost_usd"]?.decimal?.scaled(by: 9)))
  }
}
