import CostModel
import Testing

@Suite("Searching text")
struct TextSearchTests {
  @Test(
    "finds a text anywhere in another",
    arguments: [
      ("claude-3", "claude", true), ("anthropic.claude", "claude", true), ("claud", "claude", false), ("", "a", false),
      ("", "", true), ("a", "", true), ("aab", "ab", true), ("grüße", "üß", true), ("Claude", "claude", false),
    ])
  func finds(text: String, wanted: String, expected: Bool) {
    #expect(text.contains(text: wanted) == expected)
    #expect(text[...].contains(text: wanted[...]) == expected)
  }

  @Test(
    "replaces every occurrence from the left, and not what replaced it",
    arguments: [
      ("a*/b*/", "*/", "* /", "a* /b* /"), ("aaa", "aa", "b", "ba"), ("abc", "x", "y", "abc"), ("abc", "", "y", "abc"),
      ("", "a", "b", ""), ("\\", "\\", "\\\\", "\\\\"), ("grüße", "ü", "ue", "grueße"),
    ])
  func replaces(text: String, wanted: String, replacement: String, expected: String) {
    #expect(text.replacing(text: wanted, by: replacement) == expected)
  }
}
