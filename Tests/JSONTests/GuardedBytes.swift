#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import JSON

/// A copy of a text between two pages that may not be touched.
///
/// A class, because it owns memory. A parser that reads one byte too many crashes the test instead of being lucky.
final class GuardedBytes {
  enum Edge: CaseIterable { case start, end }

  let bytes: UnsafeRawBufferPointer
  private let mapping: UnsafeMutableRawPointer
  private let size: Int

  /// - Parameter edge: which end of the text touches a forbidden page.
  init(_ source: some Collection<UInt8>, at edge: Edge = .end) throws {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let room = (source.count + page) / page * page
    size = room + 2 * page
    let flags = MAP_PRIVATE | Int32(MAP_ANON)
    guard let mapping = mmap(nil, size, PROT_NONE, flags, -1, 0), mapping != MAP_FAILED else { throw NoMemory() }
    self.mapping = mapping
    guard mprotect(mapping + page, room, PROT_READ | PROT_WRITE) == 0 else { throw NoMemory() }
    let start = mapping + page + (edge == .start ? 0 : room - source.count)
    let target = UnsafeMutableRawBufferPointer(start: start, count: source.count)
    target.copyBytes(from: source)
    bytes = UnsafeRawBufferPointer(target)
  }

  deinit { munmap(mapping, size) }

  struct NoMemory: Error {}
}

/// Parses a text at both edges of its memory and hands the view on.
func withView<Result>(
  _ text: some Collection<UInt8>, parser: JSONParser = JSONParser(), _ body: (JSONView) throws -> Result
) throws -> Result {
  let early = try GuardedBytes(text, at: .start)
  _ = try? parser.parse(early.bytes)
  let late = try GuardedBytes(text, at: .end)
  return try withExtendedLifetime((parser, late)) { try body(try parser.parse(late.bytes)) }
}

func withView<Result>(_ text: String, _ body: (JSONView) throws -> Result) throws -> Result {
  try withView(Array(text.utf8), body)
}

/// The error that a text is refused with; nil when it is accepted.
func refusal(_ text: some Collection<UInt8>, parser: JSONParser = JSONParser()) throws -> JSONSyntaxError? {
  do {
    _ = try withView(text, parser: parser) { $0.kind }
    return nil
  } catch let error as JSONSyntaxError {
    return error
  }
}

func refusal(_ text: String) throws -> JSONSyntaxError? { try refusal(Array(text.utf8)) }

/// What `body` writes.
func written(_ body: (JSONWriter) -> Void) -> String {
  let writer = JSONWriter(capacity: 1)
  body(writer)
  return String(decoding: writer.bytes, as: UTF8.self)
}

/// The same numbers in every run (splitmix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
