import JSONRPC
import Store

/// Bytes that are read in pieces, from the beginning or from anywhere else.
protocol ByteSource: AnyObject {
  var size: Int64 { get }
  /// Fills the buffer; answers how many bytes, 0 at the end.
  func read(into start: UnsafeMutablePointer<UInt8>, _ count: Int) throws(ErrorAnswer) -> Int
  /// The next `read` begins here.
  func seek(to offset: Int64)
}

/// A text in memory.
final class TextSource: ByteSource {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var size: Int64 { Int64(bytes.count) }

  func read(into start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    let taken = min(count, bytes.count - offset)
    bytes.withUnsafeBufferPointer { bytes in
      if let source = bytes.baseAddress { start.update(from: source + offset, count: taken) }
    }
    offset += taken
    return taken
  }

  func seek(to offset: Int64) { self.offset = Int(min(max(offset, 0), size)) }
}

/// What an import reads: a text, a file, or the files of folders, one after the other.
struct ImportSource: Sendable {
  /// A file, and how positions and messages call it.
  struct File: Sendable {
    let name: String
    let path: String
  }

  private let text: String?
  private let services: Services
  let files: [File]
  /// Bytes of everything together.
  let size: Int64
  /// Whether there may be several files, so that a line alone does not say where.
  let isFolder: Bool

  init(text: String, _ services: Services) {
    (self.text, self.services, files, isFolder) = (text, services, [File(name: "", path: "")], false)
    size = Int64(text.utf8.count)
  }

  /// A file, or with the logs of sessions a folder of them; without a path the folder where their program keeps them.
  init(path: String?, format: ImportFormat, _ services: Services) throws(ErrorAnswer) {
    text = nil
    self.services = services
    _ = try FileRoots.inForce(services)
    guard let path else {
      let folders = try SessionFolders.usual(format, services.world)
      (files, size) = try SessionFolders.files(in: folders, services)
      isFolder = true
      return
    }
    if format.isOfSessions, SessionFolders.isFolder(path) {
      (files, size) = try SessionFolders.files(in: [path], services)
      isFolder = true
    } else {
      files = [File(name: path.split(separator: "/").last.map(String.init) ?? "", path: path)]
      size = try FileSource(path: path, services).size
      isFolder = false
    }
  }

  func open(_ index: Int) throws(ErrorAnswer) -> any ByteSource {
    if let text { return TextSource(text) }
    return try FileSource(path: files[index].path, services)
  }
}
