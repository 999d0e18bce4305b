/// Usage events on their way to the ledger: one arena of bytes, rows of numbers and of spans into the arena.
///
/// A class, because it is filled by the thread that reads requests and emptied by the one that commits;
/// it is handed over whole and never used by both.
package final class EventBatch: @unchecked Sendable {
  // @unchecked: the filling thread gives up its reference when it enqueues the batch (see above).

  /// A piece of the arena.
  package struct Span: Sendable {
    package var offset: UInt32 = 0
    package var length: UInt32 = 0
  }

  package private(set) var count = 0
  private var capacity = 0
  private var texts: UnsafeMutablePointer<Span>
  private var numbers: UnsafeMutablePointer<Int64>
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCount = 0
  private var arenaCapacity: Int

  package static let textCount = TextField.allCases.count
  package static let numberCount = NumberField.allCases.count

  package init(capacity: Int = 4) {
    self.capacity = max(capacity, 1)
    texts = .allocate(capacity: self.capacity * Self.textCount)
    numbers = .allocate(capacity: self.capacity * Self.numberCount)
    arenaCapacity = self.capacity * 256
    arena = .allocate(capacity: arenaCapacity)
  }

  deinit {
    texts.deallocate()
    numbers.deallocate()
    arena.deallocate()
  }

  /// Bytes held, for bounding what waits.
  package var byteCount: Int { arenaCount + count * (Self.textCount * 8 + Self.numberCount * 8) }

  /// Empties the batch and keeps its memory.
  package func removeAll() {
    count = 0
    arenaCount = 0
  }

  /// Adds an event of empty texts and zeros; returns its index.
  package func appendEvent() -> Int {
    if count == capacity { grow() }
    let index = count
    texts.advanced(by: index * Self.textCount).initialize(repeating: Span(), count: Self.textCount)
    numbers.advanced(by: index * Self.numberCount).initialize(repeating: 0, count: Self.numberCount)
    count += 1
    return index
  }

  /// Takes back the last event (its bytes stay in the arena until the batch is emptied).
  package func removeLast() { count -= 1 }

  private func grow() {
    let doubled = capacity * 2
    let newTexts = UnsafeMutablePointer<Span>.allocate(capacity: doubled * Self.textCount)
    let newNumbers = UnsafeMutablePointer<Int64>.allocate(capacity: doubled * Self.numberCount)
    newTexts.moveInitialize(from: texts, count: count * Self.textCount)
    newNumbers.moveInitialize(from: numbers, count: count * Self.numberCount)
    texts.deallocate()
    numbers.deallocate()
    (texts, numbers, capacity) = (newTexts, newNumbers, doubled)
  }

  package subscript(_ index: Int, _ field: NumberField) -> Int64 {
    get { numbers[index * Self.numberCount + field.rawValue] }
    set { numbers[index * Self.numberCount + field.rawValue] = newValue }
  }

  /// The bytes of a text; valid until the next text is set.
  package func text(_ index: Int, _ field: TextField) -> UnsafeBufferPointer<UInt8> {
    let span = texts[index * Self.textCount + field.rawValue]
    return UnsafeBufferPointer(start: arena + Int(span.offset), count: Int(span.length))
  }

  /// The numbers of all events, `numberCount` each, for loops over a column; valid until the batch changes.
  package var numberRows: UnsafePointer<Int64> { UnsafePointer(numbers) }

  /// The spans of all texts, `textCount` an event, and the arena they point into; valid until the batch changes.
  package var textRows: (spans: UnsafePointer<Span>, arena: UnsafePointer<UInt8>) {
    (UnsafePointer(texts), UnsafePointer(arena))
  }

  package func string(_ index: Int, _ field: TextField) -> String {
    String(decoding: text(index, field), as: UTF8.self)
  }

  package func hasText(_ index: Int, _ field: TextField) -> Bool {
    texts[index * Self.textCount + field.rawValue].length > 0
  }

  package func setText(_ index: Int, _ field: TextField, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      texts[index * Self.textCount + field.rawValue] = Span()
      return
    }
    let needed = arenaCount + bytes.count
    if needed > arenaCapacity {
      // `bytes` may lie in this very arena, so it is copied before the old one goes.
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: max(arenaCapacity * 2, needed))
      larger.update(from: arena, count: arenaCount)
      (larger + arenaCount).update(from: start, count: bytes.count)
      arena.deallocate()
      arena = larger
      arenaCapacity = max(arenaCapacity * 2, needed)
    } else {
      (arena + arenaCount).update(from: start, count: bytes.count)
    }
    texts[index * Self.textCount + field.rawValue] = Span(
      offset: UInt32(truncatingIfNeeded: arenaCount), length: UInt32(truncatingIfNeeded: bytes.count))
    arenaCount = needed
  }

  package func setText(_ index: Int, _ field: TextField, _ string: String) {
    var string = string
    string.withUTF8 { setText(index, field, $0) }
  }

  package func flags(_ index: Int) -> EventFlags { EventFlags(rawValue: self[index, .flags]) }

  package func insert(_ flags: EventFlags, _ index: Int) { self[index, .flags] |= flags.rawValue }

  package func isGiven(_ index: Int, _ field: NumberField) -> Bool { self[index, .given] & field.givenBit != 0 }

  package func give(_ index: Int, _ field: NumberField, _ value: Int64) {
    self[index, field] = value
    self[index, .given] |= field.givenBit
  }

  /// Copies an event of another batch to the end of this one; returns its index here.
  package func append(copying source: EventBatch, _ index: Int) -> Int {
    let here = appendEvent()
    (numbers + here * Self.numberCount).update(
      from: source.numbers + index * Self.numberCount, count: Self.numberCount)
    for field in TextField.allCases where source.hasText(index, field) {
      setText(here, field, source.text(index, field))
    }
    return here
  }
}
