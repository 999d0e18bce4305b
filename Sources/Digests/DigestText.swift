/// Bytes as lowercase hexadecimal text.
package func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// Compares without telling by its duration where the first difference is. Lengths are no secret.
@inline(never)
package func isEqualInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  guard a.count == b.count else { return false }
  var difference: UInt8 = 0
  for (one, other) in zip(a, b) { difference |= one ^ other }
  return difference == 0
}
