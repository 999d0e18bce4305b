/// A key for `sipHash`, drawn once per database so that nobody can choose ids that collide.
package struct HashKey: Sendable, Equatable {
  package let low: UInt64
  package let high: UInt64
  package init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }
}

/// SipHash-2-4 of bytes (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012).
package func sipHash(_ bytes: UnsafeRawBufferPointer, _ key: HashKey) -> UInt64 {
  var state = SipState(key)
  let whole = bytes.count & ~7
  var offset = 0
  while offset < whole {
    state.absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    offset &+= 8
  }
  var last = UInt64(truncatingIfNeeded: bytes.count) << 56
  var shift: UInt64 = 0
  while offset < bytes.count {
    last |= UInt64(bytes[offset]) << shift
    shift &+= 8
    offset &+= 1
  }
  state.absorb(last)
  return state.finish()
}

private struct SipState {
  private var v0: UInt64, v1: UInt64, v2: UInt64, v3: UInt64

  init(_ key: HashKey) {
    v0 = key.low ^ 0x736f_6d65_7073_6575
    v1 = key.high ^ 0x646f_7261_6e64_6f6d
    v2 = key.low ^ 0x6c79_6765_6e65_7261
    v3 = key.high ^ 0x7465_6462_7974_6573
  }

  @inline(__always)
  private mutating func round() {
    v0 &+= v1
    v1 = (v1 << 13 | v1 >> 51) ^ v0
    v0 = v0 << 32 | v0 >> 32
    v2 &+= v3
    v3 = (v3 << 16 | v3 >> 48) ^ v2
    v0 &+= v3
    v3 = (v3 << 21 | v3 >> 43) ^ v0
    v2 &+= v1
    v1 = (v1 << 17 | v1 >> 47) ^ v2
    v2 = v2 << 32 | v2 >> 32
  }

  @inline(__always)
  mutating func absorb(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  mutating func finish() -> UInt64 {
    v2 ^= 0xff
    round()
    round()
    round()
    round()
    return v0 ^ v1 ^ v2 ^ v3
  }
}
