import CostModel
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Prices: methods", .serialized)
struct PricesMethodsTests {
  private let usage = #""usage":{"prompt_tokens":1000000,"completion_tokens":0,"total_tokens":1000000}"#

  @Test("a receipt shows bucket, quantity, rate and source, and adds up")
  func receipt() throws {
    let worker = try PricesHarness()
    let answer = try worker.text(
      "prices/estimate",
      #"{"provider":"openai","model":"gpt-4o","usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920}}}"#)
    #expect(
      answer
        == #"{"cost_usd":0.005615,"unpriced":[],"lines":[{"bucket":"input","quantity":86,"rate_usd":0.0000025,"cost_usd":0.000215,"price_source":"litellm","price_date":"2026-11-21"},{"bucket":"cache_read","quantity":1920,"rate_usd":0.00000125,"cost_usd":0.0024,"price_source":"litellm","price_date":"2026-11-21"},{"bucket":"output","quantity":300,"rate_usd":0.00001,"cost_usd":0.003,"price_source":"litellm","price_date":"2026-11-21"}],"provider":"openai","model":"gpt-4o","service_tier":"standard","warnings":[]}"#)
    #expect(worker.wasImmediate)
  }

  @Test(
    "the prepared text and the declared answer are the same bytes",
    arguments: [
      #"{"provider":"anthropic","model":"claude-opus-4-7","usage":{"input_tokens":7,"cache_read_input_tokens":123,"output_tokens":9,"speed":"fast","inference_geo":"us"}}"#,
      #"{"provider":"anthropic","model":"claude-sonnet-4-5","usage":{"input_tokens":1,"output_tokens":1,"server_tool_use":{"web_search_requests":3}}}"#,
      #"{"provider":"bigquery","bytes_billed":123456789}"#, #"{"slot_ms":1000,"edition":"ENTERPRISE_PLUS"}"#,
      #"{"provider":"google","model":"gemini-2.5-pro","prompt_tokens":999999999999999,"completion_tokens":3}"#,
      #"{"provider":"openai","model":"gpt-4o","prompt_tokens":0,"completion_tokens":0}"#,
    ])
  func sameBytes(params: String) throws {
    let worker = try PricesHarness()
    let fast = try worker.text("prices/estimate", params)
    let parser = JSONParser()
    let bytes = Array(params.utf8)
    let declared = try bytes.withUnsafeBytes { bytes in
      let request = try EstimateRequest.read(try parser.parse(bytes))
      let services = try #require(worker.host.services)
      let prices = try #require(services.prices.atHand(services))
      let writer = JSONWriter()
      PricesEstimate.Answer(request, try request.usage.priced(request.context(services), prices)).write(to: writer)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    #expect(fast == declared)
  }

  @Test("decimals are written with exactly the digits they have")
  func decimals() throws {
    for (value, decimals) in [
      (Int128(0), 9), (1, 9), (10, 9), (1_000_000_000, 9), (-5_500_000_000, 9), (Int128.max, 24), (.min, 24),
      (1_000_000_000_000_000_000_000_000, 24), (18_446_744_073_709_551_616, 24), (7, 0), (120, 0),
    ] {
      let room = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)
      defer { room.deallocate() }
      let count = DecimalText.write(value, decimals: decimals, to: room)
      let text = String(decoding: UnsafeRawBufferPointer(start: room, count: count), as: UTF8.self)
      #expect(text == plainDecimal(value, decimals: decimals))
    }
  }

  @Test("an unknown model is an error that names it and some near ones")
  func unknownModel() throws {
    let worker = try PricesHarness()
    let error = try worker.failure("prices/estimate", #"{"provider":"anthropic","model":"claude-sonet-4-5","prompt_tokens":5}"#)
    #expect(error.code == .unknownModel && error.message.contains("claude-sonet-4-5"))
    #expect(error.details["nearest"]?.array?.first == "claude-sonnet-4-5")
    #expect(try worker.failure("prices/get", #"{"model":"nonesuch"}"#).code == .unknownModel)
  }

  @Test("a bucket without a price is named, with a warning, never silently free")
  func unpriced() throws {
    let worker = try PricesHarness()
    _ = try worker.call("prices/set", #"{"model":"house-model","rates_per_million":{"input":1}}"#)
    let answer = try worker.call(
      "prices/estimate", #"{"model":"house-model","prompt_tokens":1000000,"completion_tokens":5}"#)
    #expect(answer["cost_usd"]?.plain == "1" && answer["unpriced"] == ["output"])
    #expect(answer["warnings"]?.array?.first?.string?.contains("output") ?? false)
    let total = try worker.call("prices/estimate", #"{"provider":"openai","model":"gpt-4o","total_tokens":10}"#)
    #expect(total["unpriced"] == ["input", "output"] && total["cost_usd"]?.plain == "0")
  }

  @Test(
    "what is wrong is named, with what is allowed",
    arguments: [
      ("prices/estimate", "{}", "params.usage: expected a usage object, token fields"),
      ("prices/estimate", #"{"model":"gpt-4o","usage":{}}"#, "params.usage: expected a usage object with"),
      ("prices/estimate", #"{"model":"gpt-4o","usage":{"foo":1}}"#, "got one with none of them"),
      ("prices/estimate", #"{"model":"gpt-4o","usage":{"prompt_tokens":-1}}"#, "params.usage.prompt_tokens: expected an integer from 0"),
      ("prices/estimate", #"{"model":"gpt-4o","usage":{"prompt_tokens":"12"}}"#, "params.usage.prompt_tokens: expected an integer"),
      ("prices/estimate", #"{"model":"gpt-4o","usage":{"prompt_tokens":1.5}}"#, "got 1.5"),
      (
        "prices/estimate", #"{"model":"gpt-4o","usage":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":true}}}"#,
        "params.usage.prompt_tokens_details.cached_tokens: expected an integer"
      ),
      ("prices/estimate", #"{"model":"gpt-4o","usage":[1]}"#, "params.usage: expected a provider's usage object, got a list"),
      ("prices/estimate", #"{"model":"gpt-4o","usage":{"usage":{"input_tokens":-2}}}"#, "params.usage.usage.input_tokens: expected"),
      ("prices/estimate", #"{"usage":{"prompt_tokens":1}}"#, "params.model: expected a model"),
      ("prices/estimate", #"{"modell":"gpt-4o","prompt_tokens":1}"#, "did you mean model?"),
      ("prices/estimate", #"{"model":"gpt-4o","model":"gpt-4o","prompt_tokens":1}"#, "params.model: expected the member once"),
      ("prices/estimate", #"{"model":"gpt-4o","prompt_tokens":1,"usage":{"prompt_tokens":1}}"#, "got both"),
      ("prices/estimate", #"{"model":"gpt-4o","prompt_tokens":1,"service_tier":"prioriti"}"#, "did you mean priority?"),
      ("prices/estimate", #"{"model":"gpt-4o","prompt_tokens":1,"timestamp":"now"}"#, "params.timestamp: expected an RFC 3339"),
      ("prices/set", #"{"model":"m","rates":{"imput":1}}"#, "did you mean input?"),
      ("prices/set", #"{"model":"m","rates":{"input":-1}}"#, "params.rates.input: expected a number from 0 to 1000000"),
      ("prices/set", #"{"model":"m","rates":{"input":1000001}}"#, "params.rates.input: expected a number from 0 to 1000000"),
      ("prices/set", #"{"model":"m","rates":{"input":1e-25}}"#, "at most 24 decimals"),
      ("prices/set", #"{"model":"m","rates":{}}"#, "params.rates: expected rates or rates_per_million"),
      ("prices/set", #"{"model":"m","rates":{"input":1},"rates_per_million":{"input":1}}"#, "got both"),
      ("prices/set", #"{"model":"","rates":{"input":1}}"#, "params.model: expected a model id"),
      (
        "prices/set", #"{"model":"m","rates":{"input":1},"tiers":[{"above_tokens":5,"rates":{"input":2}},{"above_tokens":5,"rates":{"input":2}}]}"#,
        "params.tiers[1].above_tokens: expected each threshold once"
      ),
      (
        "prices/set", #"{"model":"m","rates":{"input":1},"effective_from":"2026-01-02T00:00:00Z","effective_until":"2026-01-01T00:00:00Z"}"#,
        "params.effective_until: expected an instant after effective_from"
      ),
      ("prices/set", #"{"model":"m","rates_per_million":{"bigquery_bytes":5}}"#, "per TiB"),
      ("prices/list", #"{"cursor":"x"}"#, "params.cursor: expected the next_cursor"),
      ("rates/set", #"{"currency":"EURO","rate":1}"#, "params.currency"),
      ("rates/set", #"{"currency":"USD","rate":1}"#, "other than USD"),
      ("rates/set", #"{"currency":"EUR","rate":0}"#, "params.rate: expected a number above 0"),
      ("rates/set", #"{"currency":"EUR","rate":1,"date":"2026-02-30"}"#, "params.date: expected a day"),
    ])
  func refusals(method: String, params: String, message: String) throws {
    let worker = try PricesHarness()
    let error = try worker.failure(method, params)
    #expect(error.code == .invalidParams)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("a price that was set holds at once, and no longer once it is removed", arguments: [":memory:", "file"])
  func setAndRemove(database: String) throws {
    let path = database == "file" ? "/tmp/costwire-prices-\(getpid()).db" : database
    defer { for end in ["", "-wal", "-shm"] where database == "file" { unlink(path + end) } }
    let worker = try PricesHarness(#"{"database": "\#(path)"}"#)
    func cost() throws -> String? {
      try worker.call("prices/estimate", #"{"provider":"openai","model":"gpt-4o",\#(usage)}"#)["cost_usd"]?.plain
    }
    #expect(try cost() == "2.5")
    let set = try worker.call("prices/set", #"{"provider":"openai","model":"gpt-4o*","rates_per_million":{"input":2,"output":8},"source":"contract"}"#)
    let id = try #require(set["id"]?.string)
    #expect(set["replaced"] == false && set["rates"]?["input"]?.plain == "0.000002")
    #expect(try cost() == "2")
    #expect(!worker.wasImmediate)
    #expect(try cost() == "2")
    #expect(worker.wasImmediate)
    let again = try worker.call("prices/set", #"{"provider":"openai","model":"gpt-4o*","rates_per_million":{"input":3,"output":8}}"#)
    #expect(again["id"]?.string == id && again["replaced"] == true)
    #expect(try cost() == "3")
    let got = try worker.call("prices/get", #"{"provider":"openai","model":"gpt-4o"}"#)
    #expect(got["price"]?["origin"] == "override")
    #expect(try worker.failure("prices/remove", #"{"id":"nonesuch"}"#).code == .notFound)
    #expect(try cost() == "3")
    _ = try worker.call("prices/remove", #"{"id":"\#(id)"}"#)
    #expect(try cost() == "2.5")
    #expect(try worker.failure("prices/remove", #"{"id":"\#(id)"}"#).code == .notFound)
  }

  @Test("another worker's prices hold as soon as they are committed")
  func otherWorker() throws {
    let path = "/tmp/costwire-prices-two-\(getpid()).db"
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let one = try PricesHarness(#"{"database": "\#(path)"}"#)
    let two = try PricesHarness(#"{"database": "\#(path)"}"#)
    let params = #"{"provider":"openai","model":"gpt-4o",\#(usage)}"#
    #expect(try one.call("prices/estimate", params)["cost_usd"]?.plain == "2.5")
    _ = try two.call("prices/set", #"{"model":"gpt-4o","rates_per_million":{"input":7}}"#)
    #expect(try one.call("prices/estimate", params)["cost_usd"]?.plain == "7")
    _ = try two.call("rates/set", #"{"currency":"EUR","rate":0.9}"#)
    #expect(try one.call("prices/estimate", params)["cost_usd"]?.plain == "7")
    #expect(one.wasImmediate)
  }

  @Test("a price set in a transaction that was rolled back leaves nothing behind")
  func rolledBack() throws {
    let worker = try PricesHarness()
    let services = try #require(worker.host.services)
    let writer = try LedgerWriter(DatabaseLocation(path: ":memory:"), seed: { 7 })
    struct Stop: Error {}
    func version(_ text: String) -> Int64? {
      var seen: Int64?
      try? writer.transaction { writer in
        let at = Timestamp(seconds: 1)
        try writer.configuration.setPriceOverride(StoredDefinition(id: "a", definition: text, createdAt: at, updatedAt: at))
        seen = try writer.configuration.pricesVersion()
        _ = try services.prices.layers(in: writer)
        throw Stop()
      }
      return seen
    }
    #expect(version("one") != version("two"))
    #expect(try writer.configuration.pricesVersion() == 0)
  }

  @Test("tiers of an override hold above their threshold; its dates and service tier are kept")
  func tiers() throws {
    let worker = try PricesHarness()
    _ = try worker.call(
      "prices/set",
      #"{"model":"acme-1","rates_per_million":{"input":1,"output":2},"tiers":[{"above_tokens":1000,"rates_per_million":{"input":10}}],"effective_from":"2026-09-01T00:00:00Z","effective_until":"2026-12-01T00:00:00Z","service_tier":"batch"}"#)
    func cost(_ tokens: Int, _ more: String) throws -> JSONValue {
      try worker.call("prices/estimate", #"{"model":"acme-1","prompt_tokens":\#(tokens)\#(more)}"#)
    }
    #expect(try cost(1000, #","service_tier":"batch""#)["cost_usd"]?.plain == "0.001")
    #expect(try cost(1001, #","service_tier":"batch""#)["cost_usd"]?.plain == "0.01001")
    #expect(throws: ErrorAnswer.self) { try cost(1000, "") }
    #expect(throws: ErrorAnswer.self) { try cost(1000, #","service_tier":"batch","timestamp":"2026-12-01T00:00:00Z""#) }
    let listed = try worker.call("prices/list", #"{"search":"ACME"}"#)
    let price = try #require(listed["prices"]?.array?.first)
    #expect(price["effective_from"] == "2026-09-01T00:00:00Z" && price["service_tier"] == "batch")
    #expect(price["tiers"]?.array?.first?["above_tokens"]?.plain == "1000")
  }

  @Test("lists go through overrides and the catalogue page by page, each price once")
  func pages() throws {
    let worker = try PricesHarness()
    for name in ["gpt-4o-a", "gpt-4o-b", "gpt-4o-c"] {
      _ = try worker.call("prices/set", #"{"model":"\#(name)","rates":{"input":1}}"#)
    }
    let whole = try #require(try worker.call("prices/list", #"{"search":"gpt-4o","limit":1000}"#)["prices"]?.array)
    var paged: [JSONValue] = []
    var cursor: String?
    repeat {
      let from = cursor.map { #","cursor":"\#($0)""# } ?? ""
      let page = try worker.call("prices/list", #"{"search":"gpt-4o","limit":3\#(from)}"#)
      paged += page["prices"]?.array ?? []
      cursor = page["next_cursor"]?.string
    } while cursor != nil && paged.count < 2_000
    #expect(paged == whole && whole.count > 20 && whole[0]["origin"] == "override")
  }

  @Test("the file of the prices setting lies between the catalogue and what was set")
  func file() throws {
    let path = "/tmp/costwire-prices-\(getpid()).json"
    defer { unlink(path) }
    func write(_ text: String) {
      let file = fopen(path, "w")
      fputs(text, file)
      fclose(file)
    }
    write(#"[{"provider":"openai","model":"gpt-4o","rates_per_million":{"input":9}}]"#)
    let worker = try PricesHarness(#"{"database": ":memory:", "prices": "\#(path)"}"#)
    func cost() throws -> JSONValue? {
      try worker.call("prices/estimate", #"{"provider":"openai","model":"gpt-4o",\#(usage)}"#)["cost_usd"]
    }
    #expect(try cost() == .number("9"))
    // Less specific than the file's, but the database's goes before it.
    _ = try worker.call("prices/set", #"{"model":"gpt-*","rates_per_million":{"input":4}}"#)
    #expect(try cost() == .number("4"))
    for (text, member) in [
      ("[{]", "prices: the file is not JSON"), (#"{"a":1}"#, "prices: expected a list"),
      (#"[{"model":"m","rates":{"inptu":1}}]"#, "prices[0].rates.inptu: expected a known bucket"),
      (#"{"prices":[{"model":"m","rates":{"input":1}},{"rates":{"input":1}}]}"#, "prices[1].model: expected"),
      (#"[{"model":"m","rates":{"input":1}},{"model":"M","rates":{"input":2}}]"#, "prices[1].model: expected each"),
    ] {
      write(text)
      do {
        _ = try PricesHarness(#"{"database": ":memory:", "prices": "\#(path)"}"#)
        Issue.record("no error for \(text)")
      } catch let error as ErrorAnswer {
        #expect(error.code == .configurationError && error.message.contains(member), "\(error.message)")
      }
    }
    #expect(throws: ErrorAnswer.self) { try PricesHarness(#"{"database": ":memory:", "prices": "/nonesuch"}"#) }
    #expect(throws: ErrorAnswer.self) { try PricesHarness(#"{"database": ":memory:", "prices": "/dev/zero"}"#) }
  }

  @Test("unpriced events are listed by model")
  func unmatched() throws {
    let path = "/tmp/costwire-unmatched-\(getpid()).db"
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let writer = try LedgerWriter(DatabaseLocation(path: path), seed: { 7 })
    let batch = EventBatch()
    for index in 0..<10 {
      let event = batch.appendEvent()
      batch.setText(event, .id, "e\(index)")
      batch.setText(event, .model, index < 7 ? "mystery" : "gpt-4o")
      batch.setText(event, .provider, "acme")
      batch[event, .timestamp] = 1_790_800_000_000_000 + Int64(index)
      batch[event, .callCount] = 1
      batch[event, .totalTokens] = 10
      if index < 7 { batch.insert(.unpriced, event) }
    }
    try writer.transaction { writer in for event in 0..<10 { _ = try writer.track(batch, event) } }
    writer.close()
    let worker = try PricesHarness(#"{"database": "\#(path)"}"#)
    let answer = try worker.call("prices/unmatched", #"{"days":3}"#)
    let rows = try #require(answer["unmatched"]?.array)
    #expect(rows.count == 1 && rows[0]["model"] == "mystery" && rows[0]["events"] == 7)
    #expect(rows[0]["total_tokens"] == 70 && answer["unpriced_events"] == 7)
    #expect(try worker.call("prices/unmatched", #"{"days":3,"model":"gpt-4o"}"#)["unmatched"] == [])
  }

  @Test("rates are kept exactly, and listed by currency and day")
  func rates() throws {
    let worker = try PricesHarness()
    _ = try worker.call("rates/set", #"{"currency":"jpy","date":"2026-09-01","rate":147.25,"source":"BoJ"}"#)
    _ = try worker.call("rates/set", #"{"currency":"EUR","rate":8.613e-1}"#)
    let rates = try worker.call("rates/list")["rates"]
    #expect(
      rates == [
        ["currency": "EUR", "date": "2026-10-01", "rate": .number("0.8613"), "source": ""],
        ["currency": "JPY", "date": "2026-09-01", "rate": .number("147.25"), "source": "BoJ"],
      ])
    #expect(try worker.call("rates/list", #"{"currency":"eur"}"#)["rates"]?.array?.count == 1)
  }

  @Test("disagreements tell both sources and which is used")
  func disagreements() throws {
    let answer = try PricesHarness().call("prices/disagreements", #"{"provider":"anthropic","limit":2}"#)
    #expect(answer["disagreements"]?.array?.count == 2 && (answer["total"]?.int64 ?? 0) > 2)
  }

  @Test("every example is read and answered", arguments: AllMethods.list.map(\.name).filter { $0.hasPrefix("prices/") || $0.hasPrefix("rates/") })
  func examples(name: String) throws {
    let worker = try PricesHarness()
    let method = try #require(AllMethods.list.first { $0.name == name })
    if name == "prices/remove" {
      #expect(try worker.failure(name, method.example).code == .notFound)
    } else {
      #expect(try worker.call(name, method.example).kind == .object)
    }
  }
}
