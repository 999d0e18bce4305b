/// Takes known secrets out of text before it is logged or stored. Applied at the one place that formats.
package struct Redaction: Sendable {
  package static let mark = "[redacted]"

  /// Longest first, so that a secret that holds another leaves nothing over.
  private let secrets: [[UInt8]]

  package init(_ secrets: [Secret]) {
    self.secrets = secrets.map(\.bytes).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
  }

  package func redacting(_ text: String) -> String {
    guard !secrets.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let rest = bytes[place...]
      if let secret = secrets.first(where: { rest.starts(with: $0) }) {
        kept += Array(Redaction.mark.utf8)
        place += secret.count
      } else {
        kept.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
