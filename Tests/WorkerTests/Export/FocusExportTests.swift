import CostModel
import Foundation
import JSON
import Testing

@testable import Worker

@Suite("FOCUS export")
struct FocusExportTests {
  /// The rows of an export, by the names of their columns.
  private static func rows(_ text: String) -> [[String: String]] {
    var reader = CSVReader()
    var table: [[String]] = []
    func take(_ row: CSVRow) { table.append((0..<row.count).map { row.string($0) }) }
    Array(text.utf8).withUnsafeBufferPointer { reader.read($0, row: take) }
    reader.finish(row: take)
    let names = table.first ?? []
    return table.dropFirst().map { row in Dictionary(uniqueKeysWithValues: zip(names, row)) }
  }

  private func exported(raw: Bool = false) throws -> (harness: ExportHarness, rows: [[String: String]]) {
    let harness = try ExportHarness()
    try harness.track(UsageExportTests.events)
    let answer = try harness.call("usage/export", UsageExportTests.params(["format": "focus", "raw": .bool(raw)]))
    return (harness, Self.rows(answer["text"]?.string ?? ""))
  }

  @Test("every column of money adds up to the total, to the nano-dollar")
  func total() throws {
    let (harness, rows) = try exported()
    #expect(rows.count == 6)
    let total = try harness.call("cost/summary", UsageExportTests.params([:]))["summary"]?["total_cost_usd"]
    for column in ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"] {
      let sum = rows.reduce(Decimal(0)) { $0 + (Decimal(string: $1[column] ?? "") ?? .nan) }
      #expect(sum == Decimal(string: total?.text(pretty: false) ?? ""), "\(column)")
    }
  }

  @Test("periods, quantities and services are those of the specification")
  func values() throws {
    let rows = try exported().rows
    let model = try #require(rows.first { $0["x_CostwireEventId"] == "e-1" })
    #expect(model["ChargePeriodStart"] == "2026-08-01T10:00:00Z" && model["ChargePeriodEnd"] == "2026-08-01T11:00:00Z")
    #expect(model["BillingPeriodStart"] == "2026-08-01T00:00:00Z" && model["BillingPeriodEnd"] == "2026-09-01T00:00:00Z")
    #expect(model["BilledCost"] == "0.005615" && model["ConsumedQuantity"] == "2306.0" && model["ConsumedUnit"] == "Tokens")
    #expect(model["ServiceCategory"] == "AI and Machine Learning" && model["ServiceName"] == "openai API" && model["SkuId"] == "openai/gpt-4o")
    #expect(model["x_UserEmail"] == "ada@example.com" && model["x_Timestamp"] == "2026-08-01T10:00:00.123456Z")
    let job = try #require(rows.first { $0["x_CostwireEventId"] == "e-3" })
    #expect(job["ServiceName"] == "BigQuery" && job["SubAccountId"] == "shop" && job["ConsumedUnit"] == "Bytes")
    let unpriced = try #require(rows.first { $0["x_CostwireEventId"] == "e-4" })
    #expect(unpriced["BilledCost"] == "0.0" && unpriced["x_Unpriced"] == "true" && unpriced["ProviderName"] == "unknown")
  }

  @Test("no cell begins a formula")
  func formulas() throws {
    for row in try exported().rows {
      for (column, cell) in row { #expect(!CSVField.isFormula(cell.utf8) || cell.hasPrefix("'"), "\(column): \(cell)") }
    }
    #expect(try exported(raw: true).rows.contains { $0["x_Model"] == "=HYPERLINK(\"http://x\")" })
  }

  @Test("an export that is imported elsewhere gives the same events at the same cost")
  func roundTrip() throws {
    let (one, other) = (try ExportHarness(), try ExportHarness())
    try one.track(UsageExportTests.events)
    let path = one.path("out.csv")
    _ = try one.call("usage/export", UsageExportTests.params(["format": "focus", "path": .string(path)]))
    let report = try other.call("usage/import", ["path": .string(path)])
    #expect(report["format"] == "focus" && report["accepted"] == 6 && report["unpriced"] == 1, "\(report.text(pretty: false))")
    let (before, after) = (try one.events(), try other.events())
    #expect(before.keys.sorted() == after.keys.sorted())
    for (id, event) in before {
      for name in ["timestamp", "cost_usd", "provider", "model", "operation", "user_email", "team", "total_tokens", "customer_id", "cost_allocation", "call_count"] {
        #expect(after[id]?[name] == event[name], "\(id) \(name)")
      }
    }
    // In the database it came from, an export changes nothing.
    let again = try one.call("usage/import", ["path": .string(path)])
    #expect(again["accepted"] == 0)
    #expect(try one.events() == before)
  }

  // MARK: The specification

  /// The part of the specification's columns that can be checked row by row.
  private static func specification() throws -> [JSONValue] {
    try JSONValue.parse(try ImportFixture.read("focus/focus_columns.json")).at("versions")["1.2"]?.array ?? []
  }

  @Test("columns, types, allowed values and nulls are the specification's", .enabled(if: ImportFixture.isThere("focus/focus_columns.json")))
  func columns() throws {
    let rows = try exported().rows
    let specified = try Self.specification()
    let names = Set(specified.compactMap { $0["id"]?.string })
    #expect(names.count == 57)
    let written = Set(FocusExport.columns.map(\.name))
    #expect(names.isSubset(of: written))
    #expect(written.subtracting(names).allSatisfy { $0.hasPrefix("x_") })
    let conditional: Set<String> = ["RegionName", "BillingAccountType", "SubAccountType"]
    for column in specified {
      let name = try #require(column["id"]?.string)
      let isNullable = column["allows_nulls"] == "True" || conditional.contains(name)
      let allowed = (column["allowed_values"]?.array ?? []).compactMap(\.string)
      for row in rows {
        let cell = try #require(row[name], "\(name)")
        if cell.isEmpty {
          #expect(isNullable, "\(name) is null")
          continue
        }
        switch column["data_type"]?.string {
        case "Decimal": #expect(Decimal(string: cell) != nil && cell.contains("."), "\(name): \(cell)")
        case "Date/Time": #expect(cell.count == 20 && Timestamp(rfc3339: cell) != nil, "\(name): \(cell)")
        case "JSON": #expect((try? JSONValue.parse(cell))?.members != nil, "\(name): \(cell)")
        default: break
        }
        if !allowed.isEmpty, name != "ServiceSubcategory" { #expect(allowed.contains(cell), "\(name): \(cell)") }
      }
    }
  }

  @Test("a service has one category, a SKU price one SKU, and a region its name")
  func consistency() throws {
    let rows = try exported().rows
    for (one, other) in [("ServiceName", "ServiceCategory"), ("ServiceName", "ServiceSubcategory"), ("SkuPriceId", "SkuId"), ("RegionId", "RegionName"), ("SubAccountId", "SubAccountName")] {
      let groups = Dictionary(grouping: rows) { $0[one] ?? "" }
      for (name, group) in groups { #expect(Set(group.map { $0[other] ?? "" }).count == 1, "\(one) \(name)") }
    }
  }
}
