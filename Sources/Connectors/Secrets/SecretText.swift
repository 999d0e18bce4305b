/// Finds secrets in the text of a JSON string, escapes and all, and puts asterisks in their place.
enum SecretText {
  static func mask(_ text: inout [UInt8], _ range: Range<Int>) {
    for place in range { text[place] = UInt8(ascii: "*") }
  }

  /// A secret's own text is masked; `env:NAME` and `file:PATH` tell none, of `command:PROGRAM ARGUMENTS` the arguments may.
  static func maskUnlessReference(_ text: inout [UInt8]) {
    let reference = try? SecretReference(String(decoding: text, as: UTF8.self))
    switch reference {
    case .environment, .file:
      maskKnownShapes(&text)
    case .command:
      let arguments = text.firstIndex(of: UInt8(ascii: " ")) ?? text.count
      mask(&text, arguments..<text.count)
    case nil: mask(&text, 0..<text.count)
    }
  }

  /// Of an address scheme and host are kept.
  static func maskAddress(_ text: inout [UInt8]) {
    guard let host = ends(ofScheme: text, from: 0) else { return maskUnlessReference(&text) }
    maskUser(&text, at: host)
    let end = text[host...].firstIndex { [47, 63, 35, 92].contains($0) } ?? text.count
    mask(&text, min(end + 1, text.count)..<text.count)
  }

  /// Access keys, logins in addresses, and keys that providers mark as such, anywhere in a text.
  static func maskKnownShapes(_ text: inout [UInt8]) {
    guard text.count >= 8 else { return }
    var search = 0
    while let host = ends(ofScheme: text, from: search) {
      maskUser(&text, at: host)
      if text[host...].starts(with: "hooks.slack.com".utf8) {
        mask(&text, (host + 15)..<endOfWord(text, from: host))
      }
      search = host
    }
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(where: isSeparator) ?? text.count
      if end - start >= 16, isKey(text[start..<end]) { mask(&text, start..<end) }
      start = end + 1
    }
  }

  /// Where the host begins behind the next `://`, whose slashes may be escaped.
  private static func ends(ofScheme text: [UInt8], from start: Int) -> Int? {
    var place = start
    while let colon = text[place...].firstIndex(of: UInt8(ascii: ":")) {
      var (next, slashes) = (colon + 1, 0)
      while next < text.count, slashes < 2, text[next] == 47 || text[next] == 92 {
        if text[next] == 47 { slashes += 1 }
        next += 1
      }
      if slashes == 2 { return next }
      place = colon + 1
    }
    return nil
  }

  /// Masks `user:password` before an `@`.
  private static func maskUser(_ text: inout [UInt8], at host: Int) {
    let end = text[host...].firstIndex { [47, 63, 35, 92, 32, 34].contains($0) } ?? text.count
    guard let at = text[host..<end].lastIndex(of: UInt8(ascii: "@")) else { return }
    mask(&text, host..<at)
  }

  private static func endOfWord(_ text: [UInt8], from start: Int) -> Int {
    text[start...].firstIndex { $0 <= 32 || $0 == 92 || $0 == 34 || $0 == 62 || $0 == 41 } ?? text.count
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...32, 34, 39, 40, 41, 44, 47, 58, 59, 60, 61, 62, 64, 91, 92, 93, 123, 125: true
    default: false
    }
  }

  private static func isKey(_ word: ArraySlice<UInt8>) -> Bool {
    if word.starts(with: "cw_".utf8) { return true }
    return word.count <= 4_096 && KeyShape.isMarked(String(decoding: word, as: UTF8.self))
  }
}
