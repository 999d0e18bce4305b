import CostModel
import Foundation
import JSON
import Testing

@testable import Worker

@Suite("Import of BigQuery jobs")
struct BigQueryJobsTests {
  private static let row = """
    {"creation_time":"2026-03-01T00:07:55.210Z","start_time":"2026-03-01T00:07:55.461Z","end_time":"2026-03-01T00:07:56.961Z",\
    "project_id":"p","user_email":"a@x.org","job_id":"job_1","job_type":"QUERY","statement_type":"SELECT","state":"DONE",\
    "query":"SELECT a FROM d.t","cache_hit":false,"total_bytes_processed":"5","total_bytes_billed":"1099511627776","total_slot_ms":"7",\
    "reservation_id":null,"referenced_tables":[{"project_id":"p","dataset_id":"d","table_id":"behind_a_view"}],"error_result":null}
    """
  private static let csv = """
    creation_time,start_time,end_time,project_id,user_email,job_id,job_type,statement_type,state,query,cache_hit,total_bytes_processed,total_bytes_billed,total_slot_ms,reservation_id,referenced_tables,error_result
    2026-03-01 00:07:55.210 UTC,2026-03-01 00:07:55.461 UTC,2026-03-01 00:07:56.961 UTC,p,a@x.org,job_1,QUERY,SELECT,DONE,SELECT a FROM d.t,false,5,1099511627776,7,,"[{""project_id"":""p"",""dataset_id"":""d"",""table_id"":""behind_a_view""}]",
    """
  private static let rest = """
    {"kind": "bigquery#jobList", "jobs": [{"id": "p:US.job_1", "user_email": "a@x.org", "jobReference": {"projectId": "p", "jobId": "job_1"},
      "status": {"state": "DONE"}, "configuration": {"jobType": "QUERY", "query": {"query": "SELECT a FROM d.t"}},
      "statistics": {"creationTime": "1772323675210", "startTime": "1772323675461", "endTime": "1772323676961", "query": {"statementType": "SELECT",
        "cacheHit": false, "totalBytesProcessed": "5", "totalBytesBilled": "1099511627776", "totalSlotMs": "7",
        "referencedTables": [{"projectId": "p", "datasetId": "d", "tableId": "behind_a_view"}]}}}]}
    """

  private func quoted(_ text: String) -> String { JSONValue.string(text).text() }

  private func imported(_ text: String) throws -> (harness: CostHarness, report: JSONValue) {
    let harness = try CostHarness()
    return (harness, try harness.call("usage/import", "{\"format\": \"bigquery_jobs\", \"text\": \(quoted(text))}"))
  }

  @Test("rows of the console, of exports and of the REST API are one event", arguments: [row, "[" + row + "]", csv, rest])
  func shapes(text: String) throws {
    let (harness, report) = try imported(text)
    #expect(report.at("accepted") == 1, "\(report.text())")
    let answer = try harness.call("usage/query", #"{"days": 60}"#).at("events.0")
    #expect(answer.at("id") == "job_1" && answer.at("timestamp") == "2026-03-01T00:07:55.210Z")
    #expect(answer.at("cost_usd").text() == "6.25" && answer.at("provider") == "bigquery" && answer.at("operation") == "SELECT")
    #expect(answer.at("response_time_ms") == 1_500 && answer.at("bytes_billed") == 1_099_511_627_776 && answer.at("slot_ms") == 7)
    #expect(answer.at("tables").text() == #"["p.d.behind_a_view"]"#)
  }

  @Test("the same jobs again, in another shape, are stored once")
  func once() throws {
    let (harness, _) = try imported(Self.row)
    let again = try harness.call("usage/import", "{\"format\": \"bigquery_jobs\", \"text\": \(quoted(Self.csv))}")
    #expect(again.at("duplicates") == 1 && again.at("accepted") == 0, "\(again.text())")
  }

  @Test(
    "what is no finished job is refused by line and member",
    arguments: [
      (#"{"creation_time":"2026-03-01T00:00:00Z","job_id":"j","state":"RUNNING"}"#, "state: expected a job that is DONE"),
      (#"{"creation_time":"2026-03-01T00:00:00Z"}"#, "job_id"), (#"{"job_id":"j"}"#, "creation_time"),
      (#"{"creation_time":"yesterday","job_id":"j"}"#, "creation_time: expected a time"),
      (#"{"creation_time":"2026-03-01T00:00:00Z","job_id":"j","total_bytes_billed":"-1"}"#, "total_bytes_billed"),
      (#"{"creation_time":"2026-03-01T00:00:00Z","job_id":"j","error_result":"{"}"#, "JSON text"),
    ])
  func refuses(text: String, message: String) throws {
    let (_, report) = try imported(text)
    #expect(report.at("accepted") == 0)
    #expect(report.at("rejected.0.message").string?.contains(message) == true, "\(report.text())")
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("../shared/data/bigquery").standardized

  @Test(
    "a month of jobs costs what an independent sum says, each table's part adding up",
    .enabled(if: FileManager.default.fileExists(atPath: folder.appendingPathComponent("jobs.jsonl.gz").path)))
  func month() throws {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", Self.folder.appendingPathComponent("jobs.jsonl.gz").path]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var expected = Decimal(0), count = 0
    for line in data.split(separator: 10) {
      let job = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      count += 1
      let isFree = job["statement_type"] as? String == "SCRIPT" || job["cache_hit"] as? Bool == true
        || job["job_type"] as? String != "QUERY" || (job["error_result"] as? [String: Any] != nil)
      guard !isFree, job["reservation_id"] as? String == nil, let billed = job["total_bytes_billed"] as? Int else { continue }
      var exact = Decimal(billed) * Decimal(625) / Decimal(100) / Decimal(1_099_511_627_776), rounded = Decimal()
      NSDecimalRound(&rounded, &exact, 9, .bankers)
      expected += rounded
    }
    let harness = try CostHarness(now: "2026-08-31T00:00:00Z")
    let report = try harness.call("usage/import", "{\"format\": \"bigquery_jobs\", \"text\": \(quoted(String(decoding: data, as: UTF8.self)))}")
    #expect(report.at("accepted").int64 == Int64(count))
    let answer = try harness.call("cost/attribution", #"{"days": 40, "dimensions": ["table", "pattern", "user"]}"#)
    let total = answer.at("total_cost_usd")
    #expect(Decimal(string: total.text()) == expected)
    for name in ["table", "pattern", "user"] { #expect(answer.at("attribution.cost_by_\(name)").sum("estimated_cost_usd") == total.nanos) }
  }
}
