import JSON
import JSONRPC
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `$XDG_CONFIG_HOME/costwire/config.json`.
enum ConfigurationFile {
  static var path: String? {
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return folder + "/costwire/config.json" }
    return variable("HOME").map { $0 + "/.config/costwire/config.json" }
  }

  /// Its text; nil when there is no such file. One that is there and cannot be read is an error: it may hold who may ask.
  static func text() throws(ErrorAnswer) -> String? {
    guard let path else { return nil }
    switch readFile(path, most: 1 << 20) {
    case .text(let text): return text
    case .absent: return nil
    case .unreadable(let reason): throw ErrorAnswer(.configurationError, "The configuration file \(path) cannot be read: \(reason)")
    }
  }

  /// The settings in it; none when there is no such file.
  static func read() throws(ErrorAnswer) -> Settings {
    var settings = Settings()
    guard let text = try text() else { return settings }
    let value: JSONValue
    do throws(JSONSyntaxError) {
      value = try JSONValue.parse(text)
    } catch {
      throw ErrorAnswer(.configurationError, "The configuration file is not JSON: \(error.description)")
    }
    try settings.read(value)
    return settings
  }
}

/// What came of reading a file.
enum FileText {
  case text(String)
  case absent
  case unreadable(String)

  /// The text, if it could be had.
  var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// The text of a file of at most `most` bytes.
func readFile(_ path: String, most: Int) -> FileText {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return [ENOENT, ENOTDIR].contains(errno) ? .absent : .unreadable(String(cString: strerror(errno))) }
  defer { close(descriptor) }
  return readAll(descriptor, most: most)
}

/// Everything up to the end of a descriptor, of at most `most` bytes.
func readAll(_ descriptor: Int32, most: Int) -> FileText {
  var bytes: [UInt8] = []
  // What is read at the start is short.
  var chunk = [UInt8](repeating: 0, count: min(most + 1, 4_096))
  while bytes.count <= most {
    if bytes.count >= 4_096, chunk.count < 1 << 16 { chunk = [UInt8](repeating: 0, count: 1 << 16) }
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    if count < 0 { return .unreadable(String(cString: strerror(errno))) }
    if count == 0 { return .text(String(decoding: bytes, as: UTF8.self)) }
    bytes += chunk[..<count]
  }
  return .unreadable("it is more than \(most) bytes")
}
