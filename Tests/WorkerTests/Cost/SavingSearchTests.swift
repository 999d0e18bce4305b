import Analytics
import CostModel
import JSON
import Testing

@testable import Worker

/// The search reads columns, looks rates up once for many calls and counts repetitions by their digests. Here every call is
/// priced by itself, by the rules as `cost/recommendations` states them.
@Suite("Savings, call by call")
struct SavingSearchTests {
  private struct Call {
    var id: String
    var instant: Timestamp
    var provider: String
    var model: String
    var tier: ServiceTier
    var region: String?
    var prompt: Int64
    var cached: Int64
    var completion: Int64
    var text: String?
    var isFailed: Bool
    /// What it is said to have cost, in cents; nil for what the list says.
    var givenCents: Int64?

    var usage: UsageQuantities { UsageQuantities([.input: prompt - cached, .cacheRead: cached, .output: completion], tierTokens: prompt) }

    /// Anthropic does not count what the cache held among its prompt tokens.
    var told: Int64 { provider == "anthropic" ? prompt - cached : prompt }

    var json: String {
      var members = [
        "\"id\": \"\(id)\"", "\"timestamp\": \"\(instant.rfc3339)\"", "\"provider\": \"\(provider)\"", "\"model\": \"\(model)\"",
        "\"service_tier\": \"\(tier.rawValue)\"", "\"prompt_tokens\": \(told)", "\"cache_read_tokens\": \(cached)",
        "\"completion_tokens\": \(completion)",
      ]
      if let region { members.append("\"region\": \"\(region)\"") }
      if let text { members.append("\"prompt\": \"\(text)\"") }
      if isFailed { members.append("\"success\": false") }
      if let givenCents { members.append("\"cost_usd\": \(givenCents / 100).\(givenCents % 100 / 10)\(givenCents % 10)") }
      return "{\(members.joined(separator: ","))}"
    }
  }

  private static let end = "2025-07-10T00:00:00Z"

  /// Calls of every kind in no order of time: with prices that changed on the way, thresholds of size, hours that cost less,
  /// tiers, prompts that repeat, costs that were given and models that nobody lists.
  private static func calls(_ count: Int, seed: UInt64) throws -> [Call] {
    var random = SeededRandom(seed: seed)
    let models = [
      ("openai", "gpt-4o"), ("openai", "gpt-4o-mini"), ("google", "gemini-2.5-pro"), ("deepseek", "deepseek-chat"),
      ("anthropic", "claude-sonnet-4-5"), ("house", "unlisted"),
    ]
    let end = try #require(Timestamp(rfc3339: end))
    return (0..<count).map { index -> Call in
      let (provider, model) = models[random.index(below: models.count)]
      let prompt = Int64([800, 1_024, 2_000, 4_000, 200_000, 200_001][random.index(below: 6)] - random.index(below: 2))
      return Call(
        id: "call-\(index)", instant: Timestamp(microseconds: end.microseconds - Int64(1 + random.index(below: 20 * 86_400)) * 1_000_000),
        provider: provider, model: model, tier: [.standard, .standard, .batch, .flex][random.index(below: 4)],
        region: random.index(below: 5) == 0 ? "eu" : nil, prompt: prompt, cached: random.index(below: 3) == 0 ? prompt / 2 : 0,
        completion: Int64(random.index(below: 600)), text: random.index(below: 2) == 0 ? "prompt \(random.index(below: 40))" : nil,
        isFailed: random.index(below: 20) == 0, givenCents: random.index(below: 6) == 0 ? Int64(1 + random.index(below: 900)) : nil)
    }
  }

  /// What was found of one kind of saving in one model.
  private struct Found: Equatable {
    var saving = Money.zero
    var cost = Money.zero
    var events: [(id: String, cost: Money)] = []

    static func == (left: Found, right: Found) -> Bool { left.text == right.text }

    var text: String {
      let dearest = events.sorted { $0.cost != $1.cost ? $0.cost > $1.cost : $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }.prefix(5)
      return "\(saving.nanos) \(cost.nanos) \(events.count) \(dearest.map(\.id))"
    }
  }

  private func price(
    _ call: Call, _ prices: PriceLayers, model: String? = nil, tier: ServiceTier? = nil, at: Timestamp? = nil, isCached: Bool = false
  ) -> Money? {
    var usage = call.usage
    if isCached {
      usage[.cacheRead] += usage[.input]
      usage[.input] = 0
    }
    let context = PricingContext(
      provider: call.provider, model: model ?? call.model, timestamp: at ?? call.instant, region: call.region, serviceTier: tier ?? call.tier)
    guard let priced = try? prices.price(context, usage), priced.reason == nil, priced.unpriced.isEmpty else { return nil }
    return Money(nanos: roundedHalfToEven(priced.exactCost.units, over: Rate.unitsPerNano))
  }

