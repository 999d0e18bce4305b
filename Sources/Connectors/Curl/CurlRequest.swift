/// An HTTP request.
package struct CurlRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  package var method: Method
  package var target: WebTarget
  /// Names and values; a name may come twice.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  package var timing: CurlTiming
  /// What a receiver may answer, in bytes without its headers.
  package var answerLimit: Int

  package static let longestBody = 1 << 20
  package static let longestAnswer = 1 << 26

  package init(
    _ method: Method, _ target: WebTarget, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
    timing: CurlTiming = CurlTiming(), answerLimit: Int = 1 << 20
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.timing = timing
    self.answerLimit = answerLimit
  }

  /// curl's settings. The body comes from descriptor 3: a line of settings could not hold it.
  func configuration(_ route: Route) throws(OutboundFailure) -> [UInt8] {
    guard body.count <= CurlRequest.longestBody else { throw .unwritable("body") }
    var settings = CurlConfiguration()
    try settings.set("url", target.url)
    try settings.set("proto", "=\(target.scheme.rawValue)")
    for header in headers {
      guard CurlRequest.isWritable(header.name, header.value) else { throw .unwritable("header") }
      // An empty value would take the header away.
      try settings.set("header", header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    if method == .post {
      try settings.set("data-binary", "@/dev/fd/3")
      // Receivers that do not know it would let the request wait.
      try settings.set("header", "Expect:")
    }
    settings.turnOn("include")
    try settings.set("max-filesize", String(max(answerLimit, 1)))
    try settings.pin(target.endpoint, route)
    try settings.finish(timing)
    return settings.bytes
  }

  /// A token, and a value without control characters: neither can end its line.
  private static func isWritable(_ name: String, _ value: String) -> Bool {
    !name.isEmpty && isPlain(name[...], or: "!#$%&'*+-.^_`|~")
      && value.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 }
  }
}

extension CurlRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(method.rawValue) \(target.redacted)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
