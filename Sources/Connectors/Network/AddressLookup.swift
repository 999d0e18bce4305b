/// Finds the addresses of an endpoint through the system's own program, and refuses those that must not be reached.
///
/// The worker links no resolver. The addresses found here are handed to curl, which looks up nothing itself: what was
/// checked is what is connected to, however often the name's owner changes it.
package struct AddressLookup: Sendable {
  package var permitted: PermittedHosts
  package var run: ProgramRun

  /// curl tries these side by side; more would only make its settings longer.
  private static let most = 8

  package init(permitted: PermittedHosts, run: ProgramRun) {
    self.permitted = permitted
    self.run = run
  }

  /// The addresses to connect to, in the resolver's order. All of a name's addresses must be public, or the endpoint
  /// permitted: one that is not would be a way in.
  package func addresses(of endpoint: Endpoint, milliseconds: Int) throws(OutboundFailure) -> [IPAddress] {
    let found: [IPAddress]
    switch endpoint.host {
    case .address(let address): found = [address]
    case .name(let name): found = try lookUp(name, milliseconds: milliseconds)
    }
    guard permitted.contains(endpoint) || found.allSatisfy(\.isPublic) else { throw .refusedAddress(endpoint) }
    return Array(found.prefix(AddressLookup.most))
  }

  private func lookUp(_ name: String, milliseconds: Int) throws(OutboundFailure) -> [IPAddress] {
    let result = run(AddressLookup.request(name, milliseconds: milliseconds))
    switch result.outcome {
    case .exited(0): break
    case .notFound: throw .missingProgram(AddressLookup.program)
    case .timedOut: throw .timedOut(milliseconds: milliseconds)
    default: throw .unresolved(name)
    }
    var addresses: [IPAddress] = []
    for line in result.output.split(separator: UInt8(ascii: "\n")) {
      guard let text = AddressLookup.addressText(line) else { continue }
      // What is no plain address (one with a zone, say) cannot be shown to be public.
      guard let address = IPAddress(text) else { throw .unresolved(name) }
      if !addresses.contains(address) { addresses.append(address) }
    }
    guard !addresses.isEmpty else { throw .unresolved(name) }
    return addresses
  }

  #if canImport(Darwin)
    private static let program = "dscacheutil"

    private static func request(_ name: String, milliseconds: Int) -> ProgramRequest {
      ProgramRequest(program, ["-q", "host", "-a", "name", name], milliseconds: milliseconds, outputLimit: 1 << 16)
    }

    /// Of `ip_address: 192.0.2.1` and `ipv6_address: 2001:db8::1`.
    private static func addressText(_ line: ArraySlice<UInt8>) -> String? {
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count == 2, words[0].elementsEqual("ip_address:".utf8) || words[0].elementsEqual("ipv6_address:".utf8)
      else { return nil }
      return String(decoding: words[1], as: UTF8.self)
    }
  #else
    private static let program = "getent"

    private static func request(_ name: String, milliseconds: Int) -> ProgramRequest {
      ProgramRequest(program, ["ahosts", name], milliseconds: milliseconds, outputLimit: 1 << 16)
    }

    /// Of `192.0.2.1 STREAM name`, which comes once for each kind of socket.
    private static func addressText(_ line: ArraySlice<UInt8>) -> String? {
      line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.first.map { String(decoding: $0, as: UTF8.self) }
    }
  #endif
}
