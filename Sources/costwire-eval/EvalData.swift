import Foundation

struct EvalFailure: Error { var message: String; init(_ message: String) { self.message = message } }

/// The folder of the development data, laid out as `data/README.md` beside it says.
///
/// Sections look for files by what their names begin with, so that other series of the same kind can take their place.
struct EvalData {
  let folder: String

  /// The files of a subfolder whose names begin and end so, by name.
  func files(in subfolder: String, beginning: String = "", ending: String) -> [String] {
    let path = folder + "/" + subfolder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasPrefix(beginning) && $0.hasSuffix(ending) }.sorted().map { path + "/" + $0 }
  }

  func subfolders(of subfolder: String) -> [String] {
    let path = folder + "/" + subfolder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    var isFolder: ObjCBool = false
    return names.sorted().filter { FileManager.default.fileExists(atPath: path + "/" + $0, isDirectory: &isFolder) && isFolder.boolValue }
  }

  /// A file's bytes, unpacked when it ends in `.gz` (by the system's `gzip`).
  func contents(_ path: String) throws -> Data {
    guard path.hasSuffix(".gz") else { return try Data(contentsOf: URL(fileURLWithPath: path)) }
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw EvalFailure("\(path): gzip could not unpack it") }
    return data
  }

  /// The rows of a CSV file without quotes, by column name.
  func table(_ path: String) throws -> EvalTable { try EvalTable(contents(path), name: path) }
}

/// A CSV table of plain cells: no quotes, one header row.
struct EvalTable {
  let columns: [String]
  let rows: [[Substring]]

  init(_ data: Data, name: String) throws {
    var lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)[...]
    guard let header = lines.popFirst() else { throw EvalFailure("\(name): the file is empty") }
    columns = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    if let short = rows.first(where: { $0.count != columns.count }) {
      throw EvalFailure("\(name): expected \(columns.count) cells in each row, got \(short.count)")
    }
  }

  func index(_ column: String) throws -> Int {
    guard let index = columns.firstIndex(of: column) else { throw EvalFailure("no column \(column); there are \(columns)") }
    return index
  }
}
