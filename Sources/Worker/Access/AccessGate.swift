import CostModel
import JSON
import JSONRPC
import Store

/// Stands before every method in the mode `keys`: finds out who asks, whether they may, and narrows what they see.
///
/// A class, because it counts and remembers. Used by the reading thread only.
final class AccessGate: @unchecked Sendable {
  // @unchecked: routes read params on the reading thread only.
  private let services: Services
  private let connectionKey: String?
  private let principals = Principals()
  private let limiter = RateLimiter()
  private let parser = JSONParser()
  /// The narrowed params of the call at hand.
  private var text = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 8)

  init(_ services: Services, connectionKey: String?) {
    (self.services, self.connectionKey) = (services, connectionKey)
  }

  deinit { text.deallocate() }

  /// Whether the connection's own key, if it has one, holds.
  func checkConnection() throws(ErrorAnswer) {
    guard let connectionKey else { return }
    _ = try principal(connectionKey)
  }

  /// Whether the client behind the connection may hear of an alert: with a key that holds now, of the key's own customer
  /// or of all. A connection without a key of its own serves several tenants, and none of them is its client.
  ///
  /// For the committing thread.
  static func mayHear(of alert: RaisedAlert, _ connectionKey: String?, _ services: Services) -> Bool {
    guard let connectionKey, let principal = (try? Principals().find(connectionKey, services)) ?? nil else { return false }
    return alert.budget.scope.isOwn(of: principal.customer)
  }

  /// The same of a job.
  static func mayHear(of job: StoredJob, _ connectionKey: String?, _ services: Services) -> Bool {
    guard let connectionKey, let principal = (try? Principals().find(connectionKey, services)) ?? nil else { return false }
    return job.isOwn(of: principal.customer)
  }

  /// The same route, for those who may take it.
  func guarding(_ method: AnyMethod) -> Route {
    let route = method.route(services)
    let rules = Rules(method)
    return Route(name: route.name, access: route.access, isOpen: route.isOpen, seesWrites: route.seesWrites, overtakes: route.overtakes) { [self] view, writer throws(ErrorAnswer) in
      guard let immediate = route.immediate else { return false }
      let admitted: Admitted
      do throws(ErrorAnswer) {
        admitted = try admit(view, rules)
      } catch {
        // It queues, to be refused and noted there.
        return false
      }
      let start = writer.count
      do throws(ErrorAnswer) {
        return try withNarrowed(view, admitted, rules) { view throws(ErrorAnswer) in
          guard try immediate(view, writer) else { return false }
          limiter.count(admitted.principal, rules.group, now: services.world.now().microseconds)
          return true
        }
      } catch {
        guard error.code == .accessDenied, writer.count == start else { throw error }
        return false
      }
    } queued: { [self] view throws(ErrorAnswer) in
      let admitted: Admitted
      do throws(ErrorAnswer) {
        admitted = try admit(view, rules)
      } catch {
        return .write(RefusedWrite(error, method: rules.name, principal: keyID(view), services))
      }
      limiter.count(admitted.principal, rules.group, now: services.world.now().microseconds)
      do throws(ErrorAnswer) {
        return try withNarrowed(view, admitted, rules) { view throws(ErrorAnswer) in
          switch try route.queued(view) {
          case .write(let work): return .write(PrincipalWrite.wrapping(work, admitted.principal.keyID, rules.name, services))
          case .read(let work): return .read(work)
          }
        }
      } catch {
        guard error.code == .accessDenied else { throw error }
        return .write(RefusedWrite(error, method: rules.name, principal: admitted.principal.keyID, services))
      }
    }
  }

  // MARK: Who, and whether

  private struct Admitted {
    let principal: Principal
  }

  /// What a method asks of its callers.
  private struct Rules {
    let name: String
    let group: RateGroup
    let tenancy: Tenancy
    let permission: Permission?
    let takesPath: Bool

    init(_ method: AnyMethod) {
      name = method.name
      group = RateGroup(method.name)
      tenancy = method.tenancy ?? Tenancy.usual(method.params)
      takesPath = method.params.contains { $0.name == "path" }
      let parts = method.name.split(separator: "/")
      let (noun, verb) = (parts.first.map(String.init) ?? "", parts.last.map(String.init) ?? "")
      switch noun {
      case "alerts", "webhooks": permission = .manageAlerts
      case "budget", "breaker":
        permission =
          ["set", "delete", "evaluate", "create", "reset"].contains(verb)
          ? .modifyBudgets : ["reserve", "settle", "release", "acquire", "record"].contains(verb) ? .trackCosts : .readBudgets
      case "usage": permission = ["track", "trackBatch", "logBatch", "import", "amend", "delete"].contains(verb) ? .trackCosts : nil
      default: permission = nil
      }
    }
  }

  private func admit(_ view: JSONView?, _ rules: Rules) throws(ErrorAnswer) -> Admitted {
    let principal = try principal(try key(of: view))
    let definition = principal.definition
    if definition.role == .user, case .admin = rules.tenancy {
      throw ErrorAnswer(.accessDenied, "\(rules.name) is for admins; this key has the role user", details: ["role": "user"])
    }
    if let permission = rules.permission, !definition.effectivePermissions.contains(permission) {
      throw ErrorAnswer(
        .accessDenied, "\(rules.name) needs the permission \(permission.rawValue), which this key has not",
        details: ["permission": .string(permission.rawValue)])
    }
    // Folders that were permitted at start are for admins: in them one customer's file could take another's place.
    let mayHavePath = definition.role != .user && !(services.settings.fileRoots ?? []).isEmpty && FileRoots.methods.contains(rules.name)
    if rules.takesPath, let path = view?["path"], !path.isNull, !mayHavePath {
      throw ErrorAnswer(.accessDenied, "params.path: files are the process owner's; send text, or ask without a path")
    }
    if definition.tier == .standard, rules.group.needsPremium {
      throw ErrorAnswer(
        .paymentRequired, "\(rules.name) needs the tier premium or above; this key has standard",
        details: ["tier": "standard", "required_tier": "premium"])
    }
    if let refusal = limiter.refusal(principal, rules.group, now: services.world.now().microseconds) { throw refusal }
    return Admitted(principal: principal)
  }

  /// The key of a call. One that is given, and is no text, is a host's slip: the connection's must not stand in for it.
  private func key(of view: JSONView?) throws(ErrorAnswer) -> String {
    if let given = view?["_access_key"] {
      guard let key = given.string else {
        throw ErrorAnswer(.authenticationRequired, "params._access_key: expected a string, got another kind of value")
      }
      return key
    }
    guard let connectionKey else {
      throw ErrorAnswer(.authenticationRequired, "An access key is needed: initialize.access_key, or _access_key among the params")
    }
    return connectionKey
  }

  private func principal(_ key: String) throws(ErrorAnswer) -> Principal {
    do {
      if let found = try principals.find(key, services) { return found }
    } catch {
      throw services.translate(error, "access")
    }
    throw ErrorAnswer(.authenticationRequired, "The access key is not known, has expired, or was revoked")
  }

  private func keyID(_ view: JSONView?) -> String {
    guard let key = try? key(of: view) else { return "" }
    return ((try? principals.find(key, services)) ?? nil)?.keyID ?? ""
  }

  // MARK: Narrowing

  /// Hands on the params, narrowed to the customer of a user's key.
  private func withNarrowed<Result>(
    _ view: JSONView?, _ admitted: Admitted, _ rules: Rules, _ body: (JSONView?) throws(ErrorAnswer) -> Result
  ) throws(ErrorAnswer) -> Result {
    guard let customer = admitted.principal.customer else { return try body(view) }
    switch rules.tenancy {
    case .shared: return try body(view)
    case .admin: throw ErrorAnswer(.accessDenied, "\(rules.name) is for admins")
    case .narrowed, .events, .scoped, .owned: break
    }
    let writer = JSONWriter()
    writer.beginObject()
    if case .narrowed = rules.tenancy { try writeCustomer(of: view, "customer_id", customer, writer) }
    for (name, value) in Self.members(view) {
      if name == "\(Tenancy.member)" { continue }
      switch rules.tenancy {
      case .narrowed where name == "customer_id": continue
      case .scoped where name == "scope": continue
      case .events where name == "events":
        writer.name("events")
        try writeEvents(value, customer, writer)
      default:
        writer.name(name)
        writer.raw(value.raw)
      }
    }
    if case .scoped = rules.tenancy, let scope = view?["scope"], !scope.isNull, scope.kind != .object {
      // The method says what is wrong with it.
      writer.name("scope")
      writer.raw(scope.raw)
    } else if case .scoped = rules.tenancy {
      writer.name("scope")
      writer.beginObject()
      let scope = view?["scope"]
      try writeCustomer(of: scope, "scope.customer_id", customer, writer)
      for (name, value) in Self.members(scope) where name != "customer_id" {
        writer.name(name)
        writer.raw(value.raw)
      }
      writer.endObject()
    }
    writer.name(Tenancy.member)
    writer.string(customer)
    writer.endObject()
    text.deallocate()
    text = .allocate(byteCount: writer.count, alignment: 8)
    text.copyMemory(from: writer.bytes)
    let narrowed: JSONView
    do throws(JSONSyntaxError) {
      narrowed = try parser.parse(UnsafeRawBufferPointer(text))
    } catch {
      throw ErrorAnswer(.internalError, "An internal error occurred")
    }
    return try body(narrowed)
  }

  private static func members(_ view: JSONView?) -> [(name: String, value: JSONView)] {
    guard let view else { return [] }
    return view.members.map { (String(decoding: $0.name, as: UTF8.self), $0.value) }
  }

  /// Writes the customer, unless the params ask for another one.
  private func writeCustomer(of view: JSONView?, _ path: String, _ customer: String, _ writer: JSONWriter) throws(ErrorAnswer) {
    if let given = view?["customer_id"], !given.isNull {
      let values = given.kind == .array ? given.elements.map(\.string) : [given.string]
      for value in values where value.map({ $0.utf8.elementsEqual(customer.utf8) }) != true {
        throw ErrorAnswer(.accessDenied, "params.\(path): this key is for its own customer only", details: ["path": .string(path)])
      }
    }
    writer.name("customer_id")
    writer.string(customer)
  }

  private func writeEvents(_ events: JSONView, _ customer: String, _ writer: JSONWriter) throws(ErrorAnswer) {
    guard events.kind == .array else { return writer.raw(events.raw) }
    writer.beginArray()
    for (index, event) in events.elements.enumerated() {
      guard event.kind == .object else {
        writer.raw(event.raw)
        continue
      }
      writer.beginObject()
      try writeCustomer(of: event, "events[\(index)].customer_id", customer, writer)
      for (name, value) in Self.members(event) where name != "customer_id" {
        writer.name(name)
        writer.raw(value.raw)
      }
      writer.endObject()
    }
    writer.endArray()
  }
}

