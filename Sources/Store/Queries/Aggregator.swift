import CostModel

/// Sums events by a key: column after column, each into its own array of sums.
///
/// A class, because its arrays are filled over many blocks.
final class Aggregator {
  private let needs: MeasureNeeds
  private var slots = SlotTable()
  private(set) var sums: [Measures] = []
  /// The slot of each row of the block at hand, -1 for rows that do not count.
  private var slotOf: UnsafeMutablePointer<Int32>
  private var capacity = ColumnLayout.fullBlock
  /// Rows of the block at hand by slot, and the slots that have any: with a million keys a block meets few of them.
  private var counts: [Int64] = []
  private var touched: [Int] = []
  private var money: [Int128] = []
  private var partial: [Int64] = []

  init(_ needs: MeasureNeeds) {
    self.needs = needs
    slotOf = .allocate(capacity: capacity)
  }

  deinit { slotOf.deallocate() }

  /// The keys met, and what was summed for each.
  var results: [(key: Int64, measures: Measures)] { slots.keys.enumerated().map { ($1, sums[$0]) } }

  /// Adds the rows of a block, `keys` giving each row's key.
  func add(_ view: Scan.View, keys: UnsafePointer<Int64>) throws {
    reserve(view.block.count)
    let count = view.block.count
    switch view.selection {
    case .none: return
    case .all: for row in 0..<count { slotOf[row] = slots.slot(keys[row]) }
    case .some(let mask): for row in 0..<count { slotOf[row] = mask[row] == 0 ? -1 : slots.slot(keys[row]) }
    }
    try add(view)
  }

  /// Adds the rows of a block, all under one key.
  func add(_ view: Scan.View, key: Int64) throws {
    reserve(view.block.count)
    switch view.selection {
    case .none: return
    case .all: slotOf.update(repeating: slots.slot(key), count: view.block.count)
    case .some(let mask):
      // A key none of whose rows counts was not met: it must not stand among the results, with nothing.
      guard (0..<view.block.count).contains(where: { mask[$0] != 0 }) else { return }
      let slot = slots.slot(key)
      for row in 0..<view.block.count { slotOf[row] = mask[row] == 0 ? -1 : slot }
    }
    try add(view)
  }

  private func reserve(_ count: Int) {
    guard count > capacity else { return }
    slotOf.deallocate()
    capacity = count
    slotOf = .allocate(capacity: count)
  }

  private func add(_ view: Scan.View) throws {
    let slotCount = slots.keys.count
    while sums.count < slotCount { sums.append(Measures()) }
    countRows(view.block.count, slotCount)
    defer { for slot in touched { counts[slot] = 0 } }
    try sum(view, .callCount) { $0.calls &+= $1 }
    try sum(view, .errorCount) { $0.errors &+= $1 }
    try sumMoney(view)
    try addFlags(view)
    if needs.contains(.tokens) {
      try sum(view, .promptTokens) { $0.promptTokens &+= $1 }
      try sum(view, .completionTokens) { $0.completionTokens &+= $1 }
      try sum(view, .cacheReadTokens) { $0.cacheReadTokens &+= $1 }
      try sum(view, .cacheWriteTokens) { $0.cacheWriteTokens &+= $1 }
      try sum(view, .reasoningTokens) { $0.reasoningTokens &+= $1 }
      try sum(view, .totalTokens) { $0.totalTokens &+= $1 }
    }
    if needs.contains(.bytes) {
      try sum(view, .bytesProcessed) { $0.bytesProcessed &+= $1 }
      try sum(view, .bytesBilled) { $0.bytesBilled &+= $1 }
      try sum(view, .slotMilliseconds) { $0.slotMilliseconds &+= $1 }
    }
    if needs.contains(.responses) { try addResponses(view) }
  }

  private func countRows(_ rows: Int, _ slotCount: Int) {
    if counts.count < slotCount { counts += Array(repeating: 0, count: slotCount - counts.count) }
    touched.removeAll(keepingCapacity: true)
    counts.withUnsafeMutableBufferPointer { counts in
      for row in 0..<rows where slotOf[row] >= 0 {
        let slot = Int(slotOf[row])
        if counts[slot] == 0 { touched.append(slot) }
        counts[slot] &+= 1
      }
    }
    for slot in touched { sums[slot].events &+= counts[slot] }
  }

