import Connectors
import CostModel
import Testing

@Suite("A webhook's signature")
struct WebhookSignatureTests {
  private let body = Array(#"{"id":"d-1","text":"grüße"}"#.utf8)
  private let one = Array("whsec_one".utf8)
  private let two = Array("whsec_two".utf8)

  @Test("is what Python's hmac gives, with one code for each secret")
  func header() {
    #expect(
      WebhookSignature.header(secrets: [one, two], timestampSeconds: 1_700_000_000, body: body)
        == "t=1700000000,v1=c5403d38f3d2acb9accc445fd961d0cf53e621ff3bb6607c12d2c90d2dbd14c8"
        + ",v1=f8549e24e5601a2fec2e4d90a1d1f20e36896f9e385d74c3e82efbfa434f7a7e")
  }

  @Test("is accepted under each of its secrets, for the same body, while it is fresh")
  func valid() {
    let header = WebhookSignature.header(secrets: [one, two], timestampSeconds: 1_700_000_000, body: body)
    let check = { (secret: [UInt8], body: [UInt8], now: Int64) in
      WebhookSignature.isValid(header, secret: secret, body: body, nowSeconds: now)
    }
    #expect(check(one, body, 1_700_000_000))
    #expect(check(two, body, 1_700_000_300))
    #expect(check(two, body, 1_699_999_700))
    #expect(!check(one, body, 1_700_000_301))
    #expect(!check(one, body, 1_699_999_699))
    #expect(!check(one, body, .min))
    #expect(!check(Array("other".utf8), body, 1_700_000_000))
    #expect(!check(one, body + [32], 1_700_000_000))
  }

  @Test("is refused when it is malformed", arguments: ["", "t=", "v1=00", "t=1700000000", "t=x,v1=00", "t=1700000000,v1=", "t=1700000000,v0=00"])
  func malformed(header: String) {
    #expect(!WebhookSignature.isValid(header, secret: one, body: body, nowSeconds: 1_700_000_000))
  }
}

