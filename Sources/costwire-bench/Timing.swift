#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Microseconds on a clock that never goes back.
func microseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

/// How long `work` took, in microseconds.
func elapsed<E: Error>(_ work: () throws(E) -> Void) throws(E) -> Double {
  let start = microseconds()
  try work()
  return microseconds() - start
}

extension [Double] {
  /// The smallest value that at least this share of the values do not exceed; 0 of none.
  func percentile(_ share: Double) -> Double {
    guard !isEmpty else { return 0 }
    let rank = Int((share * Double(count)).rounded(.up))
    return sorted()[Swift.min(Swift.max(rank, 1), count) - 1]
  }

  var median: Double { percentile(0.5) }
}
