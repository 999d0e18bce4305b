import Foundation
import JSON
import Testing

@testable import Worker

/// What tests of imports share.
enum ImportFixture {
  /// Development data, which lies beside the repository where it is there at all.
  static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("../shared/data").standardized

  static func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: data.appendingPathComponent(name).path) }

  static func read(_ name: String) throws -> String { try String(contentsOf: data.appendingPathComponent(name), encoding: .utf8) }

  /// What a packed file of the development data holds.
  static func unpacked(_ name: String) throws -> String {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", data.appendingPathComponent(name).path]
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension CostHarness {
  /// Imports a text in a format; more params as JSON members.
  func importing(_ text: String, _ format: String, _ more: String = "") throws -> JSONValue {
    let quoted = JSONValue.string(text).text()
    return try call("usage/import", "{\"format\": \"\(format)\", \"text\": \(quoted)\(more.isEmpty ? "" : ", " + more)}")
  }

  /// Every event, in the order of its time.
  func events() throws -> [JSONValue] {
    try call("usage/query", #"{"start": "2020-01-01", "end": "2029-12-31", "order": "oldest", "limit": 1000}"#).at("events").array ?? []
  }

  /// What everything costs, in nano-dollars.
  func total() throws -> Int128 {
    try call("cost/summary", #"{"start": "2020-01-01", "end": "2029-12-31"}"#).at("summary.total_cost_usd").nanos
  }
}
