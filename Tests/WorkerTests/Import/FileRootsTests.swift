import Foundation
import JSON
import Testing

@testable import JSONRPC
@testable import Worker

@Suite("Folders that imports and exports stay below")
struct FileRootsTests {
  /// A root with a file in it, and a file outside.
  private struct Place {
    let keyed: KeyedWorkers
    let base: String
    let row = #"{"id": "in", "timestamp": "2026-09-30T00:00:00Z", "cost_usd": 1}"#

    init() throws {
      keyed = try KeyedWorkers()
      let made = NSTemporaryDirectory() + "costwire-roots-" + UUID().uuidString
      base = try #require(URL(fileURLWithPath: made).standardizedFileURL.path.removingPercentEncoding)
      for folder in ["root/deep/er", "outside", "root/.claude/projects/p"] {
        try FileManager.default.createDirectory(atPath: base + "/" + folder, withIntermediateDirectories: true)
      }
      for file in ["root/a.ndjson", "root/deep/er/b.ndjson", "outside/c.ndjson"] {
        try row.replacingOccurrences(of: "\"in\"", with: "\"\(file)\"").write(toFile: base + "/" + file, atomically: true, encoding: .utf8)
      }
      let manager = FileManager.default
      try manager.createSymbolicLink(atPath: base + "/root/way", withDestinationPath: base + "/outside")
      try manager.createSymbolicLink(atPath: base + "/root/link.ndjson", withDestinationPath: base + "/outside/c.ndjson")
      try manager.createSymbolicLink(atPath: base + "/root/inside", withDestinationPath: base + "/root/deep")
      try manager.createSymbolicLink(atPath: base + "/alias", withDestinationPath: base + "/root")
    }

    func remove() { try? FileManager.default.removeItem(atPath: base) }

