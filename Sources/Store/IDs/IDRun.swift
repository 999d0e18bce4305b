/// Sorted pairs of an id's hash and the sequence number of its event, written once and never changed.
///
/// Runs are merged as they grow, so that there are few, and each id is rewritten a handful of times in all:
/// a single tree ordered by hash would rewrite a whole page for each id of a small commit.
///
/// A class, because large pages are read lazily and kept.
final class IDRun {
  let run: Int64
  let count: Int
  /// Small runs live in memory; of large ones the filter does, and pages are read when it says "maybe".
  private(set) var pairs: [IDPair]?
  let filter: IDFilter

  static let pageSize = 512
  /// Runs up to this many pairs are kept in memory.
  static let smallRun = 8_192

  init(run: Int64, pairs: [IDPair]) {
    self.run = run
    count = pairs.count
    filter = IDFilter(pairs)
    self.pairs = pairs.count <= Self.smallRun ? pairs : nil
  }

  init(run: Int64, count: Int, filter: IDFilter) {
    (self.run, self.count, self.filter) = (run, count, filter)
  }

  func keep(_ pairs: [IDPair]) { self.pairs = pairs }

  var pageCount: Int { (count + Self.pageSize - 1) / Self.pageSize }

  /// How many runs of like size there may be before they are merged: 8 in each power of 8.
  var level: Int { count < 64 ? 0 : (Int.bitWidth - 1 - count.leadingZeroBitCount - 3) / 3 }

  static let mostPairs = 2 << 20
}

/// An id's hash and its event.
struct IDPair: Comparable {
  var hash: UInt64
  var seq: Int64
  static func < (left: IDPair, right: IDPair) -> Bool {
    left.hash != right.hash ? left.hash < right.hash : left.seq < right.seq
  }

  static func encode(_ pairs: ArraySlice<IDPair>, into buffer: ByteBuffer) {
    buffer.appendVarint(UInt64(pairs.count))
    for pair in pairs { buffer.append(pair.hash, width: 8) }
    let seqs = pairs.map(\.seq)
    seqs.withUnsafeBufferPointer { NumberColumn.encode($0, into: buffer) }
  }

  static func decode(_ bytes: UnsafeRawBufferPointer) throws(LedgerDamage) -> [IDPair] {
    var reader = ByteReader(bytes)
    let count = Int(clamping: try reader.varint())
    guard count <= bytes.count else { throw LedgerDamage("a page of ids is too long") }
    let hashes = try reader.take(count * 8)
    let seqs = UnsafeMutablePointer<Int64>.allocate(capacity: max(count, 1))
    defer { seqs.deallocate() }
    seqs.initialize(repeating: 0, count: max(count, 1))
    try NumberColumn.decode(UnsafeRawBufferPointer(rebasing: bytes[reader.offset...]), count: count, into: seqs)
    return (0..<count).map { index in
      IDPair(
        hash: UInt64(littleEndian: hashes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)),
        seq: seqs[index])
    }
  }
}

/// A blocked Bloom filter over hashes: one word a look-up, five bits a key, 16 bits a key in all.
///
/// About 3 in 1,000 absent ids are answered "maybe" (Putze, Sanders, Singler, "Cache-, hash- and
/// space-efficient Bloom filters", 2007).
struct IDFilter {
  private(set) var words: [UInt64]

  init(_ pairs: [IDPair]) {
    words = Array(repeating: 0, count: max(1, (pairs.count + 3) / 4))
    for pair in pairs { words[place(pair.hash)] |= Self.bits(pair.hash) }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    words = (0..<(bytes.count / 8)).map {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
    }
  }

  @inline(__always)
  private func place(_ hash: UInt64) -> Int { Int(hash.multipliedFullWidth(by: UInt64(words.count)).high) }

  @inline(__always)
  private static func bits(_ hash: UInt64) -> UInt64 {
    let mixed = hash &* 0x9E37_79B9_7F4A_7C15
    return 1 << (mixed & 63) | 1 << (mixed >> 6 & 63) | 1 << (mixed >> 12 & 63) | 1 << (mixed >> 18 & 63)
      | 1 << (mixed >> 24 & 63)
  }

  @inline(__always)
  func mayHold(_ hash: UInt64) -> Bool {
    guard !words.isEmpty else { return true }
    let bits = Self.bits(hash)
    return words[place(hash)] & bits == bits
  }
}
