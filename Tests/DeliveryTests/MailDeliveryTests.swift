import Connectors
import CostModel
import Foundation
import Testing

@Suite("A message to a real mail server")
struct MailDeliveryTests {
  /// A server with a certificate that only this test's clients trust.
  private struct Mail {
    let receiver: Receiver
    let server: MailServer
    let outbound: Outbound

    init(_ security: MailServer.Security, trusted: Bool = true) throws {
      let certificate = try Certificate(for: "IP:127.0.0.1")
      // The package of the mail server belongs to the system's Python.
      receiver = try Receiver("mail.py", [security.rawValue, certificate.pathWithKey], python: "/usr/bin/python3")
      let permitted = try PermittedHosts(parsing: [receiver.endpoint])
      server = try MailServer(host: "127.0.0.1", port: receiver.port, security: security, permitted: permitted)
      outbound = Outbound(permitted: permitted, run: trusted ? certificate.trusting : .live) { _ in nil }
    }

    func send(
      to recipients: [String] = ["ada@example.com"], password: String? = #"pass "word" \ 1"#, text: String = "Hello"
    ) throws {
      let message = EmailMessage(
        from: try #require(EmailAddress("costs@example.org")), fromName: "Köstenwächter",
        to: recipients.compactMap { EmailAddress($0) }, subject: "Budget überschritten: 120 %", text: text,
        date: Timestamp(seconds: 1_700_000_000), id: "delivery-1")
      let login = password.map { MailLogin(user: "costs", password: Secret(Array($0.utf8))) }
      _ = try outbound.send(message, through: server, login: login, timing: CurlTiming(milliseconds: 20_000))
    }

    func failure(_ body: () throws -> Void) -> OutboundFailure? {
      do {
        try body()
        return nil
      } catch {
        return error as? OutboundFailure
      }
    }
  }

  private struct Kept: Decodable {
    let from: String
    let to: [String]
    let hello: String
    let encrypted: Bool
    let login: Bool
    let message: String

    /// The text after the headers, decoded.
    var text: String? {
      guard let gap = message.range(of: "\r\n\r\n") else { return nil }
      return Data(base64Encoded: String(message[gap.upperBound...]), options: .ignoreUnknownCharacters)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test("arrives whole, encrypted and logged in", arguments: [MailServer.Security.starttls, .tls])
  func arrives(security: MailServer.Security) throws {
    let mail = try Mail(security)
    let text = ".\n..two dots\nGrüße 💶\n.\nQUIT\n" + String(repeating: "long ", count: 1_000)
    try mail.send(to: ["ada@example.com", "bob@example.com"], text: text)
    let kept = try JSONDecoder().decode(Kept.self, from: Data(try #require(mail.receiver.nextLine()).utf8))
    #expect(kept.encrypted)
    #expect(kept.login)
    #expect(kept.from == "costs@example.org")
    #expect(kept.to == ["ada@example.com", "bob@example.com"])
    #expect(kept.hello == "example.org")
    #expect(kept.message.hasPrefix("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <delivery-1@example.org>\r\n"))
    #expect(kept.text == text.replacingOccurrences(of: "\n", with: "\r\n"))
  }

  @Test("goes without TLS and login to a permitted host")
  func plain() throws {
    let mail = try Mail(.none)
    try mail.send(password: nil)
    let kept = try JSONDecoder().decode(Kept.self, from: Data(try #require(mail.receiver.nextLine()).utf8))
    #expect(!kept.encrypted)
    #expect(kept.text == "Hello")
  }

  @Test("is not sent to a server whose certificate nobody vouches for", arguments: [MailServer.Security.starttls, .tls])
  func untrusted(security: MailServer.Security) throws {
    let mail = try Mail(security, trusted: false)
    #expect(mail.failure { try mail.send() } == .insecure(mail.server.endpoint))
  }

  @Test("is not sent in the clear when the server offers no TLS")
  func downgrade() throws {
    let mail = try Mail(.none)
    let permitted = try PermittedHosts(parsing: [mail.receiver.endpoint])
    let server = try MailServer(host: "127.0.0.1", port: mail.receiver.port, security: .starttls, permitted: permitted)
    let message = EmailMessage(
      from: try #require(EmailAddress("a@example.org")), to: [try #require(EmailAddress("b@example.org"))], subject: "s",
      text: "t", date: Timestamp(seconds: 0), id: "i")
    #expect(mail.failure { _ = try mail.outbound.send(message, through: server, login: nil) } == .insecure(server.endpoint))
  }

  @Test("says that the login or a recipient was refused")
  func refusals() throws {
    let mail = try Mail(.starttls)
    #expect(mail.failure { try mail.send(password: "wrong") } == .loginRefused)
    #expect(mail.failure { try mail.send(to: ["refused@example.com"]) } == .messageRefused(status: 550))
    let unencrypted = try WebReceiver()
    let other = try MailServer(
      host: "127.0.0.1", port: unencrypted.receiver.port, security: .none, permitted: unencrypted.permitted)
    let message = EmailMessage(
      from: try #require(EmailAddress("a@example.org")), to: [try #require(EmailAddress("b@example.org"))], subject: "s",
      text: "t", date: Timestamp(seconds: 0), id: "i")
    let timing = CurlTiming(milliseconds: 1_500)
    #expect(mail.failure { _ = try unencrypted.outbound.send(message, through: other, login: nil, timing: timing) } != nil)
  }
}
