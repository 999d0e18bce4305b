import CostModel
import JSON
import JSONRPC
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file of the `prices` setting: a list of the objects that `prices/set` takes, or an object whose member
/// `prices` is that list.
enum PriceFile {
  static let mostBytes = 32 << 20
  static let mostOverrides = 10_000

  static func load(_ path: String, _ now: Timestamp) throws(ErrorAnswer) -> [PriceOverride] {
    let bytes = try contents(path)
    let parser = JSONParser()
    let result = bytes.withUnsafeBytes { bytes -> Result<[PriceOverride], ErrorAnswer> in
      do throws(ErrorAnswer) { return .success(try list(bytes, parser, now)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static func list(
    _ bytes: UnsafeRawBufferPointer, _ parser: JSONParser, _ now: Timestamp
  ) throws(ErrorAnswer) -> [PriceOverride] {
    let root: JSONView
    do throws(JSONSyntaxError) { root = try parser.parse(bytes) } catch {
      throw ErrorAnswer(.configurationError, "prices: the file is not JSON: \(error.description)")
    }
    do throws(SchemaMismatch) {
      return try overrides(root.kind == .object ? root["prices"] ?? root : root, now)
    } catch {
      let member = error.path.isEmpty ? "prices" : error.path.first == "[" ? "prices" + error.path : "prices." + error.path
      var message = "\(member): expected \(error.expected), got \(error.got)"
      if let nearest = error.nearest { message += "; did you mean \(nearest)?" }
      throw ErrorAnswer(.configurationError, message, details: ["path": .string(error.path)])
    }
  }

  private static func overrides(_ list: JSONView, _ now: Timestamp) throws(SchemaMismatch) -> [PriceOverride] {
    guard list.kind == .array, list.count <= mostOverrides else {
      throw SchemaMismatch(
        expected: "a list of at most \(mostOverrides) overrides",
        got: list.kind == .array ? "\(list.count)" : "another value")
    }
    var overrides: [PriceOverride] = []
    var seen: Set<String> = []
    for (index, element) in list.elements.enumerated() {
      do throws(SchemaMismatch) {
        var definition = PriceDefinition()
        try PriceDefinition.fields.read(element, into: &definition)
        definition = try definition.checked()
        let id = definition.id(HashKey(low: 0, high: 0))
        guard seen.insert(id).inserted else {
          throw SchemaMismatch(
            path: "model", expected: "each provider, model, service_tier and effective_from once", got: "them twice")
        }
        overrides.append(definition.override(id: "file-\(index)", set: now, isFromFile: true))
      } catch {
        throw error.inside(index)
      }
    }
    return overrides
  }

  /// The bytes of a regular file. Why there are none is told without the path.
  private static func contents(_ path: String) throws(ErrorAnswer) -> [UInt8] {
    // Without O_NONBLOCK opening a FIFO would wait for its other end.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ErrorAnswer(
        .configurationError, "prices: expected a file that can be read, got \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= mostBytes else {
      throw ErrorAnswer(.configurationError, "prices: expected a regular file of at most \(mostBytes) bytes, got another")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { room in
        read(descriptor, room.baseAddress.map { $0 + count }, room.count - count)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      count += got
    }
    return Array(bytes.prefix(count))
  }
}
