/// Reading one line of the catalogue; `make_catalogue.py` tells how it is laid out.
extension PriceEntry {
  init?(line: UnsafeBufferPointer<UInt8>) {
    let fields = Array(line).split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard fields.count == 8, let source = PriceSource(letter: fields[2].first) else { return nil }
    model = String(decoding: fields[0], as: UTF8.self)
    provider = String(decoding: fields[1], as: UTF8.self)
    self.source = source
    mode = fields[2].last.flatMap(PriceEntry.mode)
    let limits = fields[3].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    maxInputTokens = limits.first.flatMap(wholeNumber)
    maxOutputTokens = limits.count > 1 ? wholeNumber(limits[1]) : nil
    deprecationDate = fields[4].isEmpty ? nil : String(decoding: fields[4], as: UTF8.self)
    effectiveFrom = wholeNumber(fields[5]).map { Timestamp(seconds: $0) }
    effectiveUntil = wholeNumber(fields[6]).map { Timestamp(seconds: $0) }
    sections = []
    offPeak = []
    for part in fields[7].split(separator: UInt8(ascii: ";")) {
      if part.first == UInt8(ascii: "@") {
        guard let window = OffPeakWindow(part.dropFirst()) else { return nil }
        offPeak.append(window)
      } else {
        guard let section = PriceSection(part) else { return nil }
        sections.append(section)
      }
    }
  }

  private static func mode(_ letter: UInt8) -> String? {
    switch letter {
    case UInt8(ascii: "a"): "audio_transcription"
    case UInt8(ascii: "b"): "vector_store"
    case UInt8(ascii: "c"): "chat"
    case UInt8(ascii: "d"): "decisions"
    case UInt8(ascii: "e"): "embedding"
    case UInt8(ascii: "g"): "guardrail"
    case UInt8(ascii: "i"): "image_generation"
    case UInt8(ascii: "j"): "image_edit"
    case UInt8(ascii: "k"): "rerank"
    case UInt8(ascii: "l"): "realtime"
    case UInt8(ascii: "m"): "moderation"
    case UInt8(ascii: "o"): "ocr"
    case UInt8(ascii: "q"): "search"
    case UInt8(ascii: "r"): "responses"
    case UInt8(ascii: "s"): "audio_speech"
    case UInt8(ascii: "t"): "completion"
    case UInt8(ascii: "u"): "evaluation"
    case UInt8(ascii: "v"): "video_generation"
    case UInt8(ascii: "x"): "extraction"
    case UInt8(ascii: "y"): "query"
    default: nil
    }
  }
}

extension PriceSource {
  /// The source of a letter in the catalogue.
  init?(letter: UInt8?) {
    switch letter {
    case UInt8(ascii: "l"): self = .litellm
    case UInt8(ascii: "m"): self = .modelsDev
    case UInt8(ascii: "n"): self = .notes
    default: return nil
    }
  }
}

typealias Bytes = ArraySlice<UInt8>

extension PriceSection {
  fileprivate init?(_ text: Bytes) {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    for byte in text[..<colon] {
      switch byte {
      case UInt8(ascii: "*"): isNote = true
      case UInt8(ascii: "="): standsAlone = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): aboveTokens = aboveTokens &* 10 &+ Int64(byte - UInt8(ascii: "0"))
      default:
        guard let tier = ServiceTier.letter(byte) else { return nil }
        serviceTier = tier
      }
    }
    guard let rates = BucketRate.list(text[text.index(after: colon)...]) else { return nil }
    self.rates = rates
  }
}

extension OffPeakWindow {
  fileprivate init?(_ text: Bytes) {
    let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 1)
    guard parts.count == 2, let rates = BucketRate.list(parts[1]) else { return nil }
    let minutes = parts[0].split(separator: UInt8(ascii: "-"))
    guard minutes.count == 2, let start = wholeNumber(minutes[0]), let end = wholeNumber(minutes[1]) else { return nil }
    self.init(startMinute: Int(start), endMinute: Int(end), rates: rates)
  }
}

extension BucketRate {
  /// Reads `i2.5,o15`: codes and prices.
  static func list<Text: BidirectionalCollection<UInt8>>(_ text: Text) -> [BucketRate]? {
    var rates: [BucketRate] = []
    for item in text.split(separator: UInt8(ascii: ",")) {
      guard let rate = BucketRate(item) else { return nil }
      rates.append(rate)
    }
    return rates
  }

  /// Reads `i2.5`: a bucket's code, then USD per million for tokens and USD per rate for anything else.
  init?(_ text: some Collection<UInt8>) {
    let code = text.prefix { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    guard let first = code.first, code.count <= 2 else { return nil }
    let second = code.dropFirst().first ?? 0
    guard let bucket = Bucket(code: first, second),
      let rate = Rate(decimal: text[code.endIndex...], shift: bucket.isTokens ? -6 : 0)
    else { return nil }
    self.init(bucket, rate)
  }

  /// The text that `init(_:)` reads, with a digit before the point.
  var text: String { bucket.code + (bucket.isTokens ? rate.perMillionText : rate.decimalText) }
}

/// Digits alone, as a number; nil when empty, too large or anything else.
func wholeNumber(_ text: some Collection<UInt8>) -> Int64? {
  guard !text.isEmpty, text.count <= 18 else { return nil }
  var value: Int64 = 0
  for byte in text {
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
    value = value * 10 + Int64(byte - UInt8(ascii: "0"))
  }
  return value
}
