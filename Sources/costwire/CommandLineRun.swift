import JSONRPC
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Does what the arguments say; answers the exit code.
func runCommandLine(_ arguments: [String]) -> Int32 {
  do throws(UsageError) {
    let parsed = try Arguments(arguments)
    if parsed.asks == .help { return try HelpCommand.help(parsed.words, isJSON: parsed.isOn("json")) }
    if parsed.asks == .version { return say(parsed.isOn("json") ? VersionText.json.text(pretty: false) + "\n" : VersionText.line) }
    if parsed.words.isEmpty { return serve(parsed, as: .worker) }
    let command = try Commands.find(parsed.words)
    return try command.run(try parsed.of(command))
  } catch {
    complain(error.message)
    return 1
  }
}

/// The arguments ask for something that does not exist.
struct UsageError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// Writes to standard output, whole.
func say(_ text: String) -> Int32 {
  writeAll(text, to: STDOUT_FILENO) ? 0 : 1
}

/// Writes a line to standard error.
func complain(_ message: String) {
  _ = writeAll("costwire: \(printable(message))\n", to: STDERR_FILENO)
}

/// Writes a file whole or not at all: to a temporary name, then renamed.
///
/// - Parameter mode: who may read it.
func writeFile(_ text: String, to path: String, mode: mode_t) throws(UsageError) {
  let temporary = path + ".\(getpid()).tmp"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
  guard descriptor >= 0 else { throw UsageError("\(printable(path)) cannot be written: \(String(cString: strerror(errno)))") }
  let isWritten = writeAll(text, to: descriptor)
  guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
    let reason = String(cString: strerror(errno))
    unlink(temporary)
    throw UsageError("\(printable(path)) cannot be written: \(reason)")
  }
}

@discardableResult
func writeAll(_ text: String, to descriptor: Int32) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    var offset = 0
    while offset < bytes.count {
      let written = write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      offset += written
    }
    return true
  }
}
