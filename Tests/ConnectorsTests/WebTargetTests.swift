import Connectors
import Testing

@Suite("The URL of a target")
struct WebTargetTests {
  static let refused: [(url: String, problem: TargetProblem)] = [
    ("", .length), ("https://example.com/" + String(repeating: "a", count: 2_048), .length),
    ("ftp://example.com/", .scheme), ("file:///etc/passwd", .scheme), ("gopher://example.com/", .scheme),
    ("javascript:alert(1)", .scheme), ("//example.com/", .scheme), ("example.com", .scheme), ("https:/example.com", .scheme),
    ("https:example.com", .scheme), ("dict://example.com:11211/", .scheme),
    ("https://user@example.com/", .user), ("https://user:secret@example.com/", .user), ("https://8.8.8.8@127.0.0.1/", .user),
    ("https://example.com@", .user), ("https://example.com/#part", .fragment), ("https://example.com#@127.0.0.1/", .fragment),
    ("https://example.com\\@127.0.0.1/", .character), ("https://example.com/ path", .character),
    ("https://example.com/\nurl = x", .character), ("https://example.com/\r\nHost: x", .character),
    ("https://example.com/\t", .character), ("https://example.com/\u{0}", .character), ("https://exämple.com/", .character),
    ("https://example。com/", .character), ("https://①②⑦.0.0.1/", .character), ("https://１２７.0.0.1/", .character),
    ("https://example.com/ä", .character), (" https://example.com/", .character),
    ("https://", .host), ("https:///path", .host), ("https://?x", .host), ("https://.", .host), ("https://a..b/", .host),
    ("https://-a.example/", .host), ("https://a-.example/", .host), ("https://a_b.example/", .host),
    ("https://%31%32%37.0.0.1/", .host), ("https://127.0.0.1%00.example.com/", .host), ("https://127.0.0.1.5/", .host),
    ("https://256.256.256.256/", .host), ("https://1.2.3.08/", .host), ("https://0x/", .host), ("https://0xg/", .host),
    ("https://4294967296/", .host), ("https://1.2.3.4.5/", .host), ("https://[::1/", .host), ("https://[::1]x/", .host),
    ("https://[127.0.0.1]/", .host), ("https://[]/", .host), ("https://[fe80::1%25eth0]/", .host), ("https://a,b/", .host),
    ("https://{a,b}.example/", .host), ("https://[a-c].example/", .host),
    ("https://" + String(repeating: "a", count: 64) + ".example/", .host),
    ("https://example.com:0/", .port), ("https://example.com:65536/", .port), ("https://example.com:/", .port),
    ("https://example.com:80x/", .port), ("https://example.com:+80/", .port), ("https://example.com:000443/", .port),
    ("https://example.com:443:443/", .host),
  ]

  @Test("refuses what is no plain https URL, with the reason", arguments: refused)
  func refuses(url: String, problem: TargetProblem) {
    #expect(throws: problem) { try WebTarget(url, permitted: .none) }
    #expect(problem.message.hasPrefix("expected "))
  }

  @Test(
    "writes the host as it understood it",
    arguments: [
      ("https://Example.COM", "https://example.com:443/"), ("HTTPS://example.com./x", "https://example.com:443/x"),
      ("https://example.com?x=1", "https://example.com:443/?x=1"), ("https://example.com:8443/a/b?c=%20", "https://example.com:8443/a/b?c=%20"),
      ("https://134744072/", "https://8.8.8.8:443/"), ("https://[2606:4700::1111]:1/", "https://[2606:4700:0:0:0:0:0:1111]:1/"),
      ("https://xn--exmple-cua.com/@me/{x}", "https://xn--exmple-cua.com:443/@me/{x}"),
    ])
  func understands(url: String, expected: String) throws {
    #expect(try WebTarget(url, permitted: .none).url == expected)
  }

  @Test("takes http for a permitted host and port only")
  func plainHTTP() throws {
    let permitted = try PermittedHosts(parsing: ["localhost:8080"])
    #expect(try WebTarget("http://LOCALHOST:8080/x", permitted: permitted).url == "http://localhost:8080/x")
    let other = try Endpoint("localhost:80")
    #expect(throws: TargetProblem.plainHTTP(other)) { try WebTarget("http://localhost/x", permitted: permitted) }
  }

  @Test("shows neither path nor query, where tokens stand")
  func hides() throws {
    let target = try WebTarget("https://hooks.example.com/services/T0/B0/verysecret?token=alsosecret", permitted: .none)
    let request = CurlRequest(.post, target, headers: [("Authorization", "Bearer verysecret")], body: Array("verysecret".utf8))
    for text in ["\(target)", String(reflecting: target), "\(request)", String(reflecting: request), "\([target])", "\(Optional(request) as Any)"] {
      #expect(!text.contains("secret"))
      #expect(text.contains("https://hooks.example.com:443/…"))
    }
    var dumped = ""
    dump(target, to: &dumped)
    dump(request, to: &dumped)
    #expect(!dumped.contains("secret"))
  }

  @Test("refuses permissions that are no host and port", arguments: ["", "localhost", ":80", "a:b", "a:0", "::1:80", "http://a:80", "a:80/"])
  func permissions(text: String) {
    #expect(throws: TargetProblem.self) { try PermittedHosts(parsing: [text]) }
  }
}
