import Foundation
import Testing

@testable import Worker

@Suite("Reference")
struct ReferenceTests {
  @Test("the README's tables of methods are those of the declarations")
  func tables() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- reference:"))
    let head = try #require(text.range(of: "-->\n", range: start.upperBound..<text.endIndex))
    let end = try #require(text.range(of: "<!-- end of reference -->"))
    let expected = "\n" + methodReference() + "\n"
    let found = String(text[head.upperBound..<end.lowerBound])
    if found != expected, ProcessInfo.processInfo.environment["COSTWIRE_UPDATE"] == "1" {
      let updated = text[..<head.upperBound] + expected + text[end.lowerBound...]
      try String(updated).write(to: file, atomically: true, encoding: .utf8)
      Issue.record("README.md was rewritten")
      return
    }
    #expect(found == expected, "README.md is out of date; COSTWIRE_UPDATE=1 rewrites it")
  }
}
