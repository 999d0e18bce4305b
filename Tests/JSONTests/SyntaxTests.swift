import Testing

@testable import JSON

@Suite("JSON grammar")
struct SyntaxTests {
  @Test(
    "says where and why a text is refused",
    arguments: [
      ("", 0, "expected a value, but the text ends"),
      (" \n", 2, "expected a value, but the text ends"),
      ("[1,]", 3, "expected a value"),
      ("[1", 2, "expected \",\" or \"]\", but the text ends"),
      ("[1,", 3, "expected a value, but the text ends"),
      ("[1}", 2, "expected \",\" or \"]\""),
      ("[[1]", 4, "expected \",\" or \"]\", but the text ends"),
      ("[1 2]", 3, "expected \",\" or \"]\""),
      (#"{"a":1,}"#, 7, "expected a member name in double quotes"),
      (#"{a:1}"#, 1, "expected a member name in double quotes"),
      (#"{"a" 1}"#, 5, "expected \":\" after a member name"),
      (#"{"a":1 "b":2}"#, 7, "expected \",\" or \"}\""),
      (#"{"a":}"#, 5, "expected a value"),
      (#"{"a":{"b":1}"#, 12, "expected \",\" or \"}\", but the text ends"),
      ("[] x", 3, "expected nothing after the value"),
      ("{}}", 2, "expected nothing after the value"),
      ("1 2", 2, "expected nothing after the value"),
      ("nul", 0, "expected a value"),
      ("[True]", 1, "expected a value"),
      ("\u{FEFF}{}", 0, "expected a value, found a byte order mark"),
      ("[\u{A0}1]", 1, "expected a value"),
      ("[01]", 1, "a number must not begin with a zero that more digits follow"),
      ("-", 1, "expected a digit in a number, but the text ends"),
      ("[1.]", 3, "expected a digit in a number"),
      ("[1e+]", 4, "expected a digit in a number"),
      ("[+1]", 1, "expected a value"),
      ("[.5]", 1, "expected a value"),
      ("[NaN]", 1, "expected a value"),
      (#"["a"#, 1, "a string has no closing quote"),
      (#"{"a":"b}"#, 5, "a string has no closing quote"),
      (#""\"#, 0, "a string has no closing quote"),
      (#"["\x"]"#, 2, "unknown escape in a string"),
      (#"["\u12g4"]"#, 6, #"expected four hexadecimal digits after "\u""#),
      ("[\"a\tb\"]", 3, "a control character in a string must be escaped"),
    ])
  func refused(text: String, offset: Int, reason: String) throws {
    let error = try #require(try refusal(text))
    #expect(error.offset == offset)
    #expect(error.reason == reason)
    #expect(error.description == "invalid JSON at byte \(offset): \(reason)")
  }

  @Test(
    "accepts every kind of value at the top, with any blanks around it",
    arguments: ["null", "true", "false", "0", "-0.5e-3", #""""#, "\"\u{E9}\"", "[]", "{}", "[ ]", "[ 1 , [ ] ]", #"{ "a" : { } }"#],
    ["", " ", "\r\n\t "])
  func accepted(text: String, blanks: String) throws {
    #expect(try refusal(blanks + text + blanks) == nil)
    #expect(try JSONValue.parse(blanks + text + blanks) == JSONValue.parse(text))
  }

  @Test("accepts the limit of nesting and refuses one more", arguments: [("[", "]"), (#"{"a":"#, "}")])
  func depth(open: String, close: String) throws {
    func nested(_ depth: Int, inner: String) -> String {
      String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
    }
    #expect(try refusal(nested(128, inner: "1")) == nil)
    let error = try #require(try refusal(nested(129, inner: "1")))
    #expect(error.reason == "arrays and objects are nested more than 128 deep")
    #expect(error.offset == 128 * open.utf8.count)
    #expect(try refusal(Array(nested(3, inner: "1").utf8), parser: JSONParser(maxDepth: 2)) != nil)
  }

  @Test("refuses a million open brackets without walking them", arguments: [[], [UInt8(ascii: "]")]])
  func hugeNesting(end: [UInt8]) throws {
    let error = try refusal([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000) + end)
    #expect(error?.offset == 128)
  }

  @Test("reads a long flat text, then a short one, with the same parser")
  func reuse() throws {
    let parser = JSONParser()
    let long = Array(("[" + String(repeating: #"1,"\n","#, count: 100_000) + "2]").utf8)
    #expect(try withView(long, parser: parser) { $0.elements.reduce(0) { count, _ in count + 1 } } == 200_001)
    #expect(try withView(Array(#"["\t"]"#.utf8), parser: parser) { $0.elements.map(\.string) } == ["\t"])
    #expect(try refusal(Array("[".utf8), parser: parser) != nil)
    #expect(try withView(Array("[7]".utf8), parser: parser) { $0.elements.map(\.int64) } == [7])
  }
}
