import Testing

@testable import JSON

@Suite("JSON trees")
struct ValueTests {
  static let value: JSONValue = ["b": 1, "a": [nil, true, 2.5, "x"], "empty": [:], "none": [], "last": ["k": "v"]]

  @Test("keep the order of members")
  func order() throws {
    #expect(ValueTests.value.text() == #"{"b":1,"a":[null,true,2.5,"x"],"empty":{},"none":[],"last":{"k":"v"}}"#)
    #expect(try JSONValue.parse(ValueTests.value.text()) == ValueTests.value)
    #expect(["a": 1, "b": 2] as JSONValue != ["b": 2, "a": 1])
  }

  @Test("are indented by two blanks")
  func pretty() throws {
    let expected = """
      {
        "b": 1,
        "a": [
          null,
          true,
          2.5,
          "x"
        ],
        "empty": {},
        "none": [],
        "last": {
          "k": "v"
        }
      }
      """
    #expect(ValueTests.value.text(pretty: true) == expected)
    #expect(try JSONValue.parse(expected) == ValueTests.value)
  }

  @Test("answer by kind")
  func access() throws {
    let value = ValueTests.value
    #expect(value["b"]?.int64 == 1)
    #expect(value["a"]?.array?.count == 4)
    #expect(value["a"]?.array?[1].bool == true)
    #expect(value["a"]?.array?[2].double == 2.5)
    #expect(value["a"]?.array?[2].int64 == nil)
    #expect(value["last"]?["k"]?.string == "v")
    #expect(value["absent"] == nil)
    #expect(value["b"]?["c"] == nil)
    #expect(JSONValue.number("123456789012345678901234567890").decimal?.scaled(by: 0) == 123_456_789_012_345_678_901_234_567_890)
  }

  @Test("write null for a number that is none", arguments: ["", "NaN", "1.", "01", "1,2"])
  func badNumber(text: String) {
    #expect(JSONValue.number(text).text() == "null")
  }

  @Test("pass syntax errors on")
  func errors() {
    #expect(throws: JSONSyntaxError(offset: 3, reason: "expected a value")) { try JSONValue.parse("[1,]") }
  }
}
