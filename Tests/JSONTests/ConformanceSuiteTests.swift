#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Testing

@testable import JSON

/// The public collection of parser cases, which is too large to stand in this repository.
private let folder = String(#filePath.dropLast("Tests/JSONTests/ConformanceSuiteTests.swift".count)) + "../shared/data/json_suite"

private let names: [String] = {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
      field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name.hasSuffix(".json") { names.append(name) }
  }
  return names.sorted()
}()

@Suite("JSON conformance suite", .enabled(if: !names.isEmpty, "the folder of cases is not beside the repository"))
struct ConformanceSuiteTests {
  @Test("all cases are there")
  func isComplete() {
    #expect(["y_", "n_", "i_"].map { prefix in names.filter { $0.hasPrefix(prefix) }.count } == [95, 188, 35])
  }

  @Test("valid texts are accepted", arguments: names.filter { $0.hasPrefix("y_") })
  func accepted(name: String) throws {
    #expect(try refusal(contents(name)) == nil)
  }

  @Test("invalid texts are refused", arguments: names.filter { $0.hasPrefix("n_") })
  func refused(name: String) throws {
    #expect(try refusal(contents(name)) != nil)
  }

  @Test("texts that may be read either way do no harm", arguments: names.filter { $0.hasPrefix("i_") })
  func unharmed(name: String) throws {
    let text = try contents(name)
    if let error = try refusal(text) { #expect((0...text.count).contains(error.offset)) }
  }

  private func contents(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen(folder + "/" + name, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }
}