/// Writes down a refusal, then refuses.
final class RefusedWrite: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one only.
  private let error: ErrorAnswer
  private let method: String
  private let principal: String
  private let services: Services

  init(_ error: ErrorAnswer, method: String, principal: String, _ services: Services) {
    (self.error, self.method, self.principal, self.services) = (error, method, principal, services)
  }

  var byteCount: Int { 512 }
  var isShort: Bool { false }
  var isTracking: Bool { false }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    writer.principal = principal
    defer { writer.principal = "" }
    try writer.configuration.audit(at: services.world.now(), action: "refused", subject: method, detail: error.code.symbol)
  }

  func write(to writer: JSONWriter) throws(ErrorAnswer) { throw error }
  func finished() {}
}

/// A write on behalf of a key's holder.
final class PrincipalWrite: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one only.
  private let work: any PendingWrite
  private let principal: String
  private let method: String
  private let services: Services
  private var refusal: ErrorAnswer?

  private init(_ work: any PendingWrite, _ principal: String, _ method: String, _ services: Services) {
    (self.work, self.principal, self.method, self.services) = (work, principal, method, services)
  }

  static func wrapping(_ work: any WriteWork, _ principal: String, _ method: String, _ services: Services) -> any WriteWork {
    if let work = work as? any PendingWrite { return PrincipalWrite(work, principal, method, services) }
    return work
  }

  var byteCount: Int { work.byteCount }
  var isShort: Bool { work.isShort }
  var isTracking: Bool { work.isTracking }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    writer.principal = principal
    defer { writer.principal = "" }
    if isTracking { return try work.apply(writer, call) }
    do {
      try writer.savepoint { try work.apply($0, call) }
    } catch let error as ErrorAnswer where error.code == .accessDenied {
      // What it did is undone; that it was refused is not.
      try writer.configuration.audit(at: services.world.now(), action: "refused", subject: method, detail: error.code.symbol)
      refusal = error
    }
  }

  func write(to writer: JSONWriter) throws(ErrorAnswer) {
    if let refusal { throw refusal }
    try work.write(to: writer)
  }

  func finished() { work.finished() }
  func ended(_ failure: ErrorAnswer?) { work.ended(failure ?? refusal) }
  var isAnsweredLater: Bool { refusal == nil && work.isAnsweredLater }
  var isBarrier: Bool { work.isBarrier }
  var goesOn: Bool { refusal == nil && work.goesOn }
}
