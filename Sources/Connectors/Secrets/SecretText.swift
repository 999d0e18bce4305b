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
    var word = Word(), place = 0
    while place < text.count {
      let (byte, next) = character(text, at: place)
      if let byte, isOfWord(byte) {
        word.add(byte, place)
      } else {
        if word.isKey { mask(&text, word.start..<place) }
        word = Word()
      }
      place = next
    }
    if word.isKey { mask(&text, word.start..<text.count) }
  }

  /// Letters that may be a key, and where in the text they begin.
  private struct Word {
    private(set) var start = 0
    private var letters: [UInt8] = []

    mutating func add(_ byte: UInt8, _ place: Int) {
      // What stands before a key in a list or an option.
      if letters.isEmpty {
        if byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") { return }
        start = place
      }
      if letters.count <= 4_096 { letters.append(byte) }
    }

    var isKey: Bool {
      guard letters.count >= 16 else { return false }
      if letters.starts(with: "cw_".utf8) { return true }
      return letters.count <= 4_096 && KeyShape.isMarked(String(decoding: letters, as: UTF8.self))
    }
  }

  /// The character at a place, behind its escape if it has one, and where the next begins; nil for what is none of a word.
  private static func character(_ text: [UInt8], at place: Int) -> (UInt8?, Int) {
    guard text[place] == UInt8(ascii: "\\") else { return (text[place], place + 1) }
    // Text within text is escaped more than once.
    var next = place
    while next < text.count, text[next] == UInt8(ascii: "\\") { next += 1 }
    guard next < text.count else { return (nil, next) }
    if text[next] == UInt8(ascii: "u"), next + 5 <= text.count, let code = Int(String(decoding: text[(next + 1)..<(next + 5)], as: UTF8.self), radix: 16) {
      return (UInt8(exactly: code), next + 5)
    }
    return (nil, "nrtbf/\"".utf8.contains(text[next]) ? next + 1 : next)
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
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
    // A password may hold anything but a slash and a blank.
    let end = text[host...].firstIndex { [47, 32].contains($0) } ?? text.count
    guard let at = text[host..<end].lastIndex(of: UInt8(ascii: "@")) else { return }
    mask(&text, host..<at)
  }

  private static func endOfWord(_ text: [UInt8], from start: Int) -> Int {
    text[start...].firstIndex { $0 <= 32 || $0 == 92 || $0 == 34 || $0 == 62 || $0 == 41 } ?? text.count
  }

}
