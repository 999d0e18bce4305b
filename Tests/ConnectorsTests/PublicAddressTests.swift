import Connectors
import Testing

/// A resolver that answers what a test says, and the rest of the programs not at all.
func resolver(_ lines: [String]) -> ProgramRun {
  ProgramRun { _ in
    #if canImport(Darwin)
      let output = lines.map { "\($0.contains(":") ? "ipv6_address" : "ip_address"): \($0)\n" }
    #else
      let output = lines.flatMap { ["\($0) STREAM name\n", "\($0) DGRAM\n", "\($0) RAW\n"] }
    #endif
    return ProgramResult(.exited(lines.isEmpty ? 2 : 0), output: Array(output.joined().utf8))
  }
}

@Suite("What a request may reach")
struct PublicAddressTests {
  /// What became of a host in a URL: nil when a request would be sent.
  private func refusal(
    _ host: String, resolvesTo lines: [String] = [], permitted: PermittedHosts = .none, scheme: String = "https"
  ) -> String? {
    do {
      let target = try WebTarget("\(scheme)://\(host)/hook", permitted: permitted)
      _ = try AddressLookup(permitted: permitted, run: resolver(lines)).addresses(of: target.endpoint, milliseconds: 1_000)
      return nil
    } catch let problem as TargetProblem {
      return problem.message
    } catch let failure as OutboundFailure {
      return failure.code
    } catch {
      return "\(error)"
    }
  }

  static let notPublic = [
    // Loopback in every spelling that some resolver takes.
    "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.255.255.254", "2130706433", "017700000001", "0x7f000001", "0x7F.1",
    "0x7f.0.0.1", "0177.0.0.1", "0177.1", "127.0.0.0x1", "127.0x1", "00000000177.0.0.1", "0", "0.0.0.0", "0.0.0.1", "0x0",
    // Private, shared and link-local networks; metadata services.
    "10.0.0.1", "10.255.255.255", "012.0.0.1", "10.1", "167772161", "100.64.0.1", "100.127.255.255", "169.254.169.254",
    "2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376", "169.16689662", "172.16.0.1",
    "172.31.255.255", "192.168.0.1", "192.168.257", "3232235521", "0300.0250.0.1",
    // Assignments, documentation, benchmarks.
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "4294967295", "0xffffffff",
    // Version 6: loopback, mapped, translated and tunnelled forms of version 4, local and documentation ranges.
    "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::127.0.0.1]", "[::7f00:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]", "[::ffff:8.8.8.8]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[100::1]", "[2001::1]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2001:2::1]", "[2001:10::1]", "[2001:1ff::1]", "[2001:db8::1]",
    "[2001:DB8::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2002:808:808::1]", "[3fff::1]", "[3fff:fff::1]",
    "[5f00::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fe80::1%eth0]", "[fe80::1%25eth0]", "[fec0::1]",
    "[ff02::1]", "[4000::1]", "[1fff::1]",
  ]

  @Test("refuses every spelling of an address that is not public", arguments: notPublic)
  func refuses(host: String) {
    #expect(refusal(host) != nil)
    #expect(refusal("\(host):8443") != nil)
  }

  @Test("knows more than eighty such spellings")
  func enough() {
    #expect(Set(Self.notPublic).count >= 82)
  }

  @Test(
    "takes public addresses",
    arguments: [
      "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
      "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
      "198.17.255.255", "198.20.0.0", "223.255.255.255", "134744072", "0x08.8.8.8", "[2001:200::1]", "[2001:4860:4860::8888]",
      "[2606:4700::1111]", "[2003::1]", "[2001:db7:ffff::1]", "[2001:db9::1]", "[3ffe::1]", "[3fff:1000::1]", "[2a00::1]",
    ])
  func takes(host: String) {
    #expect(refusal(host) == nil)
  }