    /// A worker whose imports and exports stay below `root`.
    func worker(access: String = "open", root: String? = nil, key: String? = nil) throws -> WorldWorker {
      let roots = root.map { #", "file_roots": ["\#(base)/\#($0)"]"# } ?? ""
      let worker = try WorldWorker(keyed.world, #"{"database": "\#(keyed.folder.database)", "access": "\#(access)"\#(roots)}"#)
      _ = try worker.result("initialize", key.map { #"{"access_key": "\#($0)"}"# } ?? "{}")
      return worker
    }
  }

  private func imported(_ worker: WorldWorker, _ path: String) throws -> String {
    try worker.refusal("usage/import", #"{"format": "ndjson", "path": "\#(path)"}"#)
  }

  @Test("what lies below a root is read, by its name or by the root's other name", arguments: ["root", "alias"])
  func below(root: String) throws {
    let place = try Place()
    defer { place.remove() }
    let worker = try place.worker(root: root)
    for path in ["\(root)/a.ndjson", "root/deep/er/b.ndjson", "\(root)/deep/../a.ndjson", "\(root)//deep/./er/b.ndjson"] {
      #expect(try imported(worker, place.base + "/" + path) == "", "\(path)")
    }
  }

  @Test("nothing else is read: no other folder, no way up, no link to or through anywhere")
  func outside() throws {
    let place = try Place()
    defer { place.remove() }
    let worker = try place.worker(root: "root")
    for path in ["outside/c.ndjson", "root/../outside/c.ndjson", "root", "rooted/a.ndjson", "root/way/../../outside/c.ndjson"] {
      let refusal = try imported(worker, place.base + "/" + path)
      #expect(refusal == "ACCESS_DENIED" || refusal == "VALIDATION_ERROR", "\(path): \(refusal)")
    }
    for path in ["root/way/c.ndjson", "root/link.ndjson", "root/inside/er/b.ndjson", "root/none.ndjson", "root/deep"] {
      #expect(try imported(worker, place.base + "/" + path) == "VALIDATION_ERROR", "\(path)")
    }
    #expect(try imported(worker, "/etc/passwd") == "ACCESS_DENIED")
    #expect(try worker.result("usage/query", #"{"days": 30}"#).at("events").array?.count == 0)
  }

  @Test("exports are written below a root alone, and through no link")
  func exports() throws {
    let place = try Place()
    defer { place.remove() }
    let worker = try place.worker(root: "root")
    func export(_ path: String) throws -> String { try worker.refusal("usage/export", #"{"days": 30, "path": "\#(place.base)/\#(path)"}"#) }
    #expect(try export("root/deep/out.ndjson") == "")
    #expect(FileManager.default.fileExists(atPath: place.base + "/root/deep/out.ndjson"))
    #expect(try export("outside/out.ndjson") == "ACCESS_DENIED")
    #expect(try export("root/../outside/out.ndjson") == "ACCESS_DENIED")
    for path in ["root/way/out.ndjson", "root/inside/out.ndjson", "root/link.ndjson"] { #expect(try export(path) == "VALIDATION_ERROR", "\(path)") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.base + "/outside") == ["c.ndjson"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.base + "/root/deep").sorted() == ["er", "out.ndjson"])
  }

  @Test("with keys and no roots, files are the owner's alone; with roots, they are an admin's, too")
  func keys() throws {
    let place = try Place()
    defer { place.remove() }
    let admin = try place.keyed.key("admin").key, user = try place.keyed.key().key
    let path = place.base + "/root/a.ndjson"
    #expect(try imported(place.worker(access: "keys", key: admin), path) == "ACCESS_DENIED")
    #expect(try place.worker(access: "keys", key: admin).refusal("usage/import", #"{"format": "claude_code"}"#) == "ACCESS_DENIED")
    let rooted = try place.worker(access: "keys", root: "root", key: admin)
    #expect(try imported(rooted, path) == "")
    #expect(try imported(rooted, place.base + "/outside/c.ndjson") == "ACCESS_DENIED")
    let tenant = try place.worker(access: "keys", root: "root", key: user)
    #expect(try tenant.refusal("usage/export", #"{"days": 3, "path": "\#(place.base)/root/out.ndjson"}"#) == "ACCESS_DENIED")
    #expect(try place.keyed.worker(admin).refusal("initialize") != "")
  }

  @Test("a client cannot set the roots of a worker with keys")
  func ownersSetting() throws {
    let place = try Place()
    defer { place.remove() }
    let worker = try WorldWorker(place.keyed.world, #"{"database": "\#(place.keyed.folder.database)", "access": "keys"}"#)
    #expect(try worker.refusal("initialize", #"{"initializationOptions": {"file_roots": ["/"]}}"#) == "ACCESS_DENIED")
  }

  @Test("the usual folder of sessions must lie below a root, too")
  func sessions() throws {
    let place = try Place()
    defer { place.remove() }
    place.keyed.world.set("HOME", place.base + "/root")
    #expect(try place.worker(root: "root").refusal("usage/import", #"{"format": "claude_code"}"#) == "")
    #expect(try place.worker(root: "outside").refusal("usage/import", #"{"format": "claude_code"}"#) == "ACCESS_DENIED")
  }

  @Test("a folder that becomes a link between two looks leads nowhere")
  func swapped() throws {
    let place = try Place()
    defer { place.remove() }
    let worker = try place.worker(root: "root")
    let manager = FileManager.default
    for round in 0..<20 {
      let folder = place.base + "/root/swap"
      try? manager.removeItem(atPath: folder)
      if round % 2 == 0 {
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: false)
      } else {
        try manager.createSymbolicLink(atPath: folder, withDestinationPath: place.base + "/outside")
      }
      let refusal = try worker.refusal("usage/export", #"{"days": 30, "overwrite": true, "path": "\#(folder)/x"}"#)
      #expect(refusal == (round % 2 == 0 ? "" : "VALIDATION_ERROR"))
    }
    #expect(try manager.contentsOfDirectory(atPath: place.base + "/outside") == ["c.ndjson"])
  }
}
