import Testing

@testable import JSON

@Suite("Seeded random JSON")
struct FuzzTests {
  @Test("what was written is read back the same", arguments: 1...40 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<25 {
      let value = randomValue(depth: 5, &numbers)
      for text in [value.text(), value.text(pretty: true)] {
        #expect(try withView(text) { JSONValue($0) } == value, "\(text)")
        #expect(try withView(text) { view in written { $0.value(view) } } == value.text())
      }
    }
  }

  @Test("a damaged text is read or refused, never worse", arguments: 1...40 as ClosedRange<UInt64>)
  func mutation(seed: UInt64) throws {
    var numbers = SeededNumbers(state: seed &+ 1_000)
    let parser = JSONParser()
    let writer = JSONWriter()
    for _ in 0..<50 {
      var bytes = Array(randomValue(depth: 4, &numbers).text().utf8)
      for _ in 0..<Int.random(in: 1...4, using: &numbers) { mutate(&bytes, &numbers) }
      if let error = try refusal(bytes, parser: parser) {
        #expect((0...bytes.count).contains(error.offset))
      } else {
        try withView(bytes, parser: parser) { view in
          writer.removeAll()
          writer.canonical(view)
        }
        #expect(try refusal(Array(writer.bytes)) == nil)
      }
    }
  }

  @Test("every beginning of a text is refused, as is the text with any byte left over")
  func prefixes() throws {
    let text = Array(#"{"a":[1.5e3,"é\ud83d\ude00",{"b":null,"c":[true,false]}],"d":"0123456789"}"#.utf8)
    for length in 0..<text.count {
      let error = try #require(try refusal(text.prefix(length)))
      #expect(error.offset <= length)
    }
    for byte in UInt8.min...UInt8.max where ![0x20, 0x09, 0x0A, 0x0D].contains(byte) {
      #expect(try refusal(text + [byte])?.offset == text.count)
    }
  }

  private func randomValue(depth: Int, _ numbers: inout SeededNumbers) -> JSONValue {
    switch Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &numbers) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &numbers))
    case 2: return .int(Int(truncatingIfNeeded: numbers.next()) >> Int.random(in: 0..<64, using: &numbers))
    case 3: return JSONValue(floatLiteral: Double.random(in: -1e6...1e6, using: &numbers))
    case 4, 5: return .string(randomText(&numbers))
    case 6:
      return .array((0..<Int.random(in: 0...5, using: &numbers)).map { _ in randomValue(depth: depth - 1, &numbers) })
    default:
      return .object(
        (0..<Int.random(in: 0...5, using: &numbers)).map { _ in
          JSONMember(name: randomText(&numbers), value: randomValue(depth: depth - 1, &numbers))
        })
    }
  }

  private func randomText(_ numbers: inout SeededNumbers) -> String {
    let alphabet: [Unicode.Scalar] = ["a", "b", "z", "\"", "\\", "/", "\n", "\0", "\u{1F}", "\u{7F}", "é", "\u{301}", "€", "\u{1F600}", "\u{10FFFF}"]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...20, using: &numbers) {
      text.append(Bool.random(using: &numbers) ? "x" : alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)])
    }
    return String(text)
  }

  private func mutate(_ bytes: inout [UInt8], _ numbers: inout SeededNumbers) {
    let place = Int.random(in: 0...bytes.count, using: &numbers)
    let structural = Array(#"{}[],:"\u0e-.19 tfn"#.utf8)
    let byte = Bool.random(using: &numbers) ? structural[Int.random(in: 0..<structural.count, using: &numbers)] : UInt8(truncatingIfNeeded: numbers.next())
    switch Int.random(in: 0..<3, using: &numbers) {
    case 0: bytes.insert(byte, at: place)
    case 1 where place < bytes.count: bytes[place] = byte
    case _ where place < bytes.count: bytes.remove(at: place)
    default: bytes.append(byte)
    }
  }
}