  /// Each way in which one call would have cost less, at list prices.
  private func alternatives(_ call: Call, _ prices: PriceLayers, isRepeated: Bool) -> [(rule: SavingRule, cost: Money?)] {
    var found: [(SavingRule, Money?)] = []
    if call.told <= 2_000, call.completion <= 300, let smaller = SmallerModels.smaller(than: call.model) {
      found.append((.modelDowngrade, price(call, prices, model: smaller)))
    }
    if isRepeated, call.told >= 1_024, call.cached == 0 { found.append((.caching, price(call, prices, isCached: true))) }
    let hour = floorDivide(call.instant.microseconds, 3_600_000_000) % 24
    if call.tier == .standard, hour >= 22 || hour < 6 { found.append((.batchService, price(call, prices, tier: .batch))) }
    for window in prices.get(provider: call.provider, model: call.model, at: call.instant)?.offPeak ?? [] where !window.contains(call.instant) {
      if let instant = window.instant(onDayOf: call.instant) { found.append((.offPeak, price(call, prices, at: instant))) }
    }
    return found
  }

  private func expected(_ calls: [Call], _ prices: PriceLayers) -> [String: Found] {
    var counts: [String: Int] = [:], met: Set<String> = [], found: [String: Found] = [:]
    func key(_ call: Call) -> String? { call.told >= 1_024 ? call.text.map { $0 + call.model } : nil }
    for call in calls { if let key = key(call) { counts[key, default: 0] += 1 } }
    for call in calls {
      let listed = price(call, prices)
      guard let cost = call.givenCents.map({ Money(nanos: Int128($0) * 10_000_000) }) ?? listed, cost > .zero else { continue }
      var best: (rule: SavingRule, saving: Money)?
      if call.isFailed {
        best = (.expensiveErrors, cost)
      } else if let listed {
        let isRepeated = key(call).map { counts[$0, default: 0] >= 3 && met.contains($0) } ?? false
        for (rule, other) in alternatives(call, prices, isRepeated: isRepeated) {
          guard let other, other < listed else { continue }
          let saving = Money(nanos: roundedHalfToEven(cost.nanos * (listed - other).nanos, over: listed.nanos))
          guard saving > .zero else { continue }
          // Of two that save as much the one counts whose name comes first.
          if let best, (best.saving, rule.rawValue) > (saving, best.rule.rawValue) { continue }
          best = (rule, saving)
        }
      }
      if let key = key(call) { met.insert(key) }
      guard let best else { continue }
      let name = "\(best.rule.rawValue) \(call.model)"
      found[name, default: Found()].saving += best.saving
      found[name, default: Found()].cost += cost
      found[name, default: Found()].events.append((call.id, cost))
    }
    return found
  }

  @Test("what is found is what pricing every call by itself finds, to the nano-dollar", arguments: [1, 2, 3] as [UInt64])
  func everyCall(seed: UInt64) throws {
    let harness = try CostHarness(now: Self.end)
    for (rate, start) in [("3.1", "2025-06-25T10:30:00Z"), ("2.2", "2025-07-02T00:00:00Z")] {
      _ = try harness.call(
        "prices/set",
        """
        {"provider": "openai", "model": "gpt-4o", "rates_per_million": {"input": \(rate), "cache_read": 1, "output": 9}, \
        "effective_from": "\(start)"}
        """)
    }
    let calls = try Self.calls(3_000, seed: seed)
    for first in stride(from: 0, to: calls.count, by: 500) {
      let answer = try harness.call("usage/trackBatch", "{\"events\": [\(calls[first..<first + 500].map(\.json).joined(separator: ","))]}")
      #expect(answer.at("accepted").text() == "500", "\(answer.text().prefix(400))")
    }
    let prices = try harness.ledger.transaction { try harness.services.prices.layers(in: $0) }
    let expected = Set(expected(calls, prices).map { "\($0) \($1.text)" })
    let rows = try harness.call("cost/recommendations", #"{"days": 30, "limit": 1000}"#).at("recommendations").array ?? []
    let found = rows.map { row in
      let ids = (row.at("evidence.event_ids").array ?? []).compactMap(\.string)
      let amounts = [row.at("estimated_savings_usd"), row.at("affected_cost_usd")].map { "\($0.nanos)" }.joined(separator: " ")
      return "\(row.at("type").string ?? "") \(row.at("subject").string ?? "") \(amounts) \(row.at("evidence.event_count").text()) \(ids)"
    }
    #expect(expected.symmetricDifference(found).sorted() == [])
    // All rules for calls of models are among them.
    #expect(Set(rows.compactMap { $0.at("type").string }) == ["model_downgrade", "caching", "batch_service", "off_peak", "expensive_errors"])
  }
}

@Suite("What patterns read")
struct PatternReadsTests {
  @Test("runs add up by pattern, in the order in which patterns were met, for as many patterns as are compared")
  func reads() {
    var reads = SavingSearch.PatternReads()
    for (pattern, bytes) in [(9, 10), (4, 7), (9, 5)] as [(Int64, Int64)] { reads.note(pattern, bytes) }
    #expect(reads.all.map { "\($0.pattern) \($0.bytes) \($0.runs)" } == ["9 15.0 2.0", "4 7.0 1.0"])
    for pattern in 100..<Int64(100 + TableHabits.mostPatterns) { reads.note(pattern, 1) }
    reads.note(9, 1)
    #expect(reads.all.count == TableHabits.mostPatterns && reads.all[0].runs == 3)
  }
}
