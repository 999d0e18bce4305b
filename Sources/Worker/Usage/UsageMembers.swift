import CostModel
import JSON

/// Whether a member's name is exactly this one; no String is made.
@inline(__always)
func isNamed(_ name: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
  let count = text.utf8CodeUnitCount
  guard name.count == count, let start = name.baseAddress else { return false }
  let (left, right) = (UnsafeRawPointer(start), UnsafeRawPointer(text.utf8Start))
  var at = 0
  while at &+ 8 <= count {
    if left.loadUnaligned(fromByteOffset: at, as: UInt64.self) != right.loadUnaligned(fromByteOffset: at, as: UInt64.self) {
      return false
    }
    at &+= 8
  }
  while at < count {
    if left.load(fromByteOffset: at, as: UInt8.self) != right.load(fromByteOffset: at, as: UInt8.self) { return false }
    at &+= 1
  }
  return true
}

extension JSONView {
  /// The most that any count may be: far above all use, and far enough below 64 bits that sums of a few fit.
  static let largestCount: Int64 = 1_000_000_000_000_000

  /// A count; nil for null.
  @inline(__always)
  func count(_ member: StaticString) throws(SchemaMismatch) -> Int64? {
    if let number = int64, number >= 0, number <= JSONView.largestCount { return number }
    if isNull { return nil }
    throw noCount(member)
  }

  @inline(never)
  private func noCount(_ member: StaticString) -> SchemaMismatch {
    SchemaMismatch(expected: "an integer from 0 to \(JSONView.largestCount)", got: self).inside("\(member)")
  }

  /// A count that may be written as text, as Google's services write 64-bit numbers; nil for null.
  func wideCount(_ member: StaticString) throws(SchemaMismatch) -> Int64? {
    if isNull { return nil }
    if let number = int64, number >= 0 { return number }
    if let digits = utf8, let number = Int64(String(decoding: digits.prefix(20), as: UTF8.self)), number >= 0,
      digits.count <= 19
    {
      return number
    }
    throw SchemaMismatch(expected: "an integer from 0 to \(Int64.max), as a number or as text", got: self)
      .inside("\(member)")
  }

  /// The count under the first of these names that the object has.
  func count(of names: StaticString...) throws(SchemaMismatch) -> Int64? {
    for name in names {
      if let value = self[name], let count = try value.count(name) { return count }
    }
    return nil
  }

  /// The object under the first of these names that is one.
  func object(_ names: StaticString...) -> JSONView? {
    for name in names {
      if let value = self[name], value.kind == .object { return value }
    }
    return nil
  }

  func has(_ names: StaticString...) -> Bool { names.contains { self[$0] != nil } }

  func text(_ names: StaticString...) -> String? {
    for name in names {
      if let bytes = self[name]?.utf8, !bytes.isEmpty, bytes.count <= 512 { return String(decoding: bytes, as: UTF8.self) }
    }
    return nil
  }

  /// Truth, also as the text of an export.
  func isTrue(_ names: StaticString...) -> Bool {
    names.contains { name in
      guard let value = self[name] else { return false }
      return value.bool ?? (value.equals("true") || value.equals("TRUE") || value.equals("True"))
    }
  }
}

extension ServiceTier {
  /// The tier that a provider's word for it means; nil for a word nobody knows.
  init?(providersWord word: UnsafeBufferPointer<UInt8>) {
    switch word.count {
    case 4 where isNamed(word, "auto"): self = .standard
    case 4 where isNamed(word, "flex"): self = .flex
    case 4 where isNamed(word, "fast"): self = .fast
    case 5 where isNamed(word, "batch"): self = .batch
    case 5 where isNamed(word, "scale"): self = .scale
    case 7 where isNamed(word, "default"): self = .standard
    case 8 where isNamed(word, "standard"): self = .standard
    case 8 where isNamed(word, "priority"): self = .priority
    default:
      let text = String(decoding: word.prefix(64), as: UTF8.self).lowercased()
      switch text {
      case "", "on_demand", "ondemand", "standard_only": self = .standard
      default:
        guard let tier = ServiceTier(rawValue: text) else { return nil }
        self = tier
      }
    }
  }
}
