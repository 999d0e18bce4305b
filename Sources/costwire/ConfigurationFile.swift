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

  /// The settings in it; none when there is no such file.
  static func read() throws(ErrorAnswer) -> Settings {
    var settings = Settings()
    guard let path, let text = readFile(path, most: 1 << 20) else { return settings }
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

/// The text of a regular file of at most `most` bytes; nil when it cannot be had.
func readFile(_ path: String, most: Int) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= most {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 { return nil }
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += chunk[..<count]
  }
  return nil
}
