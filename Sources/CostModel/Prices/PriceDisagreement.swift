/// A bucket that two sources price more than 1 % apart, and which of the two is used.
package struct PriceDisagreement: Hashable, Sendable {
  package var provider: String
  package var model: String
  package var bucket: Bucket
  /// The input a request must exceed for these rates; 0 for the base prices.
  package var aboveTokens: Int64
  /// Since when the used rate is in effect, if it is known.
  package var effectiveFrom: Timestamp?
  package var used: SourcedRate
  package var other: SourcedRate

  package struct SourcedRate: Hashable, Sendable {
    package var source: PriceSource
    package var rate: Rate
  }

  /// How far the other rate is above the used one, in percent of it; nil when the used one is zero.
  package var percent: Double? {
    used.rate == .zero ? nil : (other.rate.dollars - used.rate.dollars) / used.rate.dollars * 100
  }
}

extension PriceBook {
  /// Where the built-in sources differ, by model, provider and bucket.
  package func disagreements() -> [PriceDisagreement] {
    let text = Catalogue.differences
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var found: [PriceDisagreement] = []
    var position = 0
    while let line = Catalogue.line(at: position, in: bytes) {
      found += PriceDisagreement.list(line.bytes)
      position = line.next
    }
    return found
  }
}

extension PriceDisagreement {
  /// Reads `model|provider|lm|from|:i1/2,o3/4;200000:i2/3`: the used source and rate, then the other.
  fileprivate static func list(_ line: UnsafeBufferPointer<UInt8>) -> [PriceDisagreement] {
    let fields = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard fields.count == 5, let used = PriceSource(letter: fields[2].first),
      let other = PriceSource(letter: fields[2].last)
    else { return [] }
    var found: [PriceDisagreement] = []
    for section in fields[4].split(separator: UInt8(ascii: ";")) {
      let parts = section.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      for item in parts.last?.split(separator: UInt8(ascii: ",")) ?? [] {
        let rates = item.split(separator: UInt8(ascii: "/"))
        guard rates.count == 2, let ours = BucketRate(rates[0]),
          let theirs = Rate(decimal: rates[1], shift: ours.bucket.isTokens ? -6 : 0)
        else { continue }
        found.append(
          PriceDisagreement(
            provider: String(decoding: fields[1], as: UTF8.self), model: String(decoding: fields[0], as: UTF8.self),
            bucket: ours.bucket, aboveTokens: parts.first.flatMap(wholeNumber) ?? 0,
            effectiveFrom: wholeNumber(fields[3]).map { Timestamp(seconds: $0) },
            used: SourcedRate(source: used, rate: ours.rate), other: SourcedRate(source: other, rate: theirs)))
      }
    }
    return found
  }
}
