import Foundation
import JSONRPC
import Testing

@testable import Worker

/// `Schemas/CHANGELOG.md` against the declarations.
@Suite("Changelog of the contract")
struct ChangelogTests {
  private static let path = projectFolder + "/Schemas/CHANGELOG.md"
  private static let unreleased = "## Unreleased\n\n"

  private func text() throws -> String { try #require(readText(Self.path), "there is no Schemas/CHANGELOG.md") }

  @Test("names each method; COSTWIRE_UPDATE=1 adds what is missing as unreleased")
  func methods() throws {
    let text = try text()
    let missing = AllMethods.list.filter { !text.contains("`\($0.name)`") }.sorted { $0.name < $1.name }
    if missing.isEmpty { return }
    guard ProcessInfo.processInfo.environment["COSTWIRE_UPDATE"] != nil else {
      Issue.record("Schemas/CHANGELOG.md does not name \(missing.map(\.name)); COSTWIRE_UPDATE=1 adds them")
      return
    }
    let place = try #require(text.range(of: Self.unreleased))
    let rest = text[place.upperBound...]
    let lines = missing.map { "- `\($0.name)`: \($0.summary)\n" }.joined()
    let kept = rest.hasPrefix("Nothing yet.\n") ? rest.dropFirst("Nothing yet.\n".count) : rest
    let separator = kept.hasPrefix("- ") || kept.hasPrefix("\n") ? "" : "\n"
    try (text[..<place.upperBound] + lines + separator + kept).write(toFile: Self.path, atomically: true, encoding: .utf8)
    Issue.record("Schemas/CHANGELOG.md was rewritten; read the difference")
  }

  @Test("names no method that is gone without saying that it is")
  func gone() throws {
    let known = Set(AllMethods.list.map(\.name) + ["alerts/raised"])
    let named = try text().matches(of: /`([a-z][A-Za-z]*\/[a-z][A-Za-z]*)`( \(removed)?/)
    #expect(!named.isEmpty)
    for match in named where match.output.2 == nil {
      #expect(known.contains(String(match.output.1)), "\(match.output.1): write \"(removed\" behind it")
    }
  }

  @Test("tells each error's number and symbol, and the version")
  func errors() throws {
    let words = try text().replacing("\n", with: " ")
    for code in ErrorCode.all + [.notInitialized] {
      let entry = String(code.number) + " `" + code.symbol + "`"
      #expect(words.contains(entry), "\(entry)")
    }
    #expect(words.contains("## \(workerVersion) "))
  }
}