@Suite("A Slack message")
struct SlackMessageTests {
  @Test(
    "is one JSON object in which the text stays text",
    arguments: [
      ("Plain", nil, #"{"text":"Plain"}"#),
      ("a \"b\" \\ c\nd\te\u{0}\u{1f}", nil, #"{"text":"a \"b\" \\ c\nd\u0009e\u0000\u001f"}"#),
      ("<!channel> & <https://x|y>", nil, #"{"text":"&lt;!channel&gt; &amp; &lt;https://x|y&gt;"}"#),
      ("Grüße 💶", "#cost-\"alerts\"", ##"{"text":"Grüße 💶","channel":"#cost-\"alerts\""}"##),
    ] as [(String, String?, String)])
  func body(text: String, channel: String?, expected: String) {
    #expect(String(decoding: SlackMessage(text: text, channel: channel).body, as: UTF8.self) == expected)
  }
}

@Suite("An e-mail")
struct EmailMessageTests {
  private func message(
    subject: String = "Budget", name: String? = nil, text: String = "Hello", id: String = "d-1", seconds: Int64 = 880_106_106,
    to: [String] = ["ada@example.com"]
  ) throws -> [String] {
    let message = EmailMessage(
      from: try #require(EmailAddress("costs@example.org")), fromName: name, to: to.compactMap { EmailAddress($0) },
      subject: subject, text: text, date: Timestamp(seconds: seconds), id: id)
    return String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("has the headers of RFC 5322 and MIME")
  func headers() throws {
    #expect(
      try message(text: "Hello\nworld", to: ["ada@example.com", "b.c+d@sub.example.com"]) == [
        "Date: Fri, 21 Nov 1997 09:55:06 +0000", "Message-ID: <d-1@example.org>", "From: costs@example.org",
        "To: ada@example.com,", " b.c+d@sub.example.com", "Subject: Budget", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated", "",
        "SGVsbG8NCndvcmxk", "",
      ])
  }

  @Test("writes dates of every year in two-digit parts", arguments: [(Int64(0), "Thu, 01 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"), (.min, "Mon, 01 Jan 0001 00:00:00 +0000"), (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 +0000")])
  func dates(seconds: Int64, expected: String) throws {
    let date = Timestamp(microseconds: seconds.multipliedReportingOverflow(by: 1_000_000).overflow ? .min : seconds * 1_000_000)
    let message = EmailMessage(from: try #require(EmailAddress("a@b.example")), to: [], subject: "s", text: "", date: date, id: "i")
    #expect(String(decoding: message.bytes, as: UTF8.self).hasPrefix("Date: \(expected)\r\n"))
  }

  @Test(
    "puts what is not plain into encoded words, so that nothing can add a header",
    arguments: [
      ("Budget 80% - team A", "Subject: Budget 80% - team A"), ("Grüße", "Subject: =?UTF-8?B?R3LDvMOfZQ==?="),
      ("a\r\nBcc: x@y.example", "Subject: =?UTF-8?B?YQ0KQmNjOiB4QHkuZXhhbXBsZQ==?="), ("", "Subject: =?UTF-8?B??="),
      ("=?UTF-8?B?YQ==?=", "Subject: =?UTF-8?B?PT9VVEYtOD9CP1lRPT0/PQ==?="),
    ])
  func subjects(subject: String, expected: String) throws {
    #expect(try message(subject: subject)[5 - 1] == expected)
  }

  @Test("divides long subjects between characters, at most 75 bytes a word")
  func longSubject() throws {
    let lines = try message(subject: String(repeating: "€", count: 100), name: "Müller\r\nX: y")
    #expect(lines[2].hasPrefix("From: =?UTF-8?B?") && lines[2].hasSuffix("?= <costs@example.org>"))
    let words = lines.filter { $0.hasPrefix("Subject: =?") || $0.hasPrefix(" =?") }
    #expect(words.count == 7)
    #expect(words.allSatisfy { $0.utf8.count <= 9 + 75 })
    #expect(!lines.contains { $0.hasPrefix("X:") })
  }

  @Test("has no line that is too long or begins with a dot, whatever the text", arguments: [".", "\n.\n..\r\n.", String(repeating: "x", count: 5_000), "\u{0}\u{1}", ""])
  func lines(text: String) throws {
    let lines = try message(text: text)
    #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasPrefix(".") })
  }

  @Test("keeps an id inside its brackets")
  func identifiers() throws {
    #expect(try message(id: "a>\r\nX: <b")[1] == "Message-ID: <aXb@example.org>")
    #expect(try message(id: "\n")[1] == "Message-ID: <message@example.org>")
  }

  @Test(
    "takes plain addresses only",
    arguments: [
      ("ada@example.com", true), ("a.b+c_d'e@sub.example.com", true), ("a@localhost", true), ("", false), ("ada", false),
      ("@example.com", false), ("ada@", false), ("ada@exa mple.com", false), ("a da@example.com", false),
      ("ada@example.com\r\nDATA", false), ("ada@example.com>", false), ("<ada@example.com>", false), ("a\"b@example.com", false),
      ("ada@127.0.0.1", false), ("ada@[127.0.0.1]", false), ("ädä@example.com", false), ("ada@exämple.com", false),
      (".a@example.com", false), ("a..b@example.com", false), ("a@b@example.com", false), ("a,b@example.com", false),
      (String(repeating: "a", count: 65) + "@example.com", false),
    ])
  func addresses(text: String, isTaken: Bool) {
    #expect((EmailAddress(text) != nil) == isTaken)
  }
}

@Suite("A mail server")
struct MailServerTests {
  private let login = MailLogin(user: "costs", password: Secret(Array("pass \"word\\".utf8)))

  private func settings(
    _ security: MailServer.Security, permitted: PermittedHosts = .none, login: MailLogin?
  ) throws -> [String] {
    let system = FakeSystem(curl: curlOutput("", status: "250"))
    let server = try MailServer(host: "mail.example.com", port: 587, security: security, permitted: permitted)
    let message = EmailMessage(
      from: try #require(EmailAddress("costs@example.org")), to: [try #require(EmailAddress("ada@example.com"))],
      subject: "s", text: "t", date: Timestamp(seconds: 0), id: "i")
    let outbound = Outbound(permitted: permitted, run: system.run) { _ in nil }
    #expect(try outbound.send(message, through: server, login: login) == 12)
    #expect(system.curls.first?.arguments == ["-q", "-K", "-"])
    #expect(system.curls.first?.extraInput == message.bytes)
    return system.settings
  }

  @Test("is spoken to with TLS and a login, all on standard input")
  func starttls() throws {
    #expect(
      try Array(settings(.starttls, login: login).prefix(9)) == [
        #"url = "smtp://mail.example.com:587/example.org""#, #"proto = "=smtp""#, "ssl-reqd", #"user = "costs:pass \"word\\""#,
        #"mail-from = "<costs@example.org>""#, #"mail-rcpt = "<ada@example.com>""#, #"upload-file = "/dev/fd/3""#,
        #"noproxy = "*""#, #"resolve = "mail.example.com:587:8.8.8.8""#,
      ])
    #expect(try settings(.tls, login: nil).prefix(2) == [#"url = "smtps://mail.example.com:587/example.org""#, #"proto = "=smtps""#])
  }

  @Test("is spoken to without TLS where that is permitted only")
  func plain() throws {
    let permitted = try PermittedHosts(parsing: ["mail.example.com:587"])
    #expect(try !settings(.none, permitted: permitted, login: nil).contains("ssl-reqd"))
    #expect(throws: TargetProblem.self) { try settings(.none, login: nil) }
    #expect(throws: TargetProblem.port) { try MailServer(host: "a.example", port: 65_536, security: .tls, permitted: .none) }
    #expect(throws: TargetProblem.host) { try MailServer(host: "a.example/x", port: 25, security: .tls, permitted: .none) }
  }

  @Test(
    "refuses a login that curl would read otherwise",
    arguments: [("a:b", "c"), ("", "c"), ("a\nb", "c"), ("a", "c\r\nQUIT"), ("a", "c\u{0}")])
  func logins(user: String, password: String) throws {
    #expect(throws: OutboundFailure.unwritable("login")) {
      try settings(.starttls, login: MailLogin(user: user, password: Secret(Array(password.utf8))))
    }
  }
}
