#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open-addressing table from texts to their numbers, which looks a text up without copying it.
struct NameTable {
  private struct Slot {
    var hash: UInt64 = 0
    var offset = 0
    var length = 0
    /// 0: the slot is free.
    var number: Int64 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var arena: [UInt8] = []
  private var count = 0

  /// Drawn anew in each process, so that nobody can choose texts that collide.
  private static let seed = UInt64.random(in: .min ... .max)

  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 { hash(UnsafeRawBufferPointer(bytes), seed) }

  /// Multiplies and folds eight bytes at a time.
  private static func hash(_ bytes: UnsafeRawBufferPointer, _ seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    var offset = 0
    while offset &+ 8 <= bytes.count {
      hash = folded(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset &+= 8
    }
    var last: UInt64 = 0
    while offset < bytes.count {
      last = last << 8 | UInt64(bytes[offset])
      offset &+= 1
    }
    return folded(folded(hash ^ last) ^ seed)
  }

  @inline(__always)
  private static func folded(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  func number(of bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int64? {
    slots.withUnsafeBufferPointer { slots in
      arena.withUnsafeBufferPointer { arena in
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while slots[index].number != 0 {
          let slot = slots[index]
          if slot.hash == hash, slot.length == bytes.count,
            sameBytes(UnsafeBufferPointer(rebasing: arena[slot.offset..<(slot.offset + slot.length)]), bytes)
          {
            return slot.number
          }
          index = (index + 1) & mask
        }
        return nil
      }
    }
  }

  mutating func insert(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ number: Int64) {
    if count * 2 >= slots.count { grow() }
    let slot = Slot(hash: hash, offset: arena.count, length: bytes.count, number: number)
    arena.append(contentsOf: bytes)
    place(slot)
    count += 1
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: slot.hash) & mask
    while slots[index].number != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.number != 0 { place(slot) }
  }
}

/// Whether two texts are the same, byte for byte.
@inline(__always)
func sameBytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  guard let a = left.baseAddress, let b = right.baseAddress else { return true }
  return memcmp(a, b, left.count) == 0
}
