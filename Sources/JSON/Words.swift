/// Eight bytes of text as one number, the first byte lowest.
///
/// The tests below mark a byte by its top bit. Borrows and carries run upwards only, so the lowest mark is
/// always right, and it is the only one that is used.
typealias Word = UInt64

private let everyTopBit: Word = 0x8080_8080_8080_8080
private let everyByte: Word = 0x0101_0101_0101_0101

/// Marks what ends the plain part of a string: a quote, a backslash, a control character, a non-ASCII byte.
///
/// Flipping bit 1 moves the quote (0x22) next to the control characters and the blank (0x20) away from them, so
/// one subtraction finds both.
@inline(__always)
func stringStops(_ word: Word) -> Word {
  let quoteOrControl = (word ^ (everyByte &* 0x02)) &- (everyByte &* 0x21)
  let backslash = (word ^ (everyByte &* 0x5C)) &- everyByte
  return (quoteOrControl | backslash | word) & everyTopBit
}

/// How many bytes of `word` are decimal digits before the first that is not: 0 to 8.
@inline(__always)
func leadingDigits(_ word: Word) -> Int {
  let digits = word ^ (everyByte &* 0x30)
  return markedByte(((digits &+ (everyByte &* 0x76)) | digits) & everyTopBit)
}

/// The position of the lowest marked byte, 8 when there is none.
@inline(__always)
func markedByte(_ marks: Word) -> Int { marks.trailingZeroBitCount &>> 3 }

/// The value of eight decimal digits, the first of them in the lowest byte; only the low four bits of a byte count.
@inline(__always)
func eightDigits(_ word: Word) -> UInt64 {
  let ones = word & (everyByte &* 0x0F)
  let pairs = (ones &* 10 &+ (ones &>> 8)) & 0x00FF_00FF_00FF_00FF
  let fours = (pairs &* 100 &+ (pairs &>> 16)) & 0x0000_FFFF_0000_FFFF
  return (fours &* 10_000 &+ (fours &>> 32)) & 0xFFFF_FFFF
}

/// Reads eight bytes wherever they stand, as if memory were little-endian.
@inline(__always)
func loadWord(_ address: UnsafePointer<UInt8>) -> Word {
  Word(littleEndian: UnsafeRawPointer(address).loadUnaligned(as: Word.self))
}

/// Whether `count` bytes are the same in both places; short ones without a call.
@inline(__always)
func sameBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  var at = 0
  while at &+ 8 <= count {
    if loadWord(left + at) != loadWord(right + at) { return false }
    at &+= 8
  }
  if at == count { return true }
  if count >= 8 { return loadWord(left + (count &- 8)) == loadWord(right + (count &- 8)) }
  while at < count {
    if left[at] != right[at] { return false }
    at &+= 1
  }
  return true
}
