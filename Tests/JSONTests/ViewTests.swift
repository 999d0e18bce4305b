import Testing

@testable import JSON

@Suite("Looking at a parsed text")
struct ViewTests {
  static let text = #"{"id":"evt-1","n":12,"tags":{"env":"prod","empty":{}},"list":[1,"two",null,true,[]],"n":13,"caf\u00e9":0.50}"#

  @Test("finds members by name, the first when one repeats")
  func lookUp() throws {
    try withView(ViewTests.text) { view in
      #expect(view.kind == .object)
      #expect(view.count == 6)
      #expect(view["id"]?.string == "evt-1")
      #expect(view["n"]?.int64 == 12)
      #expect(view["tags"]?["env"]?.equals("prod") == true)
      #expect(view["tags"]?["env"]?.equals("prods") == false)
      #expect(view["café"]?.double == 0.5)
      #expect(view["absent"] == nil)
      #expect(view["id"]?["env"] == nil)
      #expect(view["list"]?["env"] == nil)
    }
  }

  @Test("walks members and elements in their order and skips what is inside them")
  func walk() throws {
    try withView(ViewTests.text) { view in
      let names = view.members.map { String(decoding: $0.name, as: UTF8.self) }
      #expect(names == ["id", "n", "tags", "list", "n", "caf\u{E9}"])
      let list = try #require(view["list"])
      #expect(list.elements.map(\.kind) == [.number, .string, .null, .bool, .array])
      #expect(list.count == 5)
      #expect(list.members.map { $0.value.kind } == [])
      #expect(view.elements.map(\.kind) == [])
      #expect(view["tags"]?["empty"]?.count == 0)
    }
  }

  @Test("gives nil for what a value is not")
  func kinds() throws {
    try withView("[null,true,false,1,\"a\"]") { view in
      let elements = view.elements.map { $0 }
      #expect(elements.map(\.isNull) == [true, false, false, false, false])
      #expect(elements.map(\.bool) == [nil, true, false, nil, nil])
      #expect(elements.map(\.int64) == [nil, nil, nil, 1, nil])
      #expect(elements.map(\.double) == [nil, nil, nil, 1, nil])
      #expect(elements.map(\.decimal) == [nil, nil, nil, JSONDecimal(digits: 1, exponent: 0), nil])
      #expect(elements.map(\.string) == [nil, nil, nil, nil, "a"])
      #expect(elements.map(\.count) == [0, 0, 0, 0, 0])
    }
  }

  @Test("gives the source of each value exactly as it was sent")
  func raw() throws {
    try withView(#" { "a" : [ 1.50 , "\u0041" ] , "b" : {} , "c":null} "#) { view in
      let sources = view.members.map { String(decoding: $0.value.raw, as: UTF8.self) }
      #expect(sources == [#"[ 1.50 , "\u0041" ]"#, "{}", "null"])
      #expect(view["a"]?.elements.map { String(decoding: $0.raw, as: UTF8.self) } == ["1.50", #""\u0041""#])
    }
  }

  @Test("keeps composed and decomposed names apart")
  func normalisation() throws {
    let text = "{\"cafe\u{301}\":1,\"caf\u{E9}\":2}"
    try withView(text) { view in
      #expect(view["caf\u{E9}"]?.int64 == 2)
      #expect(view["cafe\u{301}"]?.int64 == 1)
    }
    let value = try JSONValue.parse(text)
    #expect(value["caf\u{E9}"] == 2)
    #expect(JSONValue.string("cafe\u{301}") != .string("caf\u{E9}"))
    #expect(Set([JSONValue.string("cafe\u{301}"), .string("caf\u{E9}")]).count == 2)
  }

  @Test("a cursor finds members in the expected order, in another, and none that are absent")
  func cursor() throws {
    try withView(ViewTests.text) { view in
      var cursor = JSONCursor(view)
      #expect(cursor.next("id")?.string == "evt-1")
      #expect(cursor.next("n")?.int64 == 12)
      #expect(cursor.next("absent")?.int64 == nil)
      #expect(cursor.next("list")?.count == 5)
      #expect(cursor.next("id")?.string == "evt-1")
      #expect(cursor.next("caf\u{E9}")?.double == 0.5)
      #expect(cursor.next("n")?.int64 == 12)
      var none = JSONCursor(try #require(view["list"]))
      #expect(none.next("id")?.string == nil)
    }
  }

  @Test("finds names of every length, equal up to the last byte", arguments: 0...20)
  func nameLengths(length: Int) throws {
    let name = String("abcdefghijklmnopqrstuvwxyz".prefix(length))
    let names: [StaticString] = ["", "a", "abc", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnop", "abcdefghijklmnopqrst"]
    try withView("{\"\(name)\":1}") { view in
      for candidate in names { #expect((view[candidate] != nil) == (candidate.description == name)) }
    }
  }
}
