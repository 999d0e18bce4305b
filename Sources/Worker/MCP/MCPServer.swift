import JSON
import JSONRPC

/// The Model Context Protocol in front of the worker's methods, in both of its kinds.
///
/// A request that says the version in `_meta` stands for itself; `initialize` begins a session, as older hosts want it.
/// The database is opened with the first call that needs it, so that a host that only lists tools gets its list whatever
/// is the matter there.
///
/// A class, because it remembers what was begun. It belongs to the reading thread.
package final class MCPServer: Dialect {
  private let host: Host
  private let accessKey: String?
  private let tools: Tools
  private var isOpen = false
  private var isInitialized = false
  /// Requests to listen, which last until they are cancelled.
  private var listening: [[UInt8]] = []

  private static let mostListening = 64

  /// - Parameter accessKey: whose calls these are, where the worker asks for keys.
  /// - Parameter groups: whose tools are offered (`cost`, `budget` …); nil for all.
  /// - Throws: when there is no such group.
  package init(_ host: Host, accessKey: String?, groups: [String]? = nil) throws(ErrorAnswer) {
    (self.host, self.accessKey) = (host, accessKey)
    tools = try Tools(of: groups)
  }

  /// Hosts wait for two seconds.
  package let pace: EndingPace = {
    var pace = EndingPace()
    (pace.patience, pace.cancelsAfter, pace.givesUpAfter, pace.flushes) = (200, 1_000, 1_400, 200)
    return pace
  }()

  package func receive(_ request: Request, _ session: Session) {
    guard let raw = request.id else { return hear(request, session) }
    let id = Array(raw)
    do throws(MCPFailure) {
      guard Self.isPlain(raw) else { throw .invalidRequest("id is a string or an integer") }
      guard !session.isUnderWay(id), !listening.contains(id) else {
        throw .invalidRequest("a request with this id is under way")
      }
      if let params = request.params, !params.isNull, params.kind != .object { throw .invalidParams("params is an object") }
      let asked = Asked(request, id, try era(of: request), try Self.progressToken(request), session)
      try answer(asked)
    } catch {
      session.reply(Self.isPlain(raw) ? id : nil) { error.write(to: $0) }
    }
  }

  package func inputEnded(_ session: Session) {
    for id in listening {
      session.reply(id) { MCPEra.modern.writeResult(to: $0, subscription: id) { _ in } }
    }
  }

  /// A request that was understood so far.
  private struct Asked {
    let request: Request
    let id: [UInt8]
    let era: MCPEra
    let progressToken: [UInt8]?
    let session: Session

    init(_ request: Request, _ id: [UInt8], _ era: MCPEra, _ progressToken: [UInt8]?, _ session: Session) {
      (self.request, self.id, self.era, self.progressToken, self.session) = (request, id, era, progressToken, session)
    }

    var params: JSONView? { request.params }

    func succeed(keeping: MCPEra.Keeping? = nil, _ body: (JSONWriter) -> Void) {
      session.reply(id) { era.writeResult(to: $0, keeping: keeping, body) }
    }
  }

  // MARK: Who asks, and how

  private func era(of request: Request) throws(MCPFailure) -> MCPEra {
    let meta = request.params?["_meta"]
    if let meta, meta.kind != .object { throw .invalidParams("params._meta is an object") }
    guard let version = meta?[MCPEra.versionKey] else {
      if request.isNamed("initialize") || request.isNamed("ping") || isInitialized { return .legacy }
      throw .invalidParams("params._meta lacks \(MCPEra.versionKey); or call initialize first, with one of \(MCPEra.legacyVersions.joined(separator: ", "))")
    }
    guard let name = version.string else { throw .invalidParams("\(MCPEra.versionKey) is a string") }
    guard name == MCPEra.modernVersion else { throw .unsupported(name) }
    guard meta?[MCPEra.capabilitiesKey]?.kind == .object else {
      throw .invalidParams("params._meta lacks \(MCPEra.capabilitiesKey), an object")
    }
    return .modern
  }

  private static func progressToken(_ request: Request) throws(MCPFailure) -> [UInt8]? {
    guard let token = request.params?["_meta"]?["progressToken"] else { return nil }
    guard isPlain(token.raw), token.raw.count <= 512 else { throw .invalidParams("progressToken is a string of at most 512 bytes or an integer") }
    return Array(token.raw)
  }

  /// Whether a value is a string or an integer, as ids and tokens are.
  private static func isPlain(_ raw: UnsafeRawBufferPointer) -> Bool {
    guard let first = raw.first else { return false }
    return first == UInt8(ascii: "\"") || raw.dropFirst(first == UInt8(ascii: "-") ? 1 : 0).allSatisfy { $0 &- 48 < 10 }
  }

  // MARK: Answering

  private func hear(_ request: Request, _ session: Session) {
    guard request.isNamed("notifications/cancelled"), let id = request.params?["requestId"] else { return }
    let cancelled = Array(id.raw)
    listening.removeAll { $0 == cancelled }
    session.cancel(cancelled)
  }

  private func answer(_ asked: Asked) throws(MCPFailure) {
    let name = String(decoding: asked.request.method.prefix(128), as: UTF8.self)
    switch (name, asked.era) {
    case ("initialize", .legacy): try initialize(asked)
    case ("ping", .legacy): asked.succeed { _ in }
    case ("server/discover", .modern): discover(asked)
    case ("subscriptions/listen", .modern): try listen(asked)
    case ("tools/list", _): try list(asked, "tools") { [tools] writer in tools.write(to: writer) }
    case ("tools/call", _): try callTool(asked)
    case ("resources/list", _):
      try list(asked, "resources") { writer in
        writer.beginArray()
        for resource in MCPResource.all { resource.write(to: writer) }
        writer.endArray()
      }
    case ("resources/templates/list", _):
      try list(asked, "resourceTemplates") { writer in
        writer.beginArray()
        writer.endArray()
      }
    case ("resources/read", _): try readResource(asked)
    default: throw MCPFailure(code: -32601, message: "Method not found: \(shortened(name))")
    }
  }

  private func initialize(_ asked: Asked) throws(MCPFailure) {
    guard !isInitialized else { throw .invalidRequest("initialize may be called once") }
    guard let wanted = asked.params?["protocolVersion"]?.string else { throw .invalidParams("params.protocolVersion is a string") }
    isInitialized = true
    asked.succeed { writer in
      writer.name("protocolVersion")
      writer.string(MCPEra.legacyVersions.contains(wanted) ? wanted : MCPEra.legacyVersions[0])
      writer.name("serverInfo")
      InitializeResult.writeServer(to: writer)
      Self.writeOffer(to: writer)
    }
  }

  private func discover(_ asked: Asked) {
    asked.succeed(keeping: .anyone) { writer in
      writer.name("supportedVersions")
      [MCPEra.modernVersion].write(to: writer)
      Self.writeOffer(to: writer)
    }
  }

  private static func writeOffer(to writer: JSONWriter) {
    writer.name("capabilities")
    writer.raw(#"{"tools":{},"resources":{}}"#)
    writer.name("instructions")
    writer.string(mcpInstructions)
  }

  /// There is one page of everything.
  private func list(_ asked: Asked, _ member: StaticString, _ body: (JSONWriter) -> Void) throws(MCPFailure) {
    if let cursor = asked.params?["cursor"], !cursor.isNull { throw .invalidParams("params.cursor: there is no page but the first, which needs none") }
    asked.succeed(keeping: .anyone) { writer in
      writer.name(member)
      body(writer)
    }
  }

  /// Nothing offered here changes while the program runs, so nothing is ever told.
  private func listen(_ asked: Asked) throws(MCPFailure) {
    guard asked.params?["notifications"]?.kind == .object else { throw .invalidParams("params.notifications is an object") }
    guard listening.count < Self.mostListening else { throw .invalidRequest("at most \(Self.mostListening) requests may listen") }
    listening.append(asked.id)
    asked.session.send { writer in
      writer.beginObject()
      writer.name("jsonrpc")
      writer.string("2.0")
      writer.name("method")
      writer.string("notifications/subscriptions/acknowledged")
      writer.name("params")
      writer.beginObject()
      writer.name("_meta")
      writer.beginObject()
      writer.name("io.modelcontextprotocol/subscriptionId")
      asked.id.withUnsafeBytes { writer.raw($0) }
      writer.endObject()
      writer.name("notifications")
      writer.raw("{}")
      writer.endObject()
      writer.endObject()
    }
  }

  private func callTool(_ asked: Asked) throws(MCPFailure) {
    guard let name = asked.params?["name"]?.string else { throw .invalidParams("params.name is a string, the name of a tool") }
    guard let tool = tools.list.first(where: { $0.name == name }) else {
      let nearest = closestName(name, among: tools.list.map(\.name))
      throw .invalidParams("Unknown tool: \(shortened(name))" + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }
    let arguments = asked.params?["arguments"]
    if let arguments, !arguments.isNull, arguments.kind != .object { throw .invalidParams("params.arguments is an object") }
    perform(tool.method.name, arguments?.isNull == true ? nil : arguments, asked, ToolAnswer(era: asked.era))
  }

  private func readResource(_ asked: Asked) throws(MCPFailure) {
    guard let uri = asked.params?["uri"]?.string else { throw .invalidParams("params.uri is a string") }
    guard let resource = MCPResource.all.first(where: { $0.uri == uri }) else {
      throw MCPFailure(
        code: asked.era == .modern ? -32602 : -32002, message: "Resource not found", data: ["uri": .string(shortened(uri))])
    }
    Self.withParsed(resource.params) { perform(resource.method, $0, asked, ResourceAnswer(resource: resource, era: asked.era)) }
  }

  private func perform(_ method: String, _ params: JSONView?, _ asked: Asked, _ shape: any AnswerShape) {
    do throws(ErrorAnswer) {
      try open(asked.session)
      guard let route = host.routes.route(named: method) else { throw ErrorAnswer(.internalError, "An internal error occurred") }
      asked.session.perform(route, params, id: asked.id, shape: shape, progressToken: asked.progressToken)
    } catch {
      asked.session.reply(asked.id) { shape.write(failure: error, to: $0) }
    }
  }

  /// Opens the database as a client's `initialize` would.
  private func open(_ session: Session) throws(ErrorAnswer) {
    guard !isOpen else { return }
    let params = JSONValue.object(accessKey.map { [JSONMember(name: "access_key", value: .string($0))] } ?? []).text()
    var refusal: ErrorAnswer?
    Self.withParsed(params) { params in
      do throws(ErrorAnswer) { try host.initialize(params, .lines, session.handle, JSONWriter()) } catch { refusal = error }
    }
    if let refusal { throw refusal }
    isOpen = true
  }

  /// Lends a text of our own as the params of a call.
  private static func withParsed(_ text: String, _ body: (JSONView?) -> Void) {
    let parser = JSONParser()
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { bytes in withExtendedLifetime(parser) { body(try? parser.parse(bytes)) } }
  }
}
