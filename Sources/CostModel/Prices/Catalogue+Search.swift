/// What to look for in the built-in catalogue.
package struct PriceQuery: Hashable, Sendable {
  /// Part of a model id, in any case; empty for all.
  package var text: String
  package var provider: String?
  package var limit: Int
  /// The `next` of the page before.
  package var cursor: String?

  package init(text: String = "", provider: String? = nil, limit: Int = 100, cursor: String? = nil) {
    self.text = text
    self.provider = provider
    self.limit = limit
    self.cursor = cursor
  }
}

/// Some entries of the catalogue, in its order: by model id, provider and date.
package struct PricePage: Hashable, Sendable {
  package var entries: [PriceEntry]
  /// Where the next page starts; nil after the last.
  package var next: String?
}

extension Catalogue {
  /// Entries that match, a page at a time.
  static func search(_ query: PriceQuery) -> PricePage {
    let wanted = Array(query.text.lowercased().utf8)
    let providers = query.provider.map(ProviderNames.family)
    var page = PricePage(entries: [], next: nil)
    var position = max(0, query.cursor.flatMap { Int($0) } ?? 0)
    if position > 0, position <= bytes.count, bytes[position - 1] != UInt8(ascii: "\n") { position = 0 }
    while let line = line(at: position) {
      if matches(line.bytes, wanted, providers), let entry = PriceEntry(line: line.bytes) {
        guard page.entries.count < max(1, query.limit) else {
          page.next = String(position)
          break
        }
        page.entries.append(entry)
      }
      position = line.next
    }
    return page
  }

  private static func matches(_ line: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8], _ providers: [String]?) -> Bool {
    guard let bar = line.firstIndex(of: UInt8(ascii: "|")) else { return false }
    if let providers {
      let rest = line[(bar + 1)...].prefix { $0 != UInt8(ascii: "|") }
      guard providers.contains(where: { $0.utf8.elementsEqual(rest) }) else { return false }
    }
    guard let first = wanted.first else { return true }
    guard bar >= wanted.count else { return false }
    for start in 0...(bar - wanted.count) where lowercased(line[start]) == first {
      if (1..<wanted.count).allSatisfy({ lowercased(line[start + $0]) == wanted[$0] }) { return true }
    }
    return false
  }
}
