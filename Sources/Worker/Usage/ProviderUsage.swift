import CostModel
import JSON

/// What a provider's own usage object says was used.
struct ProviderUsage: Sendable {
  /// What is priced on its own: nearly always the one request there is.
  var main: Part
  /// More model runs of the same request (Anthropic's compaction and advisors), each with its own context size.
  var others: [Part] = []
  var reported = ReportedCounts()
  /// The job was free by the provider's rules (a cached answer, an error, a load); its parts hold no quantities.
  var isFree = false
  /// A script's parent, whose cost its children carry.
  var isScriptParent = false
  /// Parts exceed the totals that should include them, or the totals do not add up.
  var isInconsistent = false
  /// The provider's name for the class of service, when it is one nobody knows.
  var unknownTier: String?

  /// One run of one model.
  struct Part: Sendable {
    /// The provider when it is not the caller's: BigQuery tells by itself.
    var provider: String?
    /// The model when the object names one.
    var model: String?
    var quantities: UsageQuantities
    var serviceTier: ServiceTier?
    /// Where Anthropic ran the inference.
    var inferenceGeo: String?
  }

  /// Counts in the provider's own way of counting, for the ledger.
  struct ReportedCounts: Equatable, Sendable {
    var prompt: Int64?
    var completion: Int64?
    var cacheRead: Int64?
    var cacheWrite: Int64?
    var reasoning: Int64?
    /// Every token once, input and output.
    var total: Int64?
    var bytesProcessed: Int64?
    var bytesBilled: Int64?
    var slotMilliseconds: Int64?
  }

  var parts: [Part] { [main] + others }
  /// Whether there is one part, and nothing to warn of.
  var isPlain: Bool { others.isEmpty && !isFree && !isInconsistent && unknownTier == nil }
  var serviceTier: ServiceTier? { main.serviceTier }
  var inferenceGeo: String? { main.inferenceGeo }
  /// The model that was used, as the provider spells it.
  var modelVersion: String? { main.model }

  init(main: Part) { self.main = main }

  /// Nothing used.
  init() { main = Part(quantities: UsageQuantities()) }

  /// Counts of one request.
  init(_ counts: UsageCounts, _ convention: UsageConvention, total: Int64? = nil) {
    self.init()
    count(counts, convention, total: total)
  }

  /// Takes over the counts of one request.
  @inline(__always)
  mutating func count(_ counts: UsageCounts, _ convention: UsageConvention, total: Int64?) {
    let counted = convention.count(counts)
    main.quantities = counted.quantities
    isInconsistent = counted.isInconsistent
    reported.prompt = counts.prompt
    reported.completion = counts.completion
    reported.cacheRead = counts.cacheRead
    reported.cacheWrite = counts.cacheWrite
    reported.reasoning = counts.reasoning
    reported.total = counted.totalTokens
    if let total, total != counted.totalTokens {
      // Some totals of those who count the cache apart leave it out, which is no contradiction.
      let plain = (counts.prompt ?? 0) &+ (counts.completion ?? 0)
      if total != plain || total > counted.totalTokens { isInconsistent = true }
    }
  }

  /// Counts that a caller gives as flat fields, meant as the provider means them.
  static func flat(_ counts: UsageCounts, total: Int64?, provider: String?, model: String) -> ProviderUsage {
    if counts.prompt == nil, counts.completion == nil, counts.cacheRead == nil, counts.cacheWrite == nil,
      let total, total > 0
    {
      // How the total divides, and so what it costs, nobody told.
      var usage = ProviderUsage(main: Part(quantities: UsageQuantities()))
      usage.main.quantities.setUnknown(.input)
      usage.main.quantities.setUnknown(.output)
      usage.reported.total = total
      return usage
    }
    return ProviderUsage(counts, UsageConvention.convention(forProvider: provider, model: model), total: total)
  }

  /// Reads a provider's usage object, or the whole answer that holds it.
  ///
  /// What is not known in it is passed over: it is not ours. What is known must be what it should.
  ///
  /// - Parameter provider: decides where the same members are counted in different ways.
  static func read(_ view: JSONView, provider: String?, model: String?) throws(SchemaMismatch) -> ProviderUsage {
    var usage = ProviderUsage()
    try read(view, provider: provider, model: model, into: &usage)
    return usage
  }

