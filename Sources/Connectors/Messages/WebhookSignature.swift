import Digests

/// How a receiver knows that a delivery is ours and fresh: `t=1700000000,v1=…`, where `v1` is the HMAC-SHA-256 of
/// `t + "." + body` in hexadecimal.
package enum WebhookSignature {
  /// The value of `X-Webhook-Signature`. While a secret is being changed, both sign: a receiver may know either.
  package static func header(secrets: [[UInt8]], timestampSeconds: Int64, body: [UInt8]) -> String {
    let signed = message(timestampSeconds, body)
    return secrets.reduce("t=\(timestampSeconds)") {
      $0 + ",v1=" + hexadecimal(HMACSHA256.authenticate(key: $1, message: signed))
    }
  }

  /// What a receiver does: whether one of the codes is right, and the time within the tolerance.
  package static func isValid(
    _ header: String, secret: [UInt8], body: [UInt8], nowSeconds: Int64, toleranceSeconds: UInt64 = 300
  ) -> Bool {
    let parts = header.split(separator: ",")
    guard let first = parts.first, first.hasPrefix("t="), let time = Int64(first.dropFirst(2)) else { return false }
    let (age, overflow) = nowSeconds.subtractingReportingOverflow(time)
    guard !overflow, age.magnitude <= toleranceSeconds else { return false }
    let code = Array(hexadecimal(HMACSHA256.authenticate(key: secret, message: message(time, body))).utf8)
    return parts.dropFirst().contains { $0.hasPrefix("v1=") && isEqualInConstantTime(Array($0.utf8.dropFirst(3)), code) }
  }

  private static func message(_ timestampSeconds: Int64, _ body: [UInt8]) -> [UInt8] {
    Array("\(timestampSeconds).".utf8) + body
  }
}
