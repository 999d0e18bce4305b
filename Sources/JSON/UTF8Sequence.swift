/// The length of the well-formed UTF-8 sequence at `at`, or 0 when there is none.
///
/// Refuses what the Unicode standard refuses (table 3-7): overlong forms, surrogates, values above U+10FFFF,
/// stray and missing continuation bytes. Never reads at or behind `end`.
@inline(__always)
func utf8SequenceLength(_ text: UnsafePointer<UInt8>, at: Int, end: Int) -> Int {
  let lead = text[at]
  if lead < 0x80 { return 1 }
  guard lead >= 0xC2, lead <= 0xF4, at &+ 1 < end else { return 0 }
  let second = text[at &+ 1]
  if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
  var (lowest, highest): (UInt8, UInt8) = (0x80, 0xBF)
  switch lead {
  case 0xE0: lowest = 0xA0
  case 0xED: highest = 0x9F
  case 0xF0: lowest = 0x90
  case 0xF4: highest = 0x8F
  default: break
  }
  guard second >= lowest, second <= highest, at &+ 2 < end, text[at &+ 2] & 0xC0 == 0x80 else { return 0 }
  if lead < 0xF0 { return 3 }
  return at &+ 3 < end && text[at &+ 3] & 0xC0 == 0x80 ? 4 : 0
}

/// Writes a Unicode scalar value as UTF-8 and returns how many of the four bytes it took.
func encodeUTF8(_ scalar: UInt32, into bytes: UnsafeMutablePointer<UInt8>) -> Int {
  func low(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: (scalar >> shift) & 0x3F) }
  switch scalar {
  case ..<0x80:
    bytes[0] = UInt8(truncatingIfNeeded: scalar)
    return 1
  case ..<0x800:
    bytes[0] = 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6)
    bytes[1] = low(0)
    return 2
  case ..<0x1_0000:
    bytes[0] = 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12)
    bytes[1] = low(6)
    bytes[2] = low(0)
    return 3
  default:
    bytes[0] = 0xF0 | UInt8(truncatingIfNeeded: scalar >> 18)
    bytes[1] = low(12)
    bytes[2] = low(6)
    bytes[3] = low(0)
    return 4
  }
}
