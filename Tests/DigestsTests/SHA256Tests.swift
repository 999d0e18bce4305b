import Digests
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "gives the digests FIPS 180-4 publishes",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
      (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func published(message: String, expected: String) {
    #expect(hexadecimal(SHA256.digest(of: Array(message.utf8))) == expected)
  }

  @Test("gives the same digest however a message is cut in two", arguments: [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 150])
  func twoPieces(length: Int) {
    let message = Self.message(length)
    let whole = SHA256.digest(of: message)
    for cut in 0...length {
      var hash = SHA256()
      hash.update(Array(message[..<cut]))
      hash.update(Array(message[cut...]))
      #expect(hash.finish() == whole, "cut at \(cut)")
    }
  }

  @Test("gives the same digest in pieces of every size")
  func pieces() {
    let message = Self.message(300)
    let whole = SHA256.digest(of: message)
    for size in 1...message.count {
      var hash = SHA256()
      for start in stride(from: 0, to: message.count, by: size) {
        message[start..<min(start + size, message.count)].withUnsafeBytes { hash.update($0) }
      }
      #expect(hash.finish() == whole, "pieces of \(size)")
    }
  }

  @Test("writes hexadecimal in lowercase with leading zeros")
  func hexadecimals() {
    #expect(hexadecimal([0x00, 0x0f, 0xa0, 0xff]) == "000fa0ff")
    #expect(hexadecimal([]).isEmpty)
  }

  @Test(
    "compares bytes for equality",
    arguments: [
      ([], [], true), ([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([1, 2], [0, 2], false), ([1, 2], [1], false),
      ([0], [], false),
    ] as [([UInt8], [UInt8], Bool)])
  func equality(one: [UInt8], other: [UInt8], expected: Bool) {
    #expect(isEqualInConstantTime(one, other) == expected)
  }

  private static func message(_ length: Int) -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ 7) }
  }
}
