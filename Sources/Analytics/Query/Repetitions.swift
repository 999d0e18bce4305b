/// How often things were met that are told apart by a key, in little room: eight bytes for each of up to four million slots.
///
/// Of a key its upper 56 bits are kept: of two million, two are taken for one another with a chance of one in 36,000.
package struct Repetitions {
  private static let most = 2_000_000
  private static let keyBits = ~UInt64(255)
  private static let wasMet: UInt64 = 128

  /// The key; beneath it how often, up to 127, and a bit for those that `meet` was told of. 0 is free.
  private var slots = [UInt64](repeating: 0, count: 1 << 10)
  private var used = 0
  /// Nobody asks for it; it is there so that the compiler does not leave reading out.
  private var read: UInt64 = 0

  /// The key of what cannot repeat: it is never counted.
  package static let nothing: UInt64 = 0

  package init() {}

  /// Three numbers mixed into a key (SplitMix64: Steele, Lea and Flood 2014).
  package static func key(_ first: Int64, _ second: Int64, _ third: Int64) -> UInt64 {
    mixed(UInt64(bitPattern: first) ^ mixed(UInt64(bitPattern: second) &+ mixed(UInt64(bitPattern: third))))
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  private static func kept(_ key: UInt64) -> UInt64 { max(key & keyBits, 256) }

  @inline(__always)
  private func place(_ kept: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: kept >> 8) & mask
    while slots[place] != 0, slots[place] & Self.keyBits != kept { place = (place + 1) & mask }
    return place
  }

  /// Counts each; those that come when two million are known are let go.
  package mutating func count(_ keys: [UInt64]) {
    inChunks(keys) { if $1 != Self.nothing { $0.count($1) } }
  }

  private mutating func count(_ key: UInt64) {
    let kept = Self.kept(key)
    var place = place(kept)
    if slots[place] == 0 {
      guard used < Self.most else { return }
      if used * 2 >= slots.count {
        grow()
        place = self.place(kept)
      }
      slots[place] = kept
      used += 1
    }
    if slots[place] & 127 < 127 { slots[place] += 1 }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for slot in old where slot != 0 { slots[place(slot & Self.keyBits)] = slot }
  }

  /// Says of each in turn whether it was counted so often, and met before. It is met from then on.
  package mutating func meet(_ keys: [UInt64], counted least: Int, _ tell: (Bool) -> Void) {
    inChunks(keys) { tell($1 != Self.nothing && $0.meet($1, least)) }
  }

  private mutating func meet(_ key: UInt64, _ least: Int) -> Bool {
    let place = place(Self.kept(key)), slot = slots[place]
    if slot != 0 { slots[place] |= Self.wasMet }
    return slot & Self.wasMet != 0 && Int(slot & 127) >= least
  }

  /// Millions of slots are in no cache. Reading those of some keys first, without a question that hangs on one of them,
  /// lets the waits overlap.
  private mutating func inChunks(_ keys: [UInt64], _ body: (inout Repetitions, UInt64) -> Void) {
    var first = 0
    while first < keys.count {
      let end = min(first + 128, keys.count)
      for index in first..<end { read ^= slots[Int(truncatingIfNeeded: Self.kept(keys[index]) >> 8) & (slots.count - 1)] }
      for index in first..<end { body(&self, keys[index]) }
      first = end
    }
  }
}