  private func sum(_ view: Scan.View, _ field: NumberField, _ add: (inout Measures, Int64) -> Void) throws {
    let column = ColumnLayout.index(field)
    if let only = try view.block.constant(column) {
      if only == 0 { return }
      for slot in touched { add(&sums[slot], only &* counts[slot]) }
      return
    }
    let values = try view.columns.numbers(column)
    if partial.count < sums.count { partial += Array(repeating: 0, count: sums.count - partial.count) }
    partial.withUnsafeMutableBufferPointer { partial in
      for slot in touched { partial[slot] = 0 }
      for row in 0..<view.block.count where slotOf[row] >= 0 { partial[Int(slotOf[row])] &+= values[row] }
    }
    for slot in touched { add(&sums[slot], partial[slot]) }
  }

  /// Money is summed in 128 bits, so that no sum of events can overflow.
  private func sumMoney(_ view: Scan.View) throws {
    let column = ColumnLayout.index(.cost)
    if let only = try view.block.constant(column) {
      for slot in touched { sums[slot].cost.nanos += Int128(only) * Int128(counts[slot]) }
      return
    }
    let values = try view.columns.numbers(column)
    // Where even a full block of the dearest event stays in range, 64 bits do.
    if view.block.dearest >= 0, view.block.dearest < 1 << 50 {
      try sum(view, .cost) { $0.cost.nanos += Int128($1) }
      return
    }
    if money.count < sums.count { money += Array(repeating: 0, count: sums.count - money.count) }
    for slot in touched { money[slot] = 0 }
    for row in 0..<view.block.count where slotOf[row] >= 0 { money[Int(slotOf[row])] += Int128(values[row]) }
    for slot in touched { sums[slot].cost.nanos += money[slot] }
  }

  private func addFlags(_ view: Scan.View) throws {
    let late = EventFlags.late.rawValue
    let unpriced = EventFlags.unpriced.rawValue
    let notReported = EventFlags.notReported.rawValue
    if let only = try view.block.constant(ColumnLayout.index(.flags)), only & notReported == 0 {
      if only & (late | unpriced) == 0 { return }
      for slot in touched {
        if only & unpriced != 0 { sums[slot].unpricedEvents &+= counts[slot] }
        if only & late != 0 { sums[slot].lateEvents &+= counts[slot] }
      }
      return
    }
    let flags = try view.columns.numbers(ColumnLayout.index(.flags))
    let costs = try view.columns.numbers(ColumnLayout.index(.cost))
    for row in 0..<view.block.count where slotOf[row] >= 0 && flags[row] & (late | unpriced | notReported) != 0 {
      let slot = Int(slotOf[row])
      if flags[row] & unpriced != 0 { sums[slot].unpricedEvents &+= 1 }
      if flags[row] & late != 0 { sums[slot].lateEvents &+= 1 }
      if flags[row] & notReported != 0 {
        sums[slot].estimatedEvents &+= 1
        sums[slot].estimatedCost.nanos += Int128(costs[row])
      }
    }
  }

  private func addResponses(_ view: Scan.View) throws {
    let given = try view.columns.numbers(ColumnLayout.index(.given))
    let times = try view.columns.numbers(ColumnLayout.index(.responseTime))
    let bit = NumberField.responseTime.givenBit
    for row in 0..<view.block.count where slotOf[row] >= 0 && given[row] & bit != 0 {
      let slot = Int(slotOf[row])
      sums[slot].responses &+= 1
      sums[slot].responseTime &+= times[row]
    }
  }
}

/// Numbers keys in the order they are met. Keys are numbers of names, hence small and dense: an array serves
/// those below four million, a dictionary the rest.
struct SlotTable {
  private(set) var keys: [Int64] = []
  private var dense: [Int32] = Array(repeating: -1, count: 4096)
  private var sparse: [Int64: Int32] = [:]
  private static let mostDense = 4 << 20

  @inline(__always)
  mutating func slot(_ key: Int64) -> Int32 {
    if key >= 0, key < Int64(dense.count) {
      let known = dense[Int(key)]
      if known >= 0 { return known }
    }
    return newSlot(key)
  }

  @inline(never)
  private mutating func newSlot(_ key: Int64) -> Int32 {
    let fresh = Int32(truncatingIfNeeded: keys.count)
    if key >= 0, key < Int64(Self.mostDense) {
      if key >= Int64(dense.count) {
        let wanted = min(Self.mostDense, max(dense.count * 2, Int(key) + 1))
        dense += Array(repeating: -1, count: wanted - dense.count)
      }
      dense[Int(key)] = fresh
    } else {
      if let known = sparse[key] { return known }
      sparse[key] = fresh
    }
    keys.append(key)
    return fresh
  }
}
