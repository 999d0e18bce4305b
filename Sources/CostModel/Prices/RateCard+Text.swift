/// The text form: `1|provider|model|source|date|tier|above|off-peak|multiplier|rates`.
///
/// The rates are as in the catalogue, with `*` before those from costwire's notes. The same card always
/// has the same text, so the text can be its key.
extension RateCard {
  static func text(_ terms: Terms, _ sorted: [BucketRate]) -> String {
    let rates = sorted.map { (terms.noted.contains($0.bucket) ? "*" : "") + $0.text }.joined(separator: ",")
    let factor = terms.multiplier
    return [
      "1", escaped(terms.provider), escaped(terms.model), escaped(terms.source.name), escaped(terms.source.date),
      terms.serviceTier.rawValue, String(terms.aboveTokens), terms.isOffPeak ? "off_peak" : "",
      factor == .one ? "" : "\(factor.numerator)/\(factor.denominator)", rates,
    ].joined(separator: "|")
  }

  /// The card of a text; nil when `text` is not one that a card has.
  package convenience init?(text: String) {
    let fields = text.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map { Array($0) }
    guard fields.count == 10, fields[0] == Array("1".utf8), let provider = unescaped(fields[1]),
      let model = unescaped(fields[2]), let name = unescaped(fields[3]), let date = unescaped(fields[4]),
      let tier = ServiceTier(rawValue: String(decoding: fields[5], as: UTF8.self)), let above = wholeNumber(fields[6]),
      let multiplier = RateMultiplier(text: fields[8])
    else { return nil }
    var terms = Terms(provider: provider, model: model, source: PriceSource(name: name, date: date))
    terms.serviceTier = tier
    terms.aboveTokens = above
    terms.isOffPeak = !fields[7].isEmpty
    terms.multiplier = multiplier
    var rates: [BucketRate] = []
    for item in fields[9].split(separator: UInt8(ascii: ",")) {
      let isNote = item.first == UInt8(ascii: "*")
      guard let rate = BucketRate(isNote ? item.dropFirst() : item) else { return nil }
      if isNote { terms.noted.insert(rate.bucket) }
      rates.append(rate)
    }
    self.init(terms, rates)
    guard self.text == text else { return nil }
  }
}

extension RateMultiplier {
  fileprivate init?(text: [UInt8]) {
    guard !text.isEmpty else {
      self = .one
      return
    }
    let parts = text.split(separator: UInt8(ascii: "/"))
    guard parts.count == 2, let numerator = wholeNumber(parts[0]), let denominator = wholeNumber(parts[1]),
      numerator > 0, denominator > 0, numerator <= 1_000_000, denominator <= 1_000_000
    else { return nil }
    self.init(numerator: numerator, denominator: denominator)
  }
}

/// The text with `|`, `%` and control characters as `%7c`, so that it can be a field.
private func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: mustEscape) else { return text }
  let hex = Array("0123456789abcdef".utf8)
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    if mustEscape(byte) {
      bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func mustEscape(_ byte: UInt8) -> Bool {
  byte < 0x20 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "%")
}

private func unescaped(_ bytes: [UInt8]) -> String? {
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%") {
      guard index + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      else { return nil }
      result.append(byte)
      index += 3
    } else {
      result.append(bytes[index])
      index += 1
    }
  }
  return String(validating: result, as: UTF8.self)
}
