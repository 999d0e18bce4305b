import Testing

@testable import Charts

@Suite("Names that others chose")
struct PlainTextTests {
  @Test(
    "control characters, breaks and marks of direction do not pass",
    arguments: [
      ("\u{1B}[31mred\u{7}", " [31mred "), ("a\r\n\tb", "a b"), ("a\u{202E}b\u{2066}c\u{200B}d", "abcd"), ("\u{0}x\u{9B}2J", " x 2J"),
      ("a\u{2028}b", "a b"), ("\u{FEFF}a\u{FFFF}", "a"), ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}"), ("Ünï 漢字 🙂", "Ünï 漢字 🙂"),
    ])
  func cleaned(text: String, expected: String) {
    #expect(Array(PlainText.cleaned(text).unicodeScalars) == Array(expected.unicodeScalars))
    #expect(text.inMarkup == expected.inMarkup && text.inMarkdown == expected.inMarkdown)
  }

  @Test(
    "long names keep both ends and fit",
    arguments: [("abcdefghij", 10, "abcdefghij"), ("abcdefghijk", 10, "abcdef…ijk"), ("漢字漢字漢字", 7, "漢字…字"), ("abc", 1, "…"), ("", 5, "")])
  func shortened(text: String, columns: Int, expected: String) {
    #expect(PlainText.shortened(text, to: columns) == expected)
    #expect(PlainText.width(expected) <= columns)
  }

  @Test("ten thousand letters take sixty columns, and as many marks on one letter two")
  func endless() {
    for letter in ["x", "漢", "\u{301}", "🙂", "\n", "\u{202E}"] {
      let text = PlainText.cleaned(String(repeating: letter, count: 10_000))
      #expect(PlainText.width(text) <= 60 && text.utf8.count < 300)
    }
  }

  @Test("HTML and XML are not spoken by names")
  func markup() {
    #expect("</svg><script a='b' c=\"d\">&".inMarkup == "&lt;/svg&gt;&lt;script a=&#39;b&#39; c=&quot;d&quot;&gt;&amp;")
  }

  @Test("Markdown is not spoken by names")
  func markdown() {
    #expect("a|b `c` [d](http://e) <f> *g* _h_\n# i".inMarkdown == "a\\|b \\`c\\` \\[d\\](http:\\//e) \\<f\\> \\*g\\* \\_h\\_ \\# i")
  }

  @Test("sentences are broken between words, and words that are wider than a line are shortened")
  func wrapped() {
    #expect(PlainText.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(PlainText.wrapped("", to: 7).isEmpty)
    let lines = PlainText.wrapped("a " + String(repeating: "b", count: 99) + " 漢字漢字", to: 8)
    #expect(lines.count == 3 && lines.allSatisfy { PlainText.width($0) <= 8 })
  }
}
