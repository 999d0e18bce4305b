/// A mail server that takes messages for delivery.
package struct MailServer: Hashable, Sendable {
  package enum Security: String, CaseIterable, Sendable {
    /// Encrypted after a plain greeting; a server that does not offer it is refused.
    case starttls
    /// Encrypted from the first byte.
    case tls
    /// Not at all: for permitted hosts only.
    case none
  }

  package let endpoint: Endpoint
  package let security: Security

  /// - Parameter host: a name or an address; the port stands apart, as mail settings have it.
  package init(host: String, port: Int, security: Security, permitted: PermittedHosts) throws(TargetProblem) {
    guard let port = UInt16(exactly: port), port > 0 else { throw .port }
    endpoint = Endpoint(host: try NetworkHost(host), port: port)
    self.security = security
    if security == .none, !permitted.contains(endpoint) { throw .plainMail(endpoint) }
  }

  var scheme: String { security == .tls ? "smtps" : "smtp" }

  /// curl's settings. The message comes from descriptor 3.
  func configuration(
    _ message: EmailMessage, _ login: MailLogin?, _ route: Route, _ timing: CurlTiming
  ) throws(OutboundFailure) -> [UInt8] {
    guard 1...MailServer.mostRecipients ~= message.to.count, message.bytes.count <= MailServer.longestMessage else { throw .unwritable("message") }
    var settings = CurlConfiguration()
    // The path is the name that the greeting gives.
    try settings.set("url", "\(scheme)://\(endpoint)/\(message.from.domain)")
    try settings.set("proto", "=\(scheme)")
    if security == .starttls { settings.turnOn("ssl-reqd") }
    if let login {
      guard login.isWritable, let password = login.password.text else { throw .unwritable("login") }
      try settings.set("user", "\(login.user):\(password)")
    }
    try settings.set("mail-from", "<\(message.from)>")
    for recipient in message.to { try settings.set("mail-rcpt", "<\(recipient)>") }
    try settings.set("upload-file", "/dev/fd/3")
    try settings.pin(endpoint, route)
    try settings.finish(timing)
    return settings.bytes
  }

  package static let mostRecipients = 100
  private static let longestMessage = 1 << 21
}

/// Who sends, to a mail server.
package struct MailLogin: Sendable {
  package var user: String
  package var password: Secret

  package init(user: String, password: Secret) {
    self.user = user
    self.password = password
  }

  /// curl divides name and password at the first colon; control characters end lines of the protocol.
  fileprivate var isWritable: Bool {
    !user.isEmpty && user.utf8.allSatisfy { $0 >= 32 && $0 != 127 && $0 != UInt8(ascii: ":") }
      && password.bytes.allSatisfy { $0 >= 32 && $0 != 127 }
  }
}
