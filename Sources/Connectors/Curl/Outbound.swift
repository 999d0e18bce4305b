/// Everything that leaves this machine: through the system's curl, to addresses that were checked.
///
/// A call blocks its thread until the answer is there or its time is over.
package struct Outbound: Sendable {
  package var permitted: PermittedHosts
  package var run: ProgramRun
  /// Reads an environment variable; curl inherits the same ones.
  package var environment: @Sendable (String) -> String?

  package init(
    permitted: PermittedHosts, run: ProgramRun, environment: @escaping @Sendable (String) -> String?
  ) {
    self.permitted = permitted
    self.run = run
    self.environment = environment
  }

  /// Sends a request and answers what came back, whatever its status says; only a redirect is a failure.
  package func send(_ request: CurlRequest) throws(OutboundFailure) -> CurlAnswer {
    let endpoint = request.target.endpoint
    let limit = min(max(request.answerLimit, 1), CurlRequest.longestAnswer)
    let route = try route(to: endpoint, scheme: request.target.scheme.rawValue, request.timing)
    let call = CurlCall(
      settings: try request.configuration(route), upload: request.method == .post ? request.body : nil,
      timing: request.timing, outputLimit: limit + CurlAnswer.overhead)
    let ended = try call.run(run, answerLimit: limit)
    if let failure = ended.failure(endpoint, timing: request.timing, answerLimit: limit) { throw failure }
    guard let trailer = ended.trailer,
      let answer = CurlAnswer(ended.output, trailer, milliseconds: ended.milliseconds)
    else { throw .brokenAnswer }
    try verify(trailer, endpoint, route)
    guard answer.body.count <= limit else { throw .answerTooLarge(limit: limit) }
    if 300...399 ~= answer.status { throw .redirected(status: answer.status) }
    return answer
  }

  /// Hands a message to a mail server; answers the milliseconds it took.
  package func send(
    _ message: EmailMessage, through server: MailServer, login: MailLogin?, timing: CurlTiming = CurlTiming()
  ) throws(OutboundFailure) -> Int {
    let route = try route(to: server.endpoint, scheme: server.scheme, timing)
    let call = CurlCall(
      settings: try server.configuration(message, login, route, timing), upload: message.bytes, timing: timing,
      outputLimit: CurlAnswer.overhead)
    let ended = try call.run(run, answerLimit: CurlAnswer.overhead)
    if let failure = ended.mailFailure(server.endpoint, timing: timing) { throw failure }
    guard let trailer = ended.trailer else { throw .brokenAnswer }
    try verify(trailer, server.endpoint, route)
    return ended.milliseconds
  }

  private func route(to endpoint: Endpoint, scheme: String, _ timing: CurlTiming) throws(OutboundFailure) -> Route {
    let lookup = AddressLookup(permitted: permitted, run: run)
    let addresses = try lookup.addresses(of: endpoint, milliseconds: min(timing.connectMilliseconds, timing.milliseconds))
    return Route(addresses: addresses, isProxied: isProxied(scheme))
  }

  /// Whether curl would find a proxy for a scheme in the environment, by its own rules: `HTTP_PROXY` is not one of them,
  /// as a web server's client could set it.
  private func isProxied(_ scheme: String) -> Bool {
    var names = ["\(scheme)_proxy", "all_proxy", "ALL_PROXY"]
    if scheme != "http" { names.append("\(scheme)_proxy".uppercased()) }
    return names.contains { environment($0)?.isEmpty == false }
  }

  /// The connection must have led to an address that was checked. Through a proxy it leads to the proxy.
  private func verify(_ trailer: CurlTrailer, _ endpoint: Endpoint, _ route: Route) throws(OutboundFailure) {
    if route.isProxied { return }
    guard let address = trailer.remoteAddress, route.addresses.contains(address) else { throw .movedAddress(endpoint) }
  }
}
