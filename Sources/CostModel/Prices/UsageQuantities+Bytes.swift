extension UsageQuantities {
  /// A compact form for the ledger: the tier tokens, then a bucket's number and its quantity for each one used;
  /// a quantity nobody told stands as the bucket's number plus 128.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: Int64) {
      var rest = UInt64(bitPattern: value)
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    append(tierTokens)
    for bucket in used {
      bytes.append(bucket.rawValue)
      append(self[bucket])
    }
    for bucket in unknown { bytes.append(bucket.rawValue | 0x80) }
    return bytes
  }

  /// Nil for bytes that `bytes` did not make.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    self.init()
    var rest = bytes[...]
    func number() -> Int64? {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while let byte = rest.popFirst() {
        guard shift < 64 else { return nil }
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return Int64(bitPattern: value) }
        shift += 7
      }
      return nil
    }
    guard let tier = number() else { return nil }
    tierTokens = tier
    while let tag = rest.popFirst() {
      guard let bucket = Bucket(rawValue: tag & 0x7F) else { return nil }
      if tag & 0x80 != 0 {
        setUnknown(bucket)
      } else {
        guard let quantity = number() else { return nil }
        self[bucket] = quantity
      }
    }
  }

  /// Each bucket at the larger of two quantities: how snapshots of one stream add up.
  package func merged(with other: UsageQuantities) -> UsageQuantities {
    var merged = self
    for bucket in other.used { merged[bucket] = max(self[bucket], other[bucket]) }
    merged.tierTokens = max(tierTokens, other.tierTokens)
    return merged
  }
}
