/// The host of an endpoint: a name to be looked up, or an address.
package enum NetworkHost: Hashable, Sendable, CustomStringConvertible {
  /// Lowercase letters, digits, hyphens and dots, without the dot at the end.
  case name(String)
  case address(IPAddress)

  /// Reads a host in any spelling that curl would take, so that what is checked is what is connected to: version 4
  /// addresses also in decimal, octal, hexadecimal and short forms.
  package init(_ text: String) throws(TargetProblem) {
    if text.hasPrefix("["), text.hasSuffix("]") {
      guard let address = IPAddress(String(text.dropFirst().dropLast())), address.isVersion6 else { throw .host }
      self = .address(address)
      return
    }
    let name = text.hasSuffix(".") ? text.dropLast() : text[...]
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= 253, let last = labels.last, labels.allSatisfy({ NetworkHost.isLabel($0) }) else { throw .host }
    if NetworkHost.looksNumeric(last) {
      guard let number = NetworkHost.number(labels) else { throw .host }
      self = .address(IPAddress(version4: number))
    } else {
      self = .name(name.lowercased())
    }
  }

  package var description: String {
    switch self {
    case .name(let name): name
    case .address(let address): address.bracketed
    }
  }

  private static func isLabel(_ label: Substring) -> Bool {
    1...63 ~= label.utf8.count && label.first != "-" && label.last != "-" && isPlain(label, or: "-")
  }

  /// A last label like this makes the whole an address or nothing, as the URL standard has it: resolvers differ about the rest.
  private static func looksNumeric(_ label: Substring) -> Bool {
    isPlainNumber(label, most: 63) || label.hasPrefix("0x") || label.hasPrefix("0X")
  }

  /// One to four numbers as `inet_aton` reads them: the last one fills the bytes that are left.
  private static func number(_ labels: [Substring]) -> UInt32? {
    guard labels.count <= 4 else { return nil }
    var address: UInt64 = 0
    for (index, label) in labels.enumerated() {
      let isLast = index == labels.count - 1
      let bits = isLast ? UInt64(32 - 8 * index) : 8
      guard let part = part(label), part < 1 << bits else { return nil }
      address = address << bits | part
    }
    return UInt32(exactly: address)
  }

  private static func part(_ label: Substring) -> UInt64? {
    if label.hasPrefix("0x") || label.hasPrefix("0X") {
      let digits = label.dropFirst(2)
      return digits.utf8.allSatisfy(isHexadecimalDigit) ? UInt64(digits, radix: 16) : nil
    }
    guard isPlainNumber(label, most: 20) else { return nil }
    return UInt64(label, radix: label.utf8.count > 1 && label.hasPrefix("0") ? 8 : 10)
  }
}

/// A host and a port.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  package let host: NetworkHost
  package let port: UInt16

  package init(host: NetworkHost, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `HOST:PORT`.
  package init(_ text: String) throws(TargetProblem) {
    try self.init(text, defaultPort: nil)
  }

  init(_ text: String, defaultPort: UInt16?) throws(TargetProblem) {
    var host = text[...]
    var port = defaultPort
    if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") {
      host = text[..<colon]
      let digits = text[text.index(after: colon)...]
      port = isPlainNumber(digits, most: 5) ? UInt16(digits) : nil
    }
    guard let port, port > 0 else { throw .port }
    self.host = try NetworkHost(String(host))
    self.port = port
  }

  package var description: String { "\(host):\(port)" }
}

/// The endpoints that may be reached although their address is not public, or without TLS; named at start-up.
package struct PermittedHosts: Sendable {
  private let endpoints: Set<Endpoint>

  package static let none = PermittedHosts([])

  package init(_ endpoints: [Endpoint]) {
    self.endpoints = Set(endpoints)
  }

  /// Reads a list of `HOST:PORT`.
  package init(parsing texts: [String]) throws(TargetProblem) {
    var endpoints: [Endpoint] = []
    for text in texts { endpoints.append(try Endpoint(text)) }
    self.init(endpoints)
  }

  /// Host and port must both be what was permitted: a permission for a name says nothing about its address.
  package func contains(_ endpoint: Endpoint) -> Bool { endpoints.contains(endpoint) }

  /// Whether the text of an endpoint already shows that it must not be reached; of other names the addresses decide,
  /// when they are looked up.
  package func refuses(_ endpoint: Endpoint) -> Bool {
    if contains(endpoint) { return false }
    switch endpoint.host {
    case .address(let address): return !address.isPublic
    // RFC 6761: always this machine.
    case .name(let name): return name == "localhost" || name.hasSuffix(".localhost")
    }
  }
}
