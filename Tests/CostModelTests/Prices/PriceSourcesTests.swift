import CostModel
import Foundation
import Testing

/// The catalogue beside the files it was made from, where these are at hand.
@Suite("Prices: the catalogue and its sources", .enabled(if: PriceSources.areThere))
struct PriceSourcesTests {
  @Test("Prices catalogue equals its sources")
  func generated() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("costwire-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let names = ["Catalogue+DataEntries.swift", "Catalogue+DataDisagreements.swift"]
    let made = names.map { folder.appendingPathComponent($0) }
    _ = try PriceSources.python(
      [PriceSources.code.appendingPathComponent("make_catalogue.py"), PriceSources.litellm, PriceSources.modelsDev]
        + made)
    for (name, file) in zip(names, made) {
      let committed = try String(contentsOf: PriceSources.code.appendingPathComponent(name), encoding: .utf8)
      #expect(try String(contentsOf: file, encoding: .utf8) == committed, "\(name) is out of date")
    }
  }

  @Test("every model of both lists is found under the provider's and the model's own names")
  func everyName() throws {
    let names = """
      import json, sys
      a, b = (json.load(open(path))["models"] for path in sys.argv[1:])
      for key, m in a.items():
          if "litellm_provider" in m: print(m["litellm_provider"], key, sep="\\t")
      for m in b.values(): print(m["provider"], m["id"], sep="\\t")
      """
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("costwire-\(UUID()).py")
    try names.write(to: script, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: script) }
    let book = PriceBook()
    for line in try PriceSources.python([script, PriceSources.litellm, PriceSources.modelsDev]).split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      #expect(book.get(provider: fields[0], model: fields[1], at: Self.august) != nil, "\(line)")
    }
  }

  /// 2026-08-15T00:00:00Z, when no dated fact differs from litellm's list.
  private static let august = Timestamp(seconds: 1_786_752_000)

  @Test("every priced model costs what Python's decimals say")
  func everyModel() throws {
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("costwire-\(UUID()).py")
    try independent.write(to: script, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: script) }
    let book = PriceBook()
    var checked = 0
    for line in try PriceSources.python([script, PriceSources.litellm, PriceSources.modelsDev]).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let tier = try #require(ServiceTier(rawValue: fields[2]))
      var usage = UsageQuantities()
      let numbers = fields[3].split(separator: ",").compactMap { Int64($0) }
      for (bucket, quantity) in zip([Bucket.input, .cacheRead, .output, .reasoning], numbers) {
        usage[bucket] = quantity
      }
      usage.tierTokens = numbers[0] + numbers[1]
      let priced = try book.price(
        PricingContext(provider: fields[0], model: fields[1], timestamp: Self.august, serviceTier: tier), usage)
      let unpriced = priced.unpriced.map(\.name).joined(separator: ",")
      #expect("\(priced.cost.nanos) \(unpriced)" == "\(fields[4]) \(fields[5])", "\(line)")
      checked += 1
    }
    #expect(checked > 30_000)
  }
}

enum PriceSources {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let code = root.appendingPathComponent("Sources/CostModel/Prices")
  private static let data = root.deletingLastPathComponent().appendingPathComponent("shared/data/prices")
  static let litellm = data.appendingPathComponent("litellm_prices.json")
  static let modelsDev = data.appendingPathComponent("models_dev_prices.json")
  static let areThere = FileManager.default.fileExists(atPath: litellm.path)

  static func python(_ arguments: [URL]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments.map(\.path)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text
  }
}

