import JSON

/// Makes usage events of 90 days, the same for the same seed.
///
/// 40 models of 5 providers, 50 projects, 2,000 users in 12 teams and 6 operations, all drawn so that few values are
/// frequent and many rare; costs follow from the tokens.
struct EventGenerator {
  /// How the members are called.
  enum Names { case costwire, foreign }

  static let start = "2026-01-01T00:00:00Z"
  static let end = "2026-04-01T00:00:00Z"
  private static let days = 90
  private static let startMilliseconds: Int64 = 1_767_225_600_000

  /// From foreign names to the product's.
  static let mapping = """
    {"project":"project_id","user":"user_email","input_tokens":"prompt_tokens","output_tokens":"completion_tokens",\
    "cached_tokens":"cache_read_tokens","cost_nanos":"cost_nano_usd","duration_ms":"response_time_ms","tags":"metadata"}
    """

  private static let providers: [StaticString] = ["openai", "anthropic", "google", "mistral", "bedrock"]
  private static let operations: [StaticString] = ["chat", "embed", "rerank", "image", "transcribe", "batch"]
  private static let environments: [StaticString] = ["prod", "staging", "dev"]

  let names: Names
  /// How many events fill the 90 days.
  let total: Int
  private(set) var count = 0
  private var state: UInt64

  init(_ names: Names, total: Int, seed: UInt64 = 7) {
    (self.names, self.total, state) = (names, total, seed)
  }

  /// Writes the next event.
  mutating func write(to writer: JSONWriter) {
    let model = skewed(40)
    let user = skewed(2_000)
    let input = 20 + skewed(20_000)
    let output = 5 + skewed(4_000)
    let cached = below(3) == 0 ? 0 : below(input)
    let reasoning = below(4) == 0 ? 0 : below(output)
    let nanos = input * (50 + 90 * model) + output * (200 + 400 * model)
    let isOwn = names == .costwire
    writer.beginObject()
    writer.name("id")
    writer.string("evt-" + hexadecimal(random(), 16) + hexadecimal(UInt64(count), 8))
    writer.name("timestamp")
    writer.string(timestamp())
    writer.name(isOwn ? "project_id" as StaticString : "project")
    writer.string("proj-" + decimal(skewed(50), 2))
    writer.name("provider")
    writer.string(Self.providers[model % 5])
    writer.name("model")
    writer.string("model-" + decimal(model, 2))
    writer.name(isOwn ? "user_email" as StaticString : "user")
    writer.string("user-" + decimal(user, 4))
    writer.name("team")
    writer.string("team-" + decimal(user % 12, 2))
    writer.name("operation")
    writer.string(Self.operations[skewed(6)])
    for (name, foreign, value) in [
      ("prompt_tokens", "input_tokens", input), ("completion_tokens", "output_tokens", output),
      ("cache_read_tokens", "cached_tokens", cached), ("reasoning_tokens", "reasoning_tokens", reasoning),
    ] as [(StaticString, StaticString, Int)] {
      writer.name(isOwn ? name : foreign)
      writer.int(value)
    }
    writer.name(isOwn ? "cost_usd" as StaticString : "cost_nanos")
    if isOwn { writer.decimal(Int128(nanos), exponent: -9) } else { writer.int(nanos) }
    writer.name(isOwn ? "response_time_ms" as StaticString : "duration_ms")
    writer.int(80 + skewed(20_000))
    writer.name(isOwn ? "metadata" as StaticString : "tags")
    writer.beginObject()
    writer.name("env")
    writer.string(Self.environments[skewed(3)])
    writer.name("feature")
    writer.string("feat-" + decimal(below(30), 2))
    writer.endObject()
    writer.endObject()
    count += 1
  }

  // MARK: Chance

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  private mutating func below(_ bound: Int) -> Int { Int(random().multipliedFullWidth(by: UInt64(bound)).high) }

  /// The product of two even draws, brought back to the range: small values are the most frequent.
  private mutating func skewed(_ bound: Int) -> Int { below(bound) * below(bound) / bound }

  // MARK: Text

  /// The time of the event at hand: evenly spaced, up to a second late.
  private mutating func timestamp() -> String {
    let span = Double(Self.days) * 86_400_000
    let late = Int64(below(1_000))
    let offset = min(Int64(Double(count) / Double(total) * span) + late, Int64(span) - 1)
    let millisecond = Int((Self.startMilliseconds + offset) % 86_400_000)
    let day = Int(offset / 86_400_000)
    // The 90 days are January to March of a year of 365.
    let (month, date) = day < 31 ? (1, day + 1) : day < 59 ? (2, day - 30) : (3, day - 58)
    return "2026-" + decimal(month, 2) + "-" + decimal(date, 2) + "T" + decimal(millisecond / 3_600_000, 2) + ":"
      + decimal(millisecond / 60_000 % 60, 2) + ":" + decimal(millisecond / 1_000 % 60, 2) + "."
      + decimal(millisecond % 1_000, 3) + "Z"
  }

  private func decimal(_ value: Int, _ width: Int) -> String { filled(String(value), width) }
  private func hexadecimal(_ value: UInt64, _ width: Int) -> String { filled(String(value, radix: 16), width) }
  private func filled(_ digits: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension EventGenerator {
  /// Params of the product, made of the next `events` events.
  mutating func params(of events: Int, _ writer: JSONWriter) -> UnsafeRawBufferPointer {
    writer.removeAll()
    if events == 1 {
      write(to: writer)
      return writer.bytes
    }
    writer.beginObject()
    writer.name("events")
    writer.beginArray()
    for _ in 0..<events { write(to: writer) }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }
}
