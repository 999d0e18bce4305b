import JSONRPC
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Folders where programs keep logs of their sessions: every `*.jsonl` below them, in the order of their names.
///
/// Links are not followed, neither to files nor to folders, and the folders are opened one inside the other: what is
/// put in their place meanwhile is not walked into.
enum SessionFolders {
  static let deepest = 16
  static let mostFiles = 200_000

  /// Where a program keeps its sessions, as it would itself find them.
  static func usual(_ format: ImportFormat, _ world: World) throws(ErrorAnswer) -> [String] {
    func variable(_ name: String) -> String? { world.environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    let home = variable("HOME")
    let roots: [String]
    if format == .claudeCode {
      if let given = variable("CLAUDE_CONFIG_DIR") {
        roots = given.split(separator: ",").map { $0 + "/projects" }
      } else {
        let configuration = variable("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
        roots = [home.map { $0 + "/.claude/projects" }, configuration.map { $0 + "/claude/projects" }].compactMap(\.self)
      }
    } else {
      let base = variable("CODEX_HOME") ?? home.map { $0 + "/.codex" }
      roots = ["/sessions", "/archived_sessions"].compactMap { folder in base.map { $0 + folder } }
    }
    let found = roots.filter(isFolder)
    guard !found.isEmpty else {
      throw .invalid(
        "path", "the folder of the sessions, where none is in its usual place",
        got: roots.isEmpty ? "no home folder" : "nothing")
    }
    return found
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The files below some folders, and how many bytes they have together.
  static func files(in folders: [String], _ services: Services) throws(ErrorAnswer) -> (files: [ImportSource.File], size: Int64) {
    var walk = Walk()
    let roots = try FileRoots.inForce(services)
    for folder in folders {
      let expected = "a folder that can be read"
      let descriptor: Int32
      if let roots {
        let (root, parts) = try roots.parts(of: folder)
        descriptor = try FileRoots.open(root, parts, expected: expected)
      } else {
        descriptor = FilePlace.openFolder(AT_FDCWD, folder, followsLinks: false)
        guard descriptor >= 0 else { throw .invalid("path", expected, got: String(cString: strerror(errno))) }
      }
      try walk.visit(descriptor, folder, "", depth: 0)
    }
    walk.files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return (walk.files, walk.size)
  }

  private struct Walk {
    var files: [ImportSource.File] = []
    var size: Int64 = 0

    /// Closes the descriptor.
    mutating func visit(_ descriptor: Int32, _ path: String, _ prefix: String, depth: Int) throws(ErrorAnswer) {
      guard let folder = fdopendir(descriptor) else {
        close(descriptor)
        return
      }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
        }
        if name == "." || name == ".." { continue }
        var status = stat()
        guard fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          guard depth < SessionFolders.deepest else { continue }
          let inner = openat(dirfd(folder), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
          if inner >= 0 { try visit(inner, path + "/" + name, prefix + name + "/", depth: depth + 1) }
        } else if status.st_mode & S_IFMT == S_IFREG, name.utf8.suffix(6).elementsEqual(".jsonl".utf8) {
          guard files.count < SessionFolders.mostFiles else {
            throw .invalid("path", "a folder of at most \(SessionFolders.mostFiles) files", got: "more")
          }
          files.append(ImportSource.File(name: prefix + name, path: path + "/" + name))
          size += Int64(status.st_size)
        }
      }
    }
  }
}
