import Testing
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Generated client surfaces")
struct ClientSurfaceTests {
  enum File: String, CaseIterable {
    case typesOfPython = "python/costwire/types.py"
    case python = "python/costwire/_surface.py"
    case asyncPython = "python/costwire/_async_surface.py"
    case javascript = "js/lib/surface.cjs"
    case typescript = "js/lib/surface.d.cts"

    var text: String {
      switch self {
      case .typesOfPython: pythonTypes()
      case .python: pythonSurface()
      case .asyncPython: pythonAsyncSurface()
      case .javascript: javascriptSurface()
      case .typescript: typescriptSurface()
      }
    }
  }

  @Test("are what the methods declare", arguments: File.allCases)
  func areCurrent(file: File) {
    expectCommitted("Clients/" + file.rawValue, file.text)
  }
}

/// Compares a generated text with the committed file; COSTWIRE_UPDATE=1 rewrites the file and still reports it.
func expectCommitted(_ path: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let file = projectFolder + "/" + path
  let committed = readText(file)
  if committed == text { return }
  guard getenv("COSTWIRE_UPDATE") != nil else {
    let difference = committed.map { firstDifference($0, text) } ?? "there is no such file"
    Issue.record(
      "\(path) is not what the methods declare: \(difference). COSTWIRE_UPDATE=1 swift test --filter ContractTests rewrites it",
      sourceLocation: sourceLocation)
    return
  }
  Issue.record(
    writeText(text, to: file) ? "\(path) was rewritten; read the difference" : "\(path) could not be written",
    sourceLocation: sourceLocation)
}

/// The folder of Package.swift.
let projectFolder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

func readText(_ path: String) -> String? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

private func writeText(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "wb") else { return false }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  return fclose(file) == 0 && written == bytes.count
}

private func firstDifference(_ old: String, _ new: String) -> String {
  let (old, new) = (old.split(separator: "\n", omittingEmptySubsequences: false), new.split(separator: "\n", omittingEmptySubsequences: false))
  let line = zip(old, new).prefix { $0 == $1 }.count
  func text(_ lines: [Substring]) -> String { line < lines.count ? "\"\(lines[line])\"" : "nothing" }
  return "line \(line + 1) is \(text(old)), expected \(text(new))"
}
