import Testing

@testable import JSON

@Suite("JSON strings")
struct StringTests {
  @Test(
    "resolves escapes",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u0041\u00e9\u20AC""#, "A\u{E9}\u{20AC}"),
      (#""\ud83d\ude00""#, "\u{1F600}"),
      (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
      (#""\u0000""#, "\0"),
      (#""plain text of some length\nand more of it, é too""#, "plain text of some length\nand more of it, é too"),
      (#""""#, ""),
    ])
  func escapes(text: String, expected: String) throws {
    try withView("[\(text)]") { view in
      let string = try #require(view.elements.first { _ in true })
      #expect(Array(string.string!.utf8) == Array(expected.utf8))
      #expect(String(decoding: string.raw, as: UTF8.self) == text)
    }
    #expect(try withView(text) { Array($0.utf8!) } == Array(expected.utf8))
  }

  @Test(
    "refuses half a surrogate pair",
    arguments: [
      #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#, #""\ud800\ud800""#,
      #""\udc00\ud800""#,
    ])
  func surrogates(text: String) throws {
    let error = try #require(try refusal(text))
    #expect(error.reason == "a surrogate escape lacks its other half")
    #expect(error.offset == 1)
  }

  @Test("keeps valid UTF-8 at every place", arguments: 0..<20, 0..<20)
  func validUTF8(before: Int, after: Int) throws {
    for character in ["\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"] {
      let text = String(repeating: "a", count: before) + character + String(repeating: "b", count: after)
      #expect(try withView("\"\(text)\"") { Array($0.utf8!) } == Array(text.utf8))
      #expect(try withView("{\"\(text)\":1}") { $0.members.map { Array($0.name) } } == [Array(text.utf8)])
    }
  }

  /// Overlong, surrogate, too large, stray, and cut off after one, two or three bytes.
  static let invalid: [[UInt8]] = [
    [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0x80], [0xBF],
    [0xC3], [0xE2], [0xE2, 0x82], [0xF0], [0xF0, 0x9F], [0xF0, 0x9F, 0x98], [0xC3, 0x41], [0xE2, 0x41, 0x80],
  ]

  @Test("refuses invalid UTF-8 at every place, and says which", arguments: 0..<20, [0, 1, 7, 8, 9])
  func invalidUTF8(before: Int, after: Int) throws {
    for bytes in StringTests.invalid {
      let content = [UInt8](repeating: 0x61, count: before) + bytes + [UInt8](repeating: 0x62, count: after)
      let error = try #require(try refusal([0x5B, 0x22] + content + [0x22, 0x5D]), "\(bytes)")
      #expect(error.reason == "a string is not valid UTF-8", "\(bytes)")
      #expect(error.offset == before + 2)
      // Cut off by the end of the text instead of by the quote.
      #expect(try refusal([0x22] + content) != nil)
    }
  }

  @Test("refuses each control character at every place of a block", arguments: 0..<0x20 as Range<UInt8>)
  func controls(control: UInt8) throws {
    for before in 0..<17 {
      let text = [0x22] + [UInt8](repeating: 0x61, count: before) + [control] + Array("bcd\"".utf8)
      #expect(try refusal(text)?.offset == before + 1)
    }
  }

  @Test("takes every other ASCII character as it is")
  func ascii() throws {
    let text = String((0x20..<0x80 as Range<UInt8>).filter { $0 != 0x22 && $0 != 0x5C }.map { Character(UnicodeScalar($0)) })
    for shift in 0..<9 {
      #expect(try withView("\"" + text.dropFirst(shift) + "\"") { $0.string } == String(text.dropFirst(shift)))
    }
  }
}