/// Prices every model straight from the fields of the two lists, sharing nothing with the catalogue.
private let independent = #"""
  import json, sys
  from decimal import Decimal, ROUND_HALF_EVEN, getcontext
  getcontext().prec = 80
  load = lambda path: json.load(open(path), parse_float=Decimal, parse_int=Decimal)["models"]
  USES = [(1234567, 3456, 89012, 0), (1000, 100, 500, 20), (199999, 1, 7, 3), (200000, 1, 7, 3), (31999, 1, 1, 1)]
  SUFFIX = {"standard": "", "batch": "_batches", "flex": "_flex", "priority": "_priority"}

  def above(fields, total):
      best = 0
      for key in fields:
          if "_above_" in key and key.split("_above_")[-1].split("k_tokens")[0].isdigit() and "k_tokens" in key:
              k = int(key.split("_above_")[-1].split("k_tokens")[0])
              inclusive = fields.get("litellm_provider") == "xai"
              if (total > k * 1000 or inclusive and total == k * 1000) and k > best:
                  best = k
      return best

  def keys(name, k, suffix):
      out = []
      for t in ([f"_above_{k}k_tokens"] if k else []) + [""]:
          for s in ([suffix] if suffix else []) + [""]:
              out.append(name + t + s)
      return out

  def cost(rates, use):
      total, missing = Decimal(0), []
      for name, quantity in zip(("input", "cache_read", "output", "reasoning"), use):
          if quantity == 0: continue
          if rates[name] is None: missing.append(name)
          else: total += Decimal(rates[name]) * quantity
      return str((total * 10**9).quantize(Decimal(1), ROUND_HALF_EVEN)), ",".join(missing)

  def litellm(fields, use, suffix):
      total = use[0] + use[1]
      if "tiered_pricing" in fields:
          tiers = fields["tiered_pricing"]
          inside = [t for t in tiers if t["range"][0] < total <= t["range"][1]]
          fields = (inside or tiers[-1:])[0]
          suffix, k = "", 0
      else:
          k = above(fields, total)
      def first(name):
          for key in keys(name, k, suffix):
              if key in fields: return fields[key]
      rates = {"input": first("input_cost_per_token"), "output": first("output_cost_per_token")}
      read = first("cache_read_input_token_cost")
      rates["cache_read"] = fields.get("input_cost_per_token_cache_hit") if read is None else read
      rates["reasoning"] = None
      pairs = zip(keys("output_cost_per_reasoning_token", k, suffix), keys("output_cost_per_token", k, suffix))
      for own, output in pairs:
          if own in fields or output in fields:
              rates["reasoning"] = fields.get(own, fields.get(output)); break
      return cost(rates, use)

  models = load(sys.argv[1])
  for key, fields in models.items():
      provider = fields.get("litellm_provider")
      if provider is None or "max_results_range" in str(fields.get("tiered_pricing")): continue
      # One model under two keys of the map, with and without its provider: what one names, both have.
      prefix = "vertex_ai" if provider.startswith("vertex_ai") else "bedrock" if provider.startswith("bedrock") else provider
      twins = [models.get(prefix + "/" + key), models.get(key[len(prefix) + 1:]) if key.startswith(prefix + "/") else None]
      for twin in twins:
          if twin and twin.get("litellm_provider", "").split("-")[0].startswith(prefix):
              if all(fields.get(k, v) == v for k, v in twin.items() if "cost" in k): fields = {**twin, **fields}
      priced = any("cost" in f for f in fields) or "tiered_pricing" in fields
      for tier, suffix in SUFFIX.items():
          for use in USES:
              answer = litellm(fields, use, suffix) if priced else ("0", "input,cache_read,output" + ",reasoning" * bool(use[3]))
              order = ["input", "cache_read", "output", "reasoning"]
              missing = ",".join(x for x in order if x in answer[1].split(","))
              print(provider, key, tier, ",".join(map(str, use)), answer[0], missing, sep="\t")

  names = {f.get("litellm_provider") for f in models.values()}
  for key, model in load(sys.argv[2]).items():
      provider = model["provider"]
      if provider not in ("openrouter", "kilo", "nano-gpt", "venice"): continue
      for use in USES:
          rates = dict(model["cost_per_million"])
          for tier in rates.get("tiers", []):
              if use[0] + use[1] > tier["tier"]["size"]: chosen = tier; rates = {**rates, **chosen}
          each = {k: rates[k] / 10**6 if k in rates else None for k in ("input", "cache_read", "output")}
          each["reasoning"] = each["output"]
          if "reasoning" in rates and rates["output"] == model["cost_per_million"]["output"]:
              each["reasoning"] = rates["reasoning"] / 10**6
          answer = cost(each, use)
          print(provider, model["id"], "standard", ",".join(map(str, use)), *answer, sep="\t")
  """#
