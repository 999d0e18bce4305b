import CostModel
import JSON
import JSONRPC

/// The params of `prices/estimate`, and the usage they come to.
struct EstimateRequest: MethodParams {
  var provider: String?
  var model = ""
  var timestamp: Timestamp?
  var region: String?
  var serviceTier: TierName?
  var flat = FlatCounts()
  var job = FlatJob()
  /// Only says that the object is there; it is read from the message.
  private var foreign: ForeignObject?
  private(set) var usage = ProviderUsage()

  init() {}

  /// Token counts as flat fields.
  struct FlatCounts: Sendable {
    var prompt: Int64?
    var completion: Int64?
    var cacheRead: Int64?
    var cacheWrite: Int64?
    var reasoning: Int64?
    var total: Int64?

    var isEmpty: Bool {
      prompt == nil && completion == nil && cacheRead == nil && cacheWrite == nil && reasoning == nil && total == nil
    }
  }

  /// A BigQuery job as flat fields.
  struct FlatJob: Sendable {
    var bytesProcessed: Int64?
    var bytesBilled: Int64?
    var slotMilliseconds: Int64?
    var edition: String?
    var reservation: String?

    var isEmpty: Bool { bytesProcessed == nil && bytesBilled == nil && slotMilliseconds == nil }
  }

  static let fields = FieldTable<EstimateRequest>([
    Field("provider", \.provider, .string(most: 128, format: nil), "The provider, by any of its names; without one the model's vendor."),
    Field(
      "model", \.model, .string(most: 256, format: nil),
      "The model; needed unless the usage object names it or the usage is a BigQuery job."),
    Field("timestamp", \.timestamp, "When it was used; now by default."),
    Field("region", \.region, .string(most: 64, format: nil), "Where, for providers whose prices depend on it."),
    Field("service_tier", \.serviceTier, default: "standard", "The class of service; the one in the usage object goes before."),
    Field("prompt_tokens", \.flat.prompt, tokens, "Input tokens, in the provider's own way of counting."),
    Field("completion_tokens", \.flat.completion, tokens, "Output tokens."),
    Field("cache_read_tokens", \.flat.cacheRead, tokens, "Tokens read from a cache."),
    Field("cache_write_tokens", \.flat.cacheWrite, tokens, "Tokens written to a cache, for its shortest time."),
    Field("reasoning_tokens", \.flat.reasoning, tokens, "Tokens spent on reasoning."),
    Field("total_tokens", \.flat.total, tokens, "All tokens; held against the others."),
    Field("usage", \.foreign, .map(.any), "A provider's own usage object, or the answer that holds it; its members are the provider's."),
    Field("bytes_processed", \.job.bytesProcessed, bytes, "Bytes that BigQuery's dry run tells; rounded up as it bills them."),
    Field("bytes_billed", \.job.bytesBilled, bytes, "Bytes that BigQuery billed."),
    Field("slot_ms", \.job.slotMilliseconds, bytes, "Slot-milliseconds of a BigQuery job in a reservation."),
    Field(
      "edition", \.job.edition, .string(most: 64, format: nil),
      "The reservation's edition: standard, enterprise or enterprise_plus; with a commitment as enterprise-1y."),
    Field("reservation", \.job.reservation, .string(most: 256, format: nil), "The reservation that the job ran in."),
  ])

  private static let tokens = Schema.integer(0...JSONView.largestCount)
  private static let bytes = Schema.integer(0...Int64.max)

  /// Reads params. Those of the usual shape are read in one pass; everything else, and everything that is wrong,
  /// goes the declared way.
  static func read(_ view: JSONView?) throws(SchemaMismatch) -> EstimateRequest {
    var request = EstimateRequest()
    var usage: JSONView?
    if let view, request.readUsual(view, &usage) {
      try request.count(usage)
      return request
    }
    request = EstimateRequest()
    try fields.read(view, into: &request)
    try request.count(request.foreign == nil ? nil : view?["usage"])
    return request
  }

