/// One run of the system's curl.
struct CurlCall {
  var settings: [UInt8]
  /// What curl reads from descriptor 3.
  var upload: [UInt8]?
  var timing: CurlTiming
  var outputLimit: Int

  /// curl ends by itself at its limit; this is for one that does not.
  private static let graceMilliseconds = 2_000

  func run(_ run: ProgramRun, answerLimit: Int) throws(OutboundFailure) -> CurlEnd {
    let (limit, overflow) = timing.milliseconds.addingReportingOverflow(CurlCall.graceMilliseconds)
    // No file of the user's settings (-q): it could follow redirects, or write the answer elsewhere.
    var result = run(
      ProgramRequest(
        "curl", ["-q", "-K", "-"], environment: ["LC_ALL": "C"], input: settings, extraInput: upload,
        milliseconds: overflow ? .max : limit, outputLimit: outputLimit))
    switch result.outcome {
    case .notFound: throw .missingProgram("curl")
    case .notStarted, .signalled: throw .programFailed("curl")
    case .timedOut: throw .timedOut(milliseconds: timing.milliseconds)
    case .tooMuchOutput: throw .answerTooLarge(limit: answerLimit)
    case .exited(let code):
      let trailer = CurlAnswer.takeTrailer(&result.output)
      return CurlEnd(exitCode: Int(code), trailer: trailer, output: result.output, milliseconds: result.milliseconds)
    }
  }
}

/// How a run of curl ended by itself.
struct CurlEnd {
  var exitCode: Int
  var trailer: CurlTrailer?
  var output: [UInt8]
  var milliseconds: Int

  /// The meaning of an exit code other than 0; the codes are listed in curl's manual.
  func failure(_ endpoint: Endpoint, timing: CurlTiming, answerLimit: Int) -> OutboundFailure? {
    switch exitCode {
    case 0: nil
    case 5, 6, 7, 97: .connectionFailed(endpoint)
    case 28: .timedOut(milliseconds: timing.milliseconds)
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91: .insecure(endpoint)
    case 63: .answerTooLarge(limit: answerLimit)
    // Also an answer of HTTP/0.9 (1), and headers without end (27, 100).
    case 1, 8, 16, 18, 27, 52, 55, 56, 61, 92, 95, 100: .brokenAnswer
    default: .other(exitCode: exitCode)
    }
  }

  /// Mail servers refuse with a number that curl passes on.
  func mailFailure(_ endpoint: Endpoint, timing: CurlTiming) -> OutboundFailure? {
    if exitCode == 67 { return .loginRefused }
    if [8, 55, 56].contains(exitCode), let status = trailer?.status, status >= 400 {
      return .messageRefused(status: status)
    }
    return failure(endpoint, timing: timing, answerLimit: CurlAnswer.overhead)
  }
}
