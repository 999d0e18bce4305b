/// A set of buckets, one bit each.
package struct BucketSet: Hashable, Sendable, Sequence {
  private var bits: UInt128 = 0

  package init() {}

  package var isEmpty: Bool { bits == 0 }
  package var count: Int { bits.nonzeroBitCount }

  @inline(__always) package func contains(_ bucket: Bucket) -> Bool { bits >> UInt128(bucket.rawValue) & 1 != 0 }
  @inline(__always) package mutating func insert(_ bucket: Bucket) { bits |= 1 << UInt128(bucket.rawValue) }
  @inline(__always) package mutating func remove(_ bucket: Bucket) { bits &= ~(1 << UInt128(bucket.rawValue)) }

  /// How many members come before a bucket: its index in a list that holds one value for each member.
  @inline(__always) func rank(of bucket: Bucket) -> Int {
    (bits & ((1 << UInt128(bucket.rawValue)) - 1)).nonzeroBitCount
  }

  func union(_ other: BucketSet) -> BucketSet {
    var result = self
    result.bits |= other.bits
    return result
  }

  func subtracting(_ other: BucketSet) -> BucketSet {
    var result = self
    result.bits &= ~other.bits
    return result
  }

  /// The buckets in their own order.
  package struct Iterator: IteratorProtocol {
    var bits: UInt128

    @inline(__always) package mutating func next() -> Bucket? {
      guard bits != 0 else { return nil }
      let bucket = Bucket(rawValue: UInt8(bits.trailingZeroBitCount))
      bits &= bits &- 1
      return bucket
    }
  }

  @inline(__always) package func makeIterator() -> Iterator { Iterator(bits: bits) }
}
