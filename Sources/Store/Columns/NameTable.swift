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

  /// Swift's own hash, seeded anew in each process, so that nobody can choose texts that collide.
  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  func number(of bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int64? {
    slots.withUnsafeBufferPointer { slots in
      arena.withUnsafeBufferPointer { arena in
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while slots[index].number != 0 {
          let slot = slots[index]
          if slot.hash == hash, slot.length == bytes.count,
            UnsafeBufferPointer(rebasing: arena[slot.offset..<(slot.offset + slot.length)]).elementsEqual(bytes)
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
