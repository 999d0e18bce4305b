import CostModel
import JSON

/// Where the columns of a foreign file go.
struct ImportMapping: Sendable {
  /// What a column fills.
  enum Target: Sendable, Equatable {
    /// A member of an event, by its place in `EventMember.all`.
    case member(Int)
    /// A member of `metadata`.
    case metadata(String)
    /// A member of `cost_allocation`.
    case allocation(TextField)
    /// Seconds to add to the default timestamp.
    case timestampOffset
    /// The cost as a whole number of nano-USD.
    case costNanos
    case nothing
  }

  /// Names that stand for something other than a member of an event.
  private static let special: [(name: String, target: Target)] = [
    ("timestamp_offset_s", .timestampOffset), ("cost_nano_usd", .costNanos), ("", .nothing),
  ]

  private var given: [(column: [UInt8], target: Target)] = []
  /// With a mapping, columns that are neither mapped nor named like a member are passed over; without, they are refused.
  var isGiven: Bool { !given.isEmpty }

  init() {}

  /// From an object of column names and targets.
  init(_ view: JSONValue) throws(SchemaMismatch) {
    for member in view.members ?? [] {
      guard let name = member.value.string else {
        throw SchemaMismatch(path: member.name, expected: "the name of a field", got: "another value")
      }
      given.append((Array(member.name.utf8), try Self.target(name, column: member.name)))
    }
  }

  private static func target(_ name: String, column: String) throws(SchemaMismatch) -> Target {
    if let known = special.first(where: { $0.name == name }) { return known.target }
    if name.hasPrefix("metadata."), name.utf8.count > 9 { return .metadata(String(name.dropFirst(9))) }
    if name.hasPrefix("cost_allocation."),
      let known = EventMember.allocation.first(where: { "cost_allocation." + $0.name == name })
    {
      return .allocation(known.field)
    }
    if let index = EventMember.all.firstIndex(where: { $0.name == name }) { return .member(index) }
    let names = EventMember.all.map(\.name) + special.map(\.name)
    throw SchemaMismatch(
      path: column, expected: "a field of an event, metadata.NAME, cost_allocation.NAME, timestamp_offset_s, cost_nano_usd or \"\"",
      got: "\"\(shortened(name))\"", nearest: closestName(name, among: names))
  }

  /// Where a column goes; nil when it is refused.
  func target(of column: UnsafeBufferPointer<UInt8>) -> Target? {
    for entry in given where entry.column.count == column.count {
      if entry.column.elementsEqual(column) { return entry.target }
    }
    if let index = EventMember.index(of: column, from: 0) { return .member(index) }
    return isGiven || isProtocolMember(column) ? .nothing : nil
  }
}