  /// The same, into a usage that holds nothing yet.
  @inline(__always)
  static func read(
    _ view: JSONView, provider: String?, model: String?, into usage: inout ProviderUsage
  ) throws(SchemaMismatch) {
    guard view.kind == .object else { throw SchemaMismatch(expected: "a provider's usage object", got: view) }
    let hint = UsageHint(provider: provider, model: model)
    if try TokenUsage.read(view, hint, into: &usage) { return }
    if let found = try wrapped(view, hint, depth: 0) {
      usage = found
      return
    }
    throw SchemaMismatch(expected: expectation, got: view.count == 0 ? "an empty one" : "one with none of them")
  }

  static let expectation = """
    a usage object with input_tokens or prompt_tokens (Anthropic, OpenAI, xAI, DeepSeek, Mistral), promptTokenCount \
    (Google), inputTokens (Bedrock), billed_units (Cohere), gen_ai.usage.input_tokens (OpenTelemetry), input and output \
    (Langfuse), or totalBytesBilled or total_bytes_billed (BigQuery)
    """

  /// Every shape but the most frequent, and the answers that objects come in.
  private static func wrapped(
    _ view: JSONView, _ hint: UsageHint, depth: Int
  ) throws(SchemaMismatch) -> ProviderUsage? {
    if depth > 0 {
      var usage = ProviderUsage()
      if try TokenUsage.read(view, hint, into: &usage) { return usage }
    }
    if let usage = try ReportUsage.read(view) { return usage }
    // Before Google, whose prompt_token_count Llama shares.
    if let usage = try InvokeModelUsage.read(view) { return usage }
    if let usage = try GoogleUsage.read(view) { return usage }
    if let usage = try BedrockUsage.read(view) { return usage }
    if let usage = try BigQueryUsage.read(view) { return usage }
    if let usage = try OpenTelemetryUsage.read(view) { return usage }
    if let usage = try CohereUsage.read(view) { return usage }
    if let usage = try inside(view, hint, depth: depth) { return usage }
    if let usage = try LangfuseUsage.read(view) { return usage }
    return try DurationUsage.read(view)
  }

  /// The object inside an answer, with what the answer says of model and class of service.
  private static func inside(
    _ view: JSONView, _ hint: UsageHint, depth: Int
  ) throws(SchemaMismatch) -> ProviderUsage? {
    guard depth < 3 else { return nil }
    for name in [
      "usage", "usageMetadata", "usage_metadata", "usage_details", "usageDetails", "response", "message", "meta",
    ] as [StaticString] {
      guard let inner = view.object(name) else { continue }
      var inside = hint
      inside.model = hint.model ?? view.text("model", "modelVersion", "model_version")
      let found: ProviderUsage?
      do throws(SchemaMismatch) {
        found = try wrapped(inner, inside, depth: depth + 1)
      } catch {
        throw error.inside("\(name)")
      }
      guard var usage = found else { continue }
      if usage.main.model == nil { usage.main.model = view.text("modelVersion", "model_version", "model") }
      if usage.main.serviceTier == nil, let word = view["service_tier"]?.utf8 ?? view["serviceTier"]?.utf8 {
        usage.setTier(word)
      }
      for index in usage.others.indices {
        if usage.others[index].model == nil { usage.others[index].model = usage.main.model }
        if usage.others[index].serviceTier == nil { usage.others[index].serviceTier = usage.main.serviceTier }
      }
      return usage
    }
    return nil
  }

  /// Takes over the provider's word for the class of service.
  mutating func setTier(_ word: UnsafeBufferPointer<UInt8>) {
    if let tier = ServiceTier(providersWord: word) {
      main.serviceTier = tier
    } else {
      unknownTier = shortened(String(decoding: word.prefix(256), as: UTF8.self))
    }
  }
}

/// What the caller says beside the object.
struct UsageHint {
  var provider: String?
  var model: String?

  var convention: UsageConvention { UsageConvention.convention(forProvider: provider, model: model ?? "") }
}
