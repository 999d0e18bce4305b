/// Instants as text: RFC 3339, and the looser forms that exports use.
extension Timestamp {
  /// Reads `2026-01-01T00:00:00.123Z`: `T`, `t` or a space, any number of fraction digits (rounded down to
  /// microseconds), `Z`, `z`, `+hh:mm` or `+hhmm`. Second 60 is the next second. Without a zone it is `nil`.
  package init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
    guard let local = LocalTime(bytes), local.end < bytes.count else { return nil }
    let designator = bytes[local.end]
    if designator == 0x5A || designator == 0x7A {
      guard local.end + 1 == bytes.count else { return nil }
      self.init(checked: local.microseconds)
    } else {
      guard let offset = zoneOffset(bytes, from: local.end, hoursAlone: false) else { return nil }
      self.init(checked: local.microseconds - Int64(offset) * 1_000_000)
    }
  }

  package init?(rfc3339 text: String) {
    var text = text
    let parsed = text.withUTF8 { Timestamp(rfc3339: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads what exports write: all of RFC 3339, and `2026-08-01 00:07:55.210 UTC`, `2023-11-16 18:15:46.6805900`,
  /// `2026-08-01 00:07`, `2026-08-01`, `… +02`, with white space around it.
  ///
  /// - Parameter assumingOffset: seconds east of UTC for text that names no zone.
  package init?(dateTime bytes: UnsafeBufferPointer<UInt8>, assumingOffset: Int = 0) {
    var bytes = bytes
    while let first = bytes.first, isBlank(first) { bytes = .init(rebasing: bytes.dropFirst()) }
    while let last = bytes.last, isBlank(last) { bytes = .init(rebasing: bytes.dropLast()) }
    let local: LocalTime
    if let full = LocalTime(bytes) {
      local = full
    } else if let short = LocalTime(withoutSeconds: bytes) {
      local = short
    } else {
      return nil
    }
    var position = local.end
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    let offset: Int
    if position == bytes.count {
      guard -93_600...93_600 ~= assumingOffset else { return nil }
      offset = assumingOffset
    } else if namesUTC(bytes, from: position) {
      offset = 0
    } else {
      guard let written = zoneOffset(bytes, from: position, hoursAlone: true) else { return nil }
      offset = written
    }
    self.init(checked: local.microseconds - Int64(offset) * 1_000_000)
  }

  package init?(dateTime text: String, assumingOffset: Int = 0) {
    var text = text
    let parsed = text.withUTF8 { Timestamp(dateTime: $0, assumingOffset: assumingOffset) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// `nil` outside of what RFC 3339 can write.
  private init?(checked microseconds: Int64) {
    guard microseconds >= Timestamp.earliest.microseconds, microseconds <= Timestamp.latest.microseconds else { return nil }
    self.init(microseconds: microseconds)
  }

  /// UTC, with 0, 3 or 6 fraction digits, whatever is the fewest that keeps the instant.
  package var rfc3339: String { rfc3339(offset: nil) }

  /// The clock of a zone `offset` seconds east of UTC.
  package func rfc3339(offset: Int) -> String { rfc3339(offset: Int?(offset)) }

  private func rfc3339(offset: Int?) -> String {
    String(unsafeUninitializedCapacity: Timestamp.rfc3339Capacity) { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return offset.map { writeRFC3339(into: start, offset: $0) } ?? writeRFC3339(into: start)
    }
  }

  /// The longest text `writeRFC3339` makes.
  package static let rfc3339Capacity = 32

  /// Writes the instant in UTC and answers how many of the `rfc3339Capacity` bytes it took.
  package func writeRFC3339(into out: UnsafeMutablePointer<UInt8>) -> Int {
    let count = writeLocal(min(max(self, .earliest), .latest).microseconds, into: out)
    out[count] = 0x5A
    return count + 1
  }

  /// Writes the instant on the clock of a zone, with `+hh:mm`.
  ///
  /// RFC 3339 has no seconds in an offset: an offset of local mean time is rounded to the minute, and the clock with
  /// it, so that the text still names this instant.
  package func writeRFC3339(into out: UnsafeMutablePointer<UInt8>, offset: Int) -> Int {
    let bounded = min(max(offset, -93_540), 93_540)
    let minutes = (bounded >= 0 ? bounded + 30 : bounded - 30) / 60
    let shift = Int64(minutes) * 60_000_000
    let lowest = Timestamp.earliest.microseconds, highest = Timestamp.latest.microseconds
    let local = min(max(min(max(microseconds, lowest), highest) + shift, lowest), highest)
    let count = writeLocal(local, into: out)
    out[count] = minutes < 0 ? 0x2D : 0x2B
    writeTwoDigits(abs(minutes) / 60, out + count + 1)
    out[count + 3] = 0x3A
    writeTwoDigits(abs(minutes) % 60, out + count + 4)
    return count + 6
  }
}

/// A date and a time as the text has them, before any zone.
private struct LocalTime {
  var microseconds: Int64
  /// Index of the first byte behind the time.
  var end: Int

  /// `YYYY-MM-DDThh:mm:ss`, and a fraction.
  @inline(__always)
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 19, let start = bytes.baseAddress else { return nil }
    // Eight bytes at once: xor with the expected text leaves digits as 0...9 and separators as 0.
    let raw = UnsafeRawPointer(start)
    let date = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) ^ 0x2D30_302D_3030_3030
    let clock = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) ^ 0x3030_3A30_3000_3030
    let separator = UInt8(truncatingIfNeeded: clock >> 16)
    guard separator | 0x20 == 0x74 || separator == 0x20 else { return nil }
    let digitsOfClock = clock & 0xFFFF_FFFF_FF00_FFFF
    guard areDigits(date, separators: 0xFF00_00FF_0000_0000), areDigits(digitsOfClock, separators: 0x0000_FF00_00FF_0000)
    else { return nil }
    guard start[16] == 0x3A else { return nil }
    let secondTens = Int(start[17]) - 0x30, secondOnes = Int(start[18]) - 0x30
    guard 0...6 ~= secondTens, 0...9 ~= secondOnes else { return nil }

    // Each byte becomes ten times itself plus its right neighbour: no byte exceeds 99, so none carries.
    let datePairs = date &* 10 &+ (date >> 8)
    let clockPairs = digitsOfClock &* 10 &+ (digitsOfClock >> 8)
    let year = Int(datePairs & 0xFF) * 100 + Int((datePairs >> 16) & 0xFF)
    let month = Int((datePairs >> 40) & 0xFF)
    let day = Int(clockPairs & 0xFF)
    let hour = Int((clockPairs >> 24) & 0xFF)
    let minute = Int((clockPairs >> 48) & 0xFF)
    let second = secondTens * 10 + secondOnes
    guard year >= 1, 1...12 ~= month, day >= 1, hour <= 23, minute <= 59, second <= 60,
      day <= 28 || day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }

    var position = 19
    var fraction = 0
    if bytes.count > 19, start[19] == 0x2E || start[19] == 0x2C {
      position = 20
      var scale = 100_000
      while position < bytes.count {
        let digit = Int(start[position]) - 0x30
        guard 0...9 ~= digit else { break }
        fraction += digit * scale
        scale /= 10
        position += 1
      }
      guard position > 20 else { return nil }
    }
    let seconds = CivilDate.daysSinceEpoch(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second
    microseconds = Int64(seconds * 1_000_000 + fraction)
    end = position
  }

  /// `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm`.
  init?(withoutSeconds bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 10, let date = CivilDate(bytes: .init(rebasing: bytes[..<10])) else { return nil }
    microseconds = Int64(date.daysSinceEpoch) * Timestamp.microsecondsPerDay
    end = 10
    guard bytes.count > 10 else { return }
    guard bytes.count >= 16, bytes[10] == 0x20 || bytes[10] | 0x20 == 0x74, bytes[13] == 0x3A,
      let hour = twoDigits(bytes, 11), let minute = twoDigits(bytes, 14), hour <= 23, minute <= 59
    else { return nil }
    if bytes.count > 16, bytes[16] == 0x3A { return nil }
    microseconds += Int64(hour * 3_600 + minute * 60) * 1_000_000
    end = 16
  }
}

@inline(__always)
private func areDigits(_ word: UInt64, separators: UInt64) -> Bool {
  // 0x76 lifts everything above 9 to the high bit; a separator must have become 0.
  let tooLarge = ((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676) | word
  return tooLarge & 0x8080_8080_8080_8080 | (word & separators) == 0
}

@inline(__always)
private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

@inline(__always)
private func twoDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
  guard index + 1 < bytes.count else { return nil }
  let tens = Int(bytes[index]) - 0x30, ones = Int(bytes[index + 1]) - 0x30
  return 0...9 ~= tens && 0...9 ~= ones ? tens * 10 + ones : nil
}

/// `+hh:mm`, `+hhmm` and, for exports, `+hh`, up to the end of the text; in seconds east of UTC.
private func zoneOffset(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, hoursAlone: Bool) -> Int? {
  guard bytes[start] == 0x2B || bytes[start] == 0x2D, let hours = twoDigits(bytes, start + 1) else { return nil }
  var position = start + 3
  var minutes = 0
  if position == bytes.count {
    guard hoursAlone else { return nil }
  } else {
    if bytes[position] == 0x3A { position += 1 }
    guard let written = twoDigits(bytes, position), position + 2 == bytes.count else { return nil }
    minutes = written
  }
  guard hours <= 23, minutes <= 59 else { return nil }
  let seconds = hours * 3_600 + minutes * 60
  return bytes[start] == 0x2D ? -seconds : seconds
}

private func namesUTC(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
  let rest = bytes[start...]
  if rest.count == 1 { return bytes[start] | 0x20 == 0x7A }
  guard rest.count == 3 else { return false }
  let lowered = rest.map { $0 | 0x20 }
  return lowered == [0x75, 0x74, 0x63] || lowered == [0x67, 0x6D, 0x74]
}

/// Date, `T`, time and the fewest of 0, 3 or 6 fraction digits.
@inline(__always)
private func writeLocal(_ microseconds: Int64, into out: UnsafeMutablePointer<UInt8>) -> Int {
  let days = floorDivide(microseconds, Timestamp.microsecondsPerDay)
  let rest = Int(microseconds - days * Timestamp.microsecondsPerDay)
  CivilDate(daysSinceEpoch: Int(days)).write(into: out)
  out[10] = 0x54
  let seconds = UInt32(truncatingIfNeeded: rest / 1_000_000)
  writeTwoDigits(Int(seconds / 3_600), out + 11)
  out[13] = 0x3A
  writeTwoDigits(Int(seconds / 60 % 60), out + 14)
  out[16] = 0x3A
  writeTwoDigits(Int(seconds % 60), out + 17)
  let fraction = UInt32(truncatingIfNeeded: rest % 1_000_000)
  if fraction == 0 { return 19 }
  out[19] = 0x2E
  let upper = fraction / 1_000, lower = fraction % 1_000
  out[20] = UInt8(truncatingIfNeeded: 0x30 + upper / 100)
  writeTwoDigits(Int(upper % 100), out + 21)
  if lower == 0 { return 23 }
  out[23] = UInt8(truncatingIfNeeded: 0x30 + lower / 100)
  writeTwoDigits(Int(lower % 100), out + 24)
  return 26
}
