#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The natural logarithm of `1 + value`, for amounts from 0 on that differ by orders of magnitude.
package func logarithm(_ value: Double) -> Double { log1p(max(value, 0)) }
