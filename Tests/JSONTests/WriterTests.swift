import Testing

@testable import JSON

@Suite("Writing JSON")
struct WriterTests {
  @Test("sets commas and colons by itself")
  func punctuation() {
    let text = written { writer in
      writer.beginObject()
      writer.name("a")
      writer.beginArray()
      writer.int(1)
      writer.string("x")
      writer.beginObject()
      writer.endObject()
      writer.null()
      writer.endArray()
      writer.name("b" as String)
      writer.bool(true)
      writer.name("c")
      writer.raw("[0]")
      writer.name("d")
      writer.bool(false)
      writer.endObject()
    }
    #expect(text == #"{"a":[1,"x",{},null],"b":true,"c":[0],"d":false}"#)
  }

  @Test("goes on after taking something back")
  func truncation() {
    let text = written { writer in
      writer.beginArray()
      writer.int(1)
      let mark = writer.count
      writer.int(2)
      writer.truncate(to: mark)
      writer.int(3)
      writer.truncate(to: 1)
      writer.int(4)
      writer.endArray()
      writer.newline()
      writer.int(5)
    }
    #expect(text == "[4]\n5")
  }

  @Test("begins anew, and gives back a buffer that had grown large")
  func removal() {
    let writer = JSONWriter()
    for _ in 0..<300_000 { writer.string("abcdefgh") }
    writer.removeAll()
    #expect(writer.count == 0)
    writer.int(7)
    #expect(writer.bytes.elementsEqual("7".utf8))
  }

  @Test(
    "escapes what must be and nothing else",
    arguments: [
      ("", #""""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
      ("\0\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""),
      ("é\u{20AC}\u{1F600}\u{2028}", "\"é\u{20AC}\u{1F600}\u{2028}\""),
      ("12345678\n12345678\"", #""12345678\n12345678\"""#),
    ])
  func escapes(text: String, expected: String) throws {
    #expect(written { $0.string(text) } == expected)
    #expect(try JSONValue.parse(expected) == .string(text))
  }

  @Test("puts a replacement character for bytes that are not UTF-8")
  func repairs() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x62, 0xED, 0xA0]
    let text = written { writer in bytes.withUnsafeBufferPointer { writer.string(utf8: $0) } }
    #expect(text == "\"a\u{FFFD}\u{FFFD}b\u{FFFD}\u{FFFD}\"")
  }

  @Test(
    "writes whole numbers",
    arguments: [0, 7, -7, 10, 99, 100, 1_000_000_007, Int64.max, Int64.min, 999_999_999_999_999_999, 1_000_000_000_000_000_000])
  func ints(value: Int64) {
    #expect(written { $0.int(value) } == String(value))
    #expect(written { $0.int(Int(value)) } == String(value))
  }

  @Test(
    "writes the shortest double",
    arguments: [
      (0, "0"), (-0.0, "-0"), (2, "2"), (-17, "-17"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"),
      (1e14, "100000000000000"),
      (1e15, "1000000000000000"), (1e16, "1e+16"), (1e22, "1e+22"), (1.5e-7, "1.5e-07"),
      (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
      (1_234_567_890_123_456, "1234567890123456"), (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
    ] as [(Double, String)])
  func doubles(value: Double, expected: String) throws {
    #expect(written { $0.double(value) } == expected)
    #expect(try refusal(expected) == nil)
  }

  @Test(
    "writes decimals plainly and exactly",
    arguments: [
      (15_225, -4, "1.5225"), (0, -9, "0"), (0, 5, "0"), (250, -2, "2.5"), (-250, -2, "-2.5"),
      (1, -9, "0.000000001"), (-1, -1, "-0.1"),
      (12, 3, "12000"), (100, -2, "1"), (1000, -2, "10"), (1_000_000_001, -9, "1.000000001"),
      (Int128.max, 0, "170141183460469231731687303715884105727"),
      (Int128.min, -38, "-1.70141183460469231731687303715884105728"),
    ] as [(Int128, Int, String)])
  func decimals(digits: Int128, exponent: Int, expected: String) {
    #expect(written { $0.decimal(digits, exponent: exponent) } == expected)
  }

  @Test("rewrites a value without blanks and needless escapes, numbers as sent")
  func rewrite() throws {
    let text = #" { "b" : [ 1.50 , 1E2 ] , "\u0061" : "\/\u00e9\n" , "c" : { } } "#
    #expect(try withView(text) { view in written { $0.value(view) } } == #"{"b":[1.50,1E2],"a":"/é\n","c":{}}"#)
  }

  @Test("the canonical form forgets the order of members, nothing else")
  func canonical() throws {
    func canonical(_ text: String) throws -> String {
      try withView(text) { view in written { $0.canonical(view) } }
    }
    #expect(try canonical(#"{"b":1,"a":{"d":[2,1],"c":null},"B":"\u0041"}"#) == #"{"B":"A","a":{"c":null,"d":[2,1]},"b":1}"#)
    #expect(try canonical(#"{"a":{"c":null,"d":[2,1]},"B":"A","b":1}"#) == #"{"B":"A","a":{"c":null,"d":[2,1]},"b":1}"#)
    #expect(try canonical(#"{"a":2,"":0,"ab":3,"a":1}"#) == #"{"":0,"a":2,"a":1,"ab":3}"#)
    #expect(try canonical("{\"\u{E9}\":1,\"z\":2,\"\u{1F600}\":3,\"\u{FFFD}\":4}") == "{\"z\":2,\"\u{E9}\":1,\"\u{FFFD}\":4,\"\u{1F600}\":3}")
  }
}
