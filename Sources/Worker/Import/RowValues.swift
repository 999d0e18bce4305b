import CostModel
import JSON

/// Values as files and providers give them: numbers may be text, instants have many forms.
extension JSONView {
  /// A text; nil for null, for an empty one, and where there is none.
  func words(_ name: StaticString) throws(SchemaMismatch) -> String? {
    guard let value = self[name], !value.isNull else { return nil }
    guard let bytes = value.utf8, bytes.count <= EventMember.mostText else {
      throw SchemaMismatch(expected: "a string of at most \(EventMember.mostText) bytes, or null", got: value).inside("\(name)")
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// A whole number from 0 on, as a number or as text; nil for null, for an empty text, and where there is none.
  func whole(_ name: StaticString) throws(SchemaMismatch) -> Int64? {
    guard let value = self[name], value.utf8?.isEmpty != true else { return nil }
    return try value.wideCount(name)
  }

  /// The exact value of a number or of a decimal text.
  var exactDecimal: JSONDecimal? { decimal ?? utf8.flatMap { JSONDecimal(utf8: UnsafeRawBufferPointer($0)) } }

  /// An amount of USD from 0 on, exact; `shift` moves its decimal point, by -2 for cents.
  func usd(_ name: StaticString, shift: Int = 0) throws(SchemaMismatch) -> JSONDecimal {
    guard let value = self[name], !value.isNull else {
      throw SchemaMismatch(path: "\(name)", expected: "an amount of money", got: "nothing")
    }
    guard var amount = value.exactDecimal else {
      throw SchemaMismatch(expected: "an amount of money, as a number or a decimal text", got: value).inside("\(name)")
    }
    amount.exponent += shift
    guard amount.digits >= 0 else {
      throw SchemaMismatch(
        expected: "an amount from 0 on (a credit is no usage, and no event costs less than nothing; usage/amend and usage/delete correct)",
        got: value
      ).inside("\(name)")
    }
    guard let nanos = amount.scaled(by: 9), nanos <= 9_000_000_000 * Money.nanosPerDollar else {
      throw SchemaMismatch(expected: "an amount of at most 9000000000 USD", got: value).inside("\(name)")
    }
    return amount
  }

  /// An instant: RFC 3339, the forms that exports use (a space, no zone, seven decimals), or a number since the epoch
  /// in seconds, milliseconds or microseconds, told by its size.
  func instant() throws(SchemaMismatch) -> Timestamp {
    if let bytes = utf8 {
      if let instant = Timestamp(rfc3339: bytes) ?? Timestamp(dateTime: bytes) { return instant }
    }
    if let number = exactDecimal {
      for (scale, most) in [(6, Int128(100_000_000_000)), (3, 100_000_000_000_000), (0, 100_000_000_000_000_000)] {
        if let whole = number.scaled(by: 0), whole >= 0, whole < most, let instant = number.scaled(by: scale),
          instant <= Int128(Timestamp.latest.microseconds)
        {
          return Timestamp(microseconds: Int64(instant))
        }
      }
    }
    throw SchemaMismatch(expected: "an RFC 3339 date-time, or seconds, milliseconds or microseconds since 1970", got: self)
  }

  /// The instant under a name; nil for null, for an empty text, and where there is none.
  func instant(_ name: StaticString) throws(SchemaMismatch) -> Timestamp? {
    guard let value = self[name], !value.isNull, value.utf8?.isEmpty != true else { return nil }
    do throws(SchemaMismatch) { return try value.instant() } catch { throw error.inside("\(name)") }
  }

  /// The instant under a name, which must be there.
  func neededInstant(_ name: StaticString) throws(SchemaMismatch) -> Timestamp {
    guard let instant = try instant(name) else { throw SchemaMismatch(path: "\(name)", expected: "a date-time", got: "nothing") }
    return instant
  }
}