  @Test(
    "refuses a name when one of its addresses is not public",
    arguments: [
      ["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["8.8.8.8", "10.0.0.1", "1.1.1.1"], ["2606:4700::1111", "::1"],
      ["::ffff:127.0.0.1"], ["64:ff9b::a9fe:a9fe"], ["2002:7f00:1::1"], ["169.254.169.254"], ["0.0.0.0"], ["fe80::1"],
    ])
  func refusesNames(lines: [String]) {
    #expect(refusal("hooks.example.com", resolvesTo: lines) == "refused_address")
  }

  @Test("refuses a name whose addresses are not understood", arguments: [["fe80::1%eth0"], ["8.8.8.8", "nonsense"], []])
  func refusesNonsense(lines: [String]) {
    #expect(refusal("hooks.example.com", resolvesTo: lines) == "unresolved")
  }

  @Test("takes a name whose addresses are all public, in the resolver's order and each once")
  func takesNames() throws {
    let lookup = AddressLookup(permitted: .none, run: resolver(["2606:4700::1111", "1.1.1.1", "1.1.1.1"]))
    let addresses = try lookup.addresses(of: try Endpoint("hooks.example.com:443"), milliseconds: 1_000)
    #expect(addresses.map(\.description) == ["2606:4700:0:0:0:0:0:1111", "1.1.1.1"])
  }

  @Test("permits a host and port together only")
  func permits() throws {
    let permitted = try PermittedHosts(parsing: ["127.0.0.1:8080", "Intern.Example.:9000", "[::1]:8080"])
    #expect(refusal("127.0.0.1:8080", permitted: permitted) == nil)
    #expect(refusal("0x7f.1:8080", permitted: permitted) == nil, "another spelling of the same address")
    #expect(refusal("127.0.0.1:8080", permitted: permitted, scheme: "http") == nil)
    #expect(refusal("[0:0::1]:8080", permitted: permitted) == nil)
    #expect(refusal("intern.example:9000", resolvesTo: ["10.0.0.5"], permitted: permitted) == nil)
    #expect(refusal("127.0.0.1:8081", permitted: permitted) == "refused_address")
    #expect(refusal("127.0.0.1", permitted: permitted) == "refused_address")
    #expect(refusal("127.0.0.2:8080", permitted: permitted) == "refused_address")
    #expect(refusal("intern.example", resolvesTo: ["10.0.0.5"], permitted: permitted) == "refused_address")
    #expect(refusal("other.example:8080", resolvesTo: ["127.0.0.1"], permitted: permitted) == "refused_address")
    #expect(refusal("intern.example.org:9000", resolvesTo: ["10.0.0.5"], permitted: permitted) == "refused_address")
    #expect(refusal("1.1.1.1", permitted: permitted, scheme: "http") != nil)
  }

  @Test("says what is missing without a resolver")
  func noResolver() throws {
    let lookup = AddressLookup(permitted: .none, run: ProgramRun { _ in ProgramResult(.notFound) })
    #expect {
      try lookup.addresses(of: try Endpoint("hooks.example.com:443"), milliseconds: 1_000)
    } throws: {
      ($0 as? OutboundFailure)?.code == "missing_program"
    }
  }

  @Test(
    "reads version 6 as RFC 4291 writes it and nothing else",
    arguments: [
      ("::", "0:0:0:0:0:0:0:0"), ("1::", "1:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"), ("1::8", "1:0:0:0:0:0:0:8"),
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::1.2.3.4", "0:0:0:0:0:0:102:304"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("AbCd::", "abcd:0:0:0:0:0:0:0"),
      (":", nil), (":::", nil), ("1", nil), ("1:", nil), (":1", nil), ("1::2::3", nil), ("1:2:3:4:5:6:7", nil),
      ("1:2:3:4:5:6:7:8:9", nil), ("1:2:3:4::5:6:7:8", nil), ("12345::", nil), ("g::", nil), ("::1.2.3", nil),
      ("::1.2.3.4:5", nil), ("::1.2.3.256", nil), ("::01.2.3.4", nil), ("+1::", nil), ("::1 ", nil), ("::%1", nil),
    ] as [(String, String?)])
  func version6(text: String, expected: String?) {
    #expect(IPAddress(text)?.description == expected)
  }
}
