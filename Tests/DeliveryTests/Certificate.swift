import Connectors
import Foundation

/// A certificate made for one test, which nobody vouches for but itself.
final class Certificate: Sendable {
  private let folder: Folder

  /// The certificate alone, for clients, and with its key, for servers.
  var path: String { folder.file("certificate.pem") }
  var pathWithKey: String { folder.file("both.pem") }

  /// - Parameter name: as openssl writes names and addresses: `DNS:hooks.example` or `IP:127.0.0.1`.
  init(for name: String) throws {
    folder = try Folder()
    let key = folder.file("key.pem")
    let result = ProgramRun.live(
      ProgramRequest(
        "openssl",
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
          "/CN=costwire test", "-addext", "subjectAltName=\(name)", "-keyout", key, "-out", folder.file("certificate.pem"),
        ], milliseconds: 60_000, outputLimit: 4_096))
    guard result.outcome == .exited(0) else { throw HarnessFailure("openssl made no certificate: \(result.outcome)") }
    let parts = try [key, path].map { try String(contentsOfFile: $0, encoding: .utf8) }
    try parts.joined().write(toFile: pathWithKey, atomically: true, encoding: .utf8)
  }

  /// Programs of this machine that trust the certificate.
  var trusting: ProgramRun {
    ProgramRun { request in
      var request = request
      request.environment["CURL_CA_BUNDLE"] = self.path
      return ProgramRun.live(request)
    }
  }
}
