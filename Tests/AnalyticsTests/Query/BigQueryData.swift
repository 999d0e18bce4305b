import Foundation
import Testing

@testable import Analytics

/// The shop's queries and jobs of the development data, where they are at hand.
enum BigQueryData {
  static let folder: String? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let candidates = [package.appendingPathComponent("../shared/data/bigquery").standardized.path]
    return candidates.first { FileManager.default.fileExists(atPath: $0 + "/jobs.jsonl.gz") }
  }()

  static var isPresent: Bool { folder != nil && FileManager.default.isExecutableFile(atPath: "/usr/bin/gzip") }

  static func unzipped(_ name: String) throws -> Data {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-dc", try #require(folder) + "/" + name]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }

  struct Query: Decodable {
    var id: String
    var statement_type: String
    var tables: [String]
    var notes: [String]
    var sql: String
  }

  struct Job: Decodable {
    var job_id: String
    var query: String?
  }

  struct Truth: Decodable { var patterns: [String: String] }

  static func queries() throws -> [Query] { try lines("queries.jsonl.gz") }
  static func jobs() throws -> [Job] { try lines("jobs.jsonl.gz") }
  static func truth() throws -> Truth { try JSONDecoder().decode(Truth.self, from: unzipped("jobs_truth.json.gz")) }

  private static func lines<Row: Decodable>(_ name: String) throws -> [Row] {
    try unzipped(name).split(separator: 0x0A).map { try JSONDecoder().decode(Row.self, from: Data($0)) }
  }
}