  /// False, when the object has any member that is not among the most frequent, or not as expected.
  @inline(__always)
  private mutating func readUsual(_ view: JSONView, _ usage: inout JSONView?) -> Bool {
    var seen: UInt8 = 0
    for (name, value) in view.members {
      let bit: UInt8
      switch name.count {
      case 5 where isNamed(name, "model"):
        guard let text = value.utf8, text.count <= 256 else { return false }
        model = String(decoding: text, as: UTF8.self)
        bit = 1
      case 5 where isNamed(name, "usage"):
        guard value.kind == .object else { return false }
        usage = value
        bit = 2
      case 8 where isNamed(name, "provider"):
        guard let text = value.utf8, text.count <= 128 else { return false }
        provider = String(decoding: text, as: UTF8.self)
        bit = 4
      case 9 where isNamed(name, "timestamp"):
        guard let text = value.utf8, let instant = Timestamp(rfc3339: text) else { return false }
        timestamp = instant
        bit = 8
      case 13 where isNamed(name, "prompt_tokens"):
        guard let count = Self.usualCount(value) else { return false }
        flat.prompt = count
        bit = 16
      case 17 where isNamed(name, "completion_tokens"):
        guard let count = Self.usualCount(value) else { return false }
        flat.completion = count
        bit = 32
      case 17 where isNamed(name, "cache_read_tokens"):
        guard let count = Self.usualCount(value) else { return false }
        flat.cacheRead = count
        bit = 64
      default: return false
      }
      if seen & bit != 0 { return false }
      seen |= bit
    }
    return true
  }

  @inline(__always)
  private static func usualCount(_ value: JSONView) -> Int64? {
    guard let count = value.int64, count >= 0, count <= JSONView.largestCount else { return nil }
    return count
  }

  // MARK: What it comes to

  private mutating func count(_ object: JSONView?) throws(SchemaMismatch) {
    if let object {
      if let member = flat.isEmpty ? (job.isEmpty ? nil : "bytes_billed, bytes_processed or slot_ms") : "token fields" {
        throw SchemaMismatch(path: "usage", expected: "a usage object or \(member), one of them", got: "both")
      }
      do throws(SchemaMismatch) {
        try ProviderUsage.read(object, provider: provider, model: model.isEmpty ? nil : model, into: &usage)
      } catch {
        throw error.inside("usage")
      }
    } else if !job.isEmpty {
      guard flat.isEmpty else {
        throw SchemaMismatch(path: "bytes_billed", expected: "a BigQuery job or tokens, one of them", got: "both")
      }
      countJob()
    } else if flat.isEmpty {
      throw SchemaMismatch(
        path: "usage", expected: "a usage object, token fields, or bytes_billed, bytes_processed or slot_ms", got: "nothing")
    } else {
      guard !model.isEmpty else { throw noModel }
      var counts = UsageCounts()
      counts.prompt = flat.prompt
      counts.completion = flat.completion
      counts.cacheRead = flat.cacheRead
      counts.cacheWrite = flat.cacheWrite
      counts.reasoning = flat.reasoning
      usage = ProviderUsage.flat(counts, total: flat.total, provider: provider, model: model)
    }
    if model.isEmpty, usage.main.model == nil { throw noModel }
  }

  private var noModel: SchemaMismatch {
    SchemaMismatch(path: "model", expected: "a model, which the usage object does not name", got: "nothing")
  }

  private mutating func countJob() {
    let billed = job.bytesBilled ?? job.bytesProcessed.map { BigQueryJob.bytesBilled(estimatedFrom: $0) }
    let hasReservation = job.reservation != nil || job.edition != nil || billed == nil
    let priced = BigQueryJob(
      bytesBilled: billed, slotMilliseconds: job.slotMilliseconds, hasReservation: hasReservation, edition: job.edition)
    usage = ProviderUsage(
      main: ProviderUsage.Part(provider: "bigquery", model: priced.model, quantities: priced.quantities))
    usage.reported.bytesBilled = billed
    usage.reported.bytesProcessed = job.bytesProcessed
    usage.reported.slotMilliseconds = job.slotMilliseconds
  }

  /// The same for the usage's only part.
  @inline(__always)
  borrowing func contextOfMain(_ services: Services) -> PricingContext {
    let isOwn = usage.main.provider != nil
    return PricingContext(
      provider: isOwn ? usage.main.provider : provider,
      model: isOwn || model.isEmpty ? usage.main.model ?? model : model,
      timestamp: timestamp ?? services.world.now(), region: region, inferenceGeo: usage.main.inferenceGeo,
      serviceTier: usage.main.serviceTier ?? serviceTier?.tier ?? .standard)
  }

  /// What decides the price beside the quantities.
  @inline(__always)
  func context(_ services: Services) -> PricingContext {
    PricingContext(
      provider: provider, model: model, timestamp: timestamp ?? services.world.now(), region: region,
      serviceTier: serviceTier?.tier ?? .standard)
  }
}

/// An object that somebody else defined; what is in it is read elsewhere.
struct ForeignObject: JSONReadable, JSONWritable, Sendable {
  static var schema: Schema { .map(.any) }
  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> ForeignObject {
    guard view.kind == .object else { throw SchemaMismatch(expected: "a provider's usage object", got: view) }
    return ForeignObject()
  }
  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.endObject()
  }
}
