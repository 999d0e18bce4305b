#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A growable run of plain values that says so, instead of trapping, when there is no memory.
///
/// It does not free itself: its owner is a class that does so in `deinit`.
struct PlainStore<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>?
  private(set) var capacity = 0

  /// Makes room for at least `needed` values, at least doubling, up to `limit`; false when memory is short.
  mutating func reserve(_ needed: Int, atMost limit: Int = .max) -> Bool {
    if needed <= capacity { return true }
    return resize(to: max(needed, min(capacity &* 2, limit)))
  }

  /// Gives memory back when there is room for more than `limit` values; what it held is lost.
  mutating func shrink(above limit: Int) {
    if capacity > limit { release() }
  }

  mutating func release() {
    free(base)
    base = nil
    capacity = 0
  }

  private mutating func resize(to count: Int) -> Bool {
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !overflow, let larger = realloc(base, size) else { return false }
    base = larger.assumingMemoryBound(to: Element.self)
    capacity = count
    return true
  }
}

/// The buffers that a parser keeps between texts.
struct ParserMemory {
  var tape = PlainStore<TapeNode>()
  /// The bytes of the strings that had escapes, one after the other.
  var unescaped = PlainStore<UInt8>()
  var unescapedCount = 0
  /// A copy of a text that does not end in a bracket, with zeros behind it.
  var padded = PlainStore<UInt8>()

  /// Appends bytes to the unescaped strings; false when memory is short.
  mutating func appendUnescaped(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count == 0 { return true }
    guard unescaped.reserve(unescapedCount &+ count), let base = unescaped.base else { return false }
    memcpy(base + unescapedCount, bytes, count)
    unescapedCount &+= count
    return true
  }

  /// Copies a text and sets `zeros` behind it; nil when memory is short.
  mutating func padding(_ text: UnsafeRawBufferPointer, zeros: Int) -> UnsafePointer<UInt8>? {
    guard padded.reserve(text.count &+ zeros), let base = padded.base else { return nil }
    if let source = text.baseAddress { memcpy(base, source, text.count) }
    memset(base + text.count, 0, zeros)
    return UnsafePointer(base)
  }

  mutating func shrink(above bytes: Int) {
    tape.shrink(above: bytes / MemoryLayout<TapeNode>.stride)
    unescaped.shrink(above: bytes)
    padded.shrink(above: bytes)
  }

  mutating func release() {
    tape.release()
    unescaped.release()
    padded.release()
  }
}
