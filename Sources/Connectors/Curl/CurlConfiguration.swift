/// The settings of one run of curl, as text for its standard input: nothing of them shows in an argument list.
struct CurlConfiguration {
  private(set) var bytes: [UInt8] = []

  /// curl 7.88 refuses lines above 100 KB.
  private static let longestValue = 32_768

  /// - Throws: when the value cannot stand in a line: it is too long or holds a zero byte.
  mutating func set(_ name: String, _ value: String) throws(OutboundFailure) {
    guard value.utf8.count <= CurlConfiguration.longestValue, !value.utf8.contains(0) else { throw .unwritable(name) }
    bytes += Array(name.utf8) + Array(" = \"".utf8)
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
      case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
      case 11: bytes += Array("\\v".utf8)
      default: bytes.append(byte)
      }
    }
    bytes += Array("\"\n".utf8)
  }

  mutating func turnOn(_ name: String) {
    bytes += Array(name.utf8) + [10]
  }

  /// Seconds with three decimals, as curl reads limits of time.
  mutating func set(_ name: String, milliseconds: Int) throws(OutboundFailure) {
    let thousandths = max(milliseconds, 1)
    try set(name, "\(thousandths / 1_000)." + String(String(1_000 + thousandths % 1_000).dropFirst()))
  }

  /// Connects to the addresses that were checked, whatever the name may mean by then.
  ///
  /// Directly, curl gets all of them and takes the first that answers. A proxy is not told the name either: it gets the first
  /// address, so that it cannot look the name up again with another outcome.
  mutating func pin(_ endpoint: Endpoint, _ route: Route) throws(OutboundFailure) {
    if route.isProxied {
      if let address = route.addresses.first {
        try set("connect-to", "\(endpoint):\(address.bracketed):\(endpoint.port)")
      }
      turnOn("suppress-connect-headers")
    } else {
      try set("noproxy", "*")
      if case .name = endpoint.host {
        try set("resolve", "\(endpoint):" + route.addresses.map(\.bracketed).joined(separator: ","))
      }
    }
  }

  /// What is common to all runs. The trailer stands after all that the receiver sent.
  mutating func finish(_ timing: CurlTiming) throws(OutboundFailure) {
    turnOn("silent")
    turnOn("globoff")
    turnOn("tlsv1.2")
    try set("connect-timeout", milliseconds: timing.connectMilliseconds)
    try set("max-time", milliseconds: timing.milliseconds)
    try set("write-out", "\n\(CurlAnswer.trailerMark)%{http_code} %{remote_ip}\n")
  }
}

/// How a checked endpoint is reached.
struct Route {
  var addresses: [IPAddress]
  /// Whether the environment names a proxy for this kind of request.
  var isProxied: Bool
}

/// How long a request may take.
package struct CurlTiming: Sendable {
  package var milliseconds: Int
  package var connectMilliseconds: Int

  package init(milliseconds: Int = 30_000, connectMilliseconds: Int = 10_000) {
    self.milliseconds = milliseconds
    self.connectMilliseconds = connectMilliseconds
  }
}
