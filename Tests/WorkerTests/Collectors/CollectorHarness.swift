import Connectors
import CostModel
import Foundation
import JSON
import Synchronization
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

/// A worker in memory whose curl answers what a test says, at a time that stands still.
final class CollectorHarness {
  /// What is asked, and what is answered to it.
  final class Provider: Sendable {
    private struct State {
      var pages: [String] = []
      var asked: [String] = []
    }
    private let state = Mutex(State())

    /// The next answers, one after the other; the last one stays.
    func answer(_ pages: [String]) { state.withLock { $0.pages = pages } }
    var asked: [String] { state.withLock { $0.asked } }

    func run(_ request: ProgramRequest) -> ProgramResult {
      guard request.program == "curl" else {
        return request.program == "getent" ? ProgramResult(.exited(0), output: Array("8.8.8.8 STREAM name\n".utf8)) : ProgramResult(.notFound)
      }
      let settings = String(decoding: request.input, as: UTF8.self)
      let url = settings.split(separator: "\n").first { $0.hasPrefix("url = ") }.map { String($0.dropFirst(7).dropLast()) } ?? ""
      let page = state.withLock { state -> String in
        state.asked.append(url)
        return state.pages.count > 1 ? state.pages.removeFirst() : state.pages.first ?? "{}"
      }
      let text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n\(page)\ncostwire-trailer 200 8.8.8.8\n"
      return ProgramResult(.exited(0), output: Array(text.utf8), milliseconds: 1)
    }
  }

  let costs: CostHarness
  let provider = Provider()

  init(now: String = "2026-10-10T12:00:00Z") throws {
    let provider = provider
    costs = try CostHarness(now: now) { world in
      world.environment = { ["KEY": "secret-of-the-provider", "COSTWIRE_REQUEST_MS": "0"][$0] }
      world.run = ProgramRun { provider.run($0) }
    }
    _ = try costs.call("credentials/set", #"{"provider": "anthropic", "reference": "env:KEY"}"#)
  }

  /// Collects what the provider answers on these pages of one window.
  func collect(_ pages: [String], _ members: String = #""start": "2026-10-08""#) throws -> JSONValue {
    provider.answer(pages)
    return try costs.call("collectors/run", #"{"provider": "anthropic", \#(members)}"#)
  }

  /// A page of Anthropic's usage report: hours of 8 October 2026, each with its groups' uncached tokens by API key.
  static func page(_ hours: [(hour: Int, groups: [String: Int])], next: String? = nil) -> String {
    let data = hours.map { hour, groups in
      let results = groups.sorted { $0.key < $1.key }.map { key, tokens in
        #"{"api_key_id": "\#(key)", "workspace_id": null, "model": "claude-sonnet-4-5-20250929", "service_tier": "standard", "context_window": "0-200k", "uncached_input_tokens": \#(tokens), "output_tokens": 0}"#
      }
      func time(_ hour: Int) -> String { "2026-10-0\(8 + hour / 24)T" + (hour % 24 < 10 ? "0" : "") + "\(hour % 24):00:00Z" }
      return #"{"starting_at": "\#(time(hour))", "ending_at": "\#(time(hour + 1))", "results": [\#(results.joined(separator: ","))]}"#
    }
    return #"{"data": [\#(data.joined(separator: ","))], "has_more": \#(next != nil), "next_page": \#(next.map { "\"\($0)\"" } ?? "null")}"#
  }

  /// Tokens by API key and hour, of all events there are.
  func tokens() throws -> [String] {
    try costs.events().map { "\($0.at("timestamp").string ?? "") \($0.at("metadata.api_key_id").string ?? $0.at("id").string ?? "") \($0.at("prompt_tokens").text())" }.sorted()
  }
}
