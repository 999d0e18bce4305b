/// What a JSON value is.
package enum JSONKind: UInt8, Sendable {
  case null, bool, number, string, array, object
}

/// One value, or one member name, on the tape: 16 bytes, in the order of the text.
///
/// The tape begins with a node that holds the address of the unescaped strings; the root follows at
/// index 1. A name is a string node followed by its value. A string with escapes takes two nodes: the
/// first says where its source stands, the second where its unescaped bytes stand.
struct TapeNode {
  /// Offset of the first byte; of a string the one after its quote.
  var start: UInt32
  /// Number of bytes; of a string those between its quotes. While a container is open, the members that
  /// were read before the container inside it.
  var length: UInt32
  /// Index of the node after this value and all in it. While a container is open, the one around it.
  var next: UInt32
  /// Three bits of kind, one bit of flag, and of containers the number of members.
  var meta: UInt32

  @inline(__always)
  init(start: Int, length: Int, next: Int, meta: UInt32) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.length = UInt32(truncatingIfNeeded: length)
    self.next = UInt32(truncatingIfNeeded: next)
    self.meta = meta
  }

  /// The first node of a tape.
  init(unescaped: UnsafeMutablePointer<UInt8>?) {
    let address = UInt64(UInt(bitPattern: unescaped))
    self.init(start: Int(address & 0xFFFF_FFFF), length: Int(address >> 32), next: 1, meta: 0)
  }

  /// Reads the first node of a tape.
  var unescaped: UnsafePointer<UInt8>? {
    UnsafePointer(bitPattern: UInt(start) | UInt(length) << 32)
  }

  /// The literal `true`, a string with escapes, or a number of digits alone, according to the kind.
  static let flag: UInt32 = 8
  /// The member count has 28 bits; this value stands for it and for anything above.
  static let manyMembers: UInt32 = (1 << 28) - 1

  @inline(__always)
  static func meta(_ kind: JSONKind) -> UInt32 { UInt32(kind.rawValue) }

  @inline(__always)
  var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: meta & 7)) ?? .null }

  @inline(__always)
  var isFlagged: Bool { meta & TapeNode.flag != 0 }

  @inline(__always)
  var memberCount: UInt32 { meta >> 4 }
}
