import Testing

@testable import Worker

@Suite("Integers that not every reader holds")
struct SafeIntegersTests {
  private func quoted(_ text: String) -> String? {
    Array(text.utf8).withUnsafeBytes { SafeIntegers.quoted($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "become texts, and nothing else does",
    arguments: [
      (#"{"a": 9007199254740991, "b": -9007199254740991, "c": 0.12345678901234567, "d": 1e30, "e": "9007199254740993", "f": "\"9007199254740993"}"#, nil),
      (#"{"a":9007199254740992,"b":[-9223372036854775808],"c":1}"#, #"{"a":"9007199254740992","b":["-9223372036854775808"],"c":1}"#),
      ("12345678901234567890", #""12345678901234567890""#), ("12345678901234567.5", nil), ("12345678901234567e2", nil), ("[]", nil), ("", nil),
      (#""never ends"#, nil), (#""ends in \"#, nil),
    ] as [(String, String?)])
  func becomeTexts(text: String, expected: String?) {
    #expect(quoted(text) == expected)
  }
}
