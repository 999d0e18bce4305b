import CostModel

/// Sums by cell, gathered in memory until they are written: open addressing over packed keys, the sums of each cell
/// side by side as whole numbers.
///
/// A class, because it owns its memory. It belongs to the committing thread.
final class RollupTable {
  static let width = 21
  private(set) var count = 0
  /// Whether a sum went beyond 64 bits: it must not be written.
  private(set) var hasOverflowed = false
  private var slots: [Int32] = Array(repeating: -1, count: 1024)
  private(set) var keys: [Rollups.Cell] = []
  private var sums: UnsafeMutablePointer<Int64>
  private var capacity = 512

  init() { sums = .allocate(capacity: 512 * RollupTable.width) }

  deinit { sums.deallocate() }

  func removeAll() {
    hasOverflowed = false
    if count == 0 { return }
    for index in slots.indices { slots[index] = -1 }
    keys.removeAll(keepingCapacity: true)
    count = 0
  }

  /// The sums of a cell's place.
  func values(_ place: Int) -> UnsafeMutablePointer<Int64> { sums + place * Self.width }

  @inline(__always)
  func add(_ cell: Rollups.Cell, _ values: UnsafePointer<Int64>) {
    let target = self.values(place(of: cell))
    for index in 0..<Self.width {
      let (sum, overflow) = target[index].addingReportingOverflow(values[index])
      target[index] = sum
      if overflow { hasOverflowed = true }
    }
  }

  @inline(__always)
  private static func hash(_ cell: Rollups.Cell) -> Int {
    var hash = UInt64(bitPattern: cell.period) &* 0x9E37_79B9_7F4A_7C15
    hash ^= UInt64(bitPattern: cell.name &* 31 &+ cell.dimension &* 2 &+ cell.grain) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private func place(of cell: Rollups.Cell) -> Int {
    let mask = slots.count - 1
    var index = Self.hash(cell) & mask
    while slots[index] >= 0 {
      let known = Int(slots[index])
      if keys[known] == cell { return known }
      index = (index + 1) & mask
    }
    return insert(cell, at: index)
  }

  private func insert(_ cell: Rollups.Cell, at index: Int) -> Int {
    if count == capacity {
      let larger = UnsafeMutablePointer<Int64>.allocate(capacity: capacity * 2 * Self.width)
      larger.update(from: sums, count: count * Self.width)
      sums.deallocate()
      sums = larger
      capacity *= 2
    }
    let place = count
    count += 1
    keys.append(cell)
    values(place).update(repeating: 0, count: Self.width)
    slots[index] = Int32(truncatingIfNeeded: place)
    if count * 2 > slots.count { grow() }
    return place
  }

  private func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for place in 0..<count {
      var index = Self.hash(keys[place]) & mask
      while slots[index] >= 0 { index = (index + 1) & mask }
      slots[index] = Int32(truncatingIfNeeded: place)
    }
  }
}

extension Measures {
  /// As whole numbers in the order of the roll-ups' columns: money in dollars and the rest.
  func write(to values: UnsafeMutablePointer<Int64>) {
    values[0] = events
    values[1] = calls
    values[2] = errors
    values[3] = promptTokens
    values[4] = completionTokens
    values[5] = cacheReadTokens
    values[6] = cacheWriteTokens
    values[7] = reasoningTokens
    values[8] = totalTokens
    (values[9], values[10]) = Self.split(cost)
    (values[11], values[12]) = Self.split(estimatedCost)
    values[13] = unpricedEvents
    values[14] = estimatedEvents
    values[15] = lateEvents
    values[16] = responseTime
    values[17] = responses
    values[18] = bytesProcessed
    values[19] = bytesBilled
    values[20] = slotMilliseconds
  }

  /// Whole dollars and the rest, so that sums stay within 64 bits each: SQLite's own sums would overflow
  /// above 9.2 billion dollars.
  private static func split(_ money: Money) -> (Int64, Int64) {
    if let nanos = Int64(exactly: money.nanos) {
      let (dollars, rest) = nanos.quotientAndRemainder(dividingBy: 1_000_000_000)
      return (dollars, rest)
    }
    let (dollars, rest) = money.nanos.quotientAndRemainder(dividingBy: Money.nanosPerDollar)
    return (Int64(clamping: dollars), Int64(rest))
  }

  init(_ values: UnsafePointer<Int64>) {
    self.init()
    events = values[0]
    calls = values[1]
    errors = values[2]
    promptTokens = values[3]
    completionTokens = values[4]
    cacheReadTokens = values[5]
    cacheWriteTokens = values[6]
    reasoningTokens = values[7]
    totalTokens = values[8]
    cost = Money(nanos: Int128(values[9]) * Money.nanosPerDollar + Int128(values[10]))
    estimatedCost = Money(nanos: Int128(values[11]) * Money.nanosPerDollar + Int128(values[12]))
    unpricedEvents = values[13]
    estimatedEvents = values[14]
    lateEvents = values[15]
    responseTime = values[16]
    responses = values[17]
    bytesProcessed = values[18]
    bytesBilled = values[19]
    slotMilliseconds = values[20]
  }
}
