import JSON

/// Requests as lines.
enum Message {
  static let initialize = request("initialize", "{}")

  /// A request, whole, with the end of its line.
  static func request(_ method: String, _ params: String, id: Int = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    append(method, params.utf8, id: id, to: &bytes)
    return bytes
  }

  static func append(_ method: String, _ params: some Collection<UInt8>, id: Int, to bytes: inout [UInt8]) {
    bytes += "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"\(method)\",\"params\":".utf8
    bytes += params
    bytes += "}\n".utf8
  }
}

/// Requests made before the clock starts, one behind the other.
struct MessageList {
  private(set) var bytes: [UInt8] = []
  /// Where each ends.
  private(set) var ends: [Int] = []
  var count: Int { ends.count }

  mutating func add(_ method: String, _ params: some Collection<UInt8>) {
    Message.append(method, params, id: count, to: &bytes)
    ends.append(bytes.count)
  }

  /// One of them alone.
  subscript(_ index: Int) -> [UInt8] { Array(bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]) }
}
