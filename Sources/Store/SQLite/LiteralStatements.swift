/// Prepared statements by where the literals of their texts lie: a hash table with open addresses (Knuth 1973, 6.4).
///
/// A dictionary would do; the first of a kind costs the start of the program more than all statements of a small call.
///
/// A class, because it is a connection's own.
final class LiteralStatements {
  private var places: [UInt] = Array(repeating: 0, count: 64)
  private var numbers: [Int] = Array(repeating: 0, count: 64)
  private(set) var all: [Statement] = []

  func find(_ literal: UnsafeRawPointer) -> Statement? {
    let place = UInt(bitPattern: literal), slot = slot(of: place)
    return places[slot] == place ? all[numbers[slot]] : nil
  }

  func add(_ statement: Statement, at literal: UnsafeRawPointer) {
    if (all.count + 1) * 2 > places.count { grow() }
    all.append(statement)
    put(UInt(bitPattern: literal), all.count - 1)
  }

  func removeAll() {
    for slot in places.indices { places[slot] = 0 }
    all = []
  }

  /// Where a literal is, or the free slot it would have. Half of the slots are free at least.
  private func slot(of place: UInt) -> Int {
    // Fibonacci hashing: literals lie side by side.
    var slot = Int(truncatingIfNeeded: (UInt64(place) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (places.count - 1)
    while places[slot] != 0, places[slot] != place { slot = (slot + 1) & (places.count - 1) }
    return slot
  }

  private func put(_ place: UInt, _ number: Int) {
    let slot = slot(of: place)
    places[slot] = place
    numbers[slot] = number
  }

  private func grow() {
    let (old, known) = (places, numbers)
    places = Array(repeating: 0, count: old.count * 2)
    numbers = Array(repeating: 0, count: old.count * 2)
    for (slot, place) in old.enumerated() where place != 0 { put(place, known[slot]) }
  }
}
