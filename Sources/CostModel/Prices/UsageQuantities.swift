/// How much of each bucket was used: every unit is counted in exactly one of them.
///
/// The sixteen usual buckets lie in one vector, so that a value is copied without touching the heap; the
/// others go to a list that is empty for nearly every event.
package struct UsageQuantities: Hashable, Sendable {
  private var usual = SIMD16<Int64>()
  private var others: [Other] = []
  /// The buckets with a quantity other than zero.
  package private(set) var used = BucketSet()
  /// The buckets that were used to an extent nobody told: they are unpriced, never free.
  package private(set) var unknown = BucketSet()

  /// The total input of the request, which decides between price tiers: for a search model, how many results.
  package var tierTokens: Int64 = 0

  private struct Other: Hashable {
    var bucket: Bucket
    var quantity: Int64
  }

  package init() {}

  package init(_ quantities: KeyValuePairs<Bucket, Int64>, tierTokens: Int64 = 0) {
    for (bucket, quantity) in quantities { self[bucket] = quantity }
    self.tierTokens = tierTokens
  }

  package subscript(bucket: Bucket) -> Int64 {
    get {
      let index = Int(bucket.rawValue)
      if index < 16 { return usual[index] }
      for other in others where other.bucket == bucket { return other.quantity }
      return 0
    }
    set {
      if newValue == 0 { used.remove(bucket) } else { used.insert(bucket) }
      let index = Int(bucket.rawValue)
      guard index >= 16 else {
        usual[index] = newValue
        return
      }
      others.removeAll { $0.bucket == bucket }
      guard newValue != 0 else { return }
      others.insert(
        Other(bucket: bucket, quantity: newValue), at: others.firstIndex { $0.bucket > bucket } ?? others.count)
    }
  }

  /// Says that a bucket was used, without knowing how much: BigQuery hides the bytes of some jobs.
  package mutating func setUnknown(_ bucket: Bucket) {
    self[bucket] = 0
    unknown.insert(bucket)
  }

  /// The sum of the token buckets; the largest number there is when they do not fit.
  package var totalTokens: Int64 {
    var total: Int64 = 0
    for bucket in used where bucket.isTokens { total = saturatingSum(total, self[bucket]) }
    return total
  }
}

/// `left + right`, or the largest number when that does not fit; both are zero or more.
func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? .max : sum
}
