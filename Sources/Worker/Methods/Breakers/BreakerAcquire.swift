import CostModel
import JSON
import JSONRPC
import Store

/// `breaker/acquire`: may this call be made?
enum BreakerAcquire {
  struct Params: MethodParams {
    var name = ""
    var type = "other"
    var id: String?
    var scope = ScopeObject()
    var amount: Money?
    var estimate: CallEstimate?

    static let fields = FieldTable<Params>([
      Field("name", \.name, BreakerName.schema, isRequired: true, "The breaker."),
      Field("operation_type", \.type, .string(most: 128, format: nil), default: "other", "What is done: llm_call, embedding_call, batch_operation, document_processing, or any other word."),
      Field("operation_id", \.id, .string(most: EventMember.mostID, format: nil), "The caller's key: the same again is the same operation. Made for it if absent."),
      Field("scope", \.scope, "What the call is, beside the breaker's own scope: it decides which budgets are asked."),
      Field("estimated_cost_usd", \.amount, Money.schema, "What the call will cost."),
      Field("estimate", \.estimate, CallEstimate.schema, "The call's model and tokens, in place of an amount."),
    ])

    func validate() throws(ErrorAnswer) {
      if type.isEmpty { throw .invalid("operation_type", "a word of 1 to 128 bytes", got: "an empty one") }
      if let id, id.isEmpty { throw .invalid("operation_id", "an id of 1 to \(EventMember.mostID) bytes", got: "an empty one") }
      if amount != nil, estimate != nil { throw .invalid("estimate", "an amount or an estimate, one of them", got: "both") }
      try scope.scope.validate()
    }
  }

  static let method = AnyMethod(
    name: "breaker/acquire", access: .writes,
    summary: "Asks a circuit breaker whether a call may be made.",
    documentation: """
      A refusal is CIRCUIT_BREAKER_OPEN: reason is open (calls failed; retry_after tells when one may be tried), probing (one \
      is being tried), rule (a rule blocks) or throttled. After recovery_timeout a single call passes, over all workers on the \
      database; breaker/record tells how it went, and when it never does, another may try after recovery_timeout. \
      Without estimated_cost_usd and estimate (tokens at their price, confidence 0.9) an operation is taken for the mean and \
      one standard deviation of the last 100 that were recorded of its type (at most 0.8, 0.01 for each), else for 0.01 USD \
      (llm_call), 0.001 (embedding_call), 0.05 (batch_operation), 0.02 (document_processing) or 0.005 (any other; 0.3). While \
      a throttle of factor f is triggered, the lowest counts, the call that n throttled ones came before passes if \
      floor((n + 1) f) > floor(n f). The same operation_id again, with the same content, is the same operation and counted \
      once: granted, it has the same answer; refused, it is judged again as things stand, at its old place among the throttled. \
      Grants hold nothing: against hard limits there is budget/reserve. The last 100,000 operations are remembered.
      """,
    params: Params.fields.properties, result: Answer.schema,
    errors: [.circuitBreakerOpen, .notFound, .idempotencyConflict, .databaseFull],
    example: """
      {"name": "llm_operations", "operation_type": "llm_call", "operation_id": "op_123456", "estimate": {"model": "gpt-4o-mini", \
      "prompt_tokens": 100, "completion_tokens": 50}}
      """
  ) { services in
    Route(name: "breaker/acquire", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      try params.validate()
      let lines = LogLines()
      return .write(ShortWrite<Answer>(services, "breaker/acquire", log: lines) { writer throws in
        try acquire(params, services, writer, lines)
      })
    }
  }

  private static func acquire(
    _ params: Params, _ services: Services, _ writer: LedgerWriter, _ lines: LogLines
  ) throws -> Answer {
    let time = services.world.time
    let budgets = try services.budgets.inEffect(writer, services)
    guard let breaker = budgets.breaker(params.name) else { throw MethodFailure.notFound("breaker", params.name) }
    let table = writer.breakerTable
    let digest = services.digest(of: params)
    let known = try params.id.flatMap { try table.operation(breaker.row.number, $0) }
    if let known, let answer = known.answer {
      guard known.digest == digest else { throw Self.clash(known.id) }
      return .again(answer)
    }
    let priced = try params.estimate?.price(try services.prices.layers(in: writer), services)
    let estimate = try OperationEstimate(params.amount, priced, type: params.type) { try table.costs(ofType: params.type) }
    var scope = params.scope.scope
    scope.values.merge(breaker.scope.values) { own, _ in own }
    let figures = try BreakerFigures(
      breaker, scope: scope, budgets, try writer.budgetReading(teams: budgets.set.teams), now: time.now)
    let triggered = try figures.triggered(estimate.cost)
    try note(triggered, breaker, table, time, lines)

    var operation = BreakerOperation(
      number: try known?.number ?? table.nextOperation(), id: params.id ?? "operation-" + hexadecimal(services.world.seed()),
      digest: digest, type: params.type, estimate: estimate.cost)
    operation.position = known?.position
    var condition = try table.condition(breaker.row.number)
    if let known { condition.statistics.count(known, sign: -1) }
    let judged = judge(breaker, &condition, &operation, triggered, isLimited: figures.isBudgetLimited, time)
    switch judged {
    case .refused(let refusal):
      operation.isCostBlocked = refusal.triggered != nil
      condition.statistics.count(operation, sign: 1)
      try table.setOperation(breaker.row.number, operation)
      try table.setCondition(breaker.row.number, condition)
      throw refusal.answer(breaker, operation)
    case .granted(let state, let factor):
      operation.state = .granted
      condition.statistics.count(operation, sign: 1)
      let grant = Grant(
        breaker: params.name, operation: operation.id, state: state, throttle: Share(millionths: factor), estimate: estimate,
        triggered: triggered.map(TriggeredRule.init))
      operation.answer = grant.text
      try table.setOperation(breaker.row.number, operation)
      try table.setCondition(breaker.row.number, condition)
      return .first(grant)
    }
  }

  static func clash(_ id: String) -> ErrorAnswer {
    ErrorAnswer(
      .idempotencyConflict, "An operation \"\(shortened(id))\" with other content is there already; nothing changed",
      details: ["operation_id": .string(shortened(id))])
  }

  /// Notes and logs rules that set in, and that were quiet for their cooldown.
  private static func note(
    _ triggered: [BreakerFigures.Triggered], _ breaker: CurrentBreaker, _ table: BreakerTable, _ time: MachineTime, _ lines: LogLines
  ) throws {
    if triggered.isEmpty { return }
    let notes = try table.ruleNotes(breaker.row.number)
    for each in triggered {
      if let note = notes[Array(each.rule.id.utf8)], !time.isPast(note.quietUntil) { continue }
      try table.note(
        breaker.row.number, each.rule.id, at: time.now, quietUntil: time.later(by: each.rule.cooldownMicroseconds))
      lines.lines.append(
        "Rule \"\(shortened(each.rule.id))\" of breaker \"\(shortened(breaker.row.name))\" is triggered (\(each.rule.action.rawValue))")
    }
  }

  // MARK: Judging

  private enum Judged {
    case granted(BreakerStateName, factor: Int64)
    case refused(Refusal)
  }

  private static func judge(
    _ breaker: CurrentBreaker, _ condition: inout BreakerCondition, _ operation: inout BreakerOperation,
    _ triggered: [BreakerFigures.Triggered], isLimited: Bool, _ time: MachineTime
  ) -> Judged {
    let state = BreakerStateName(condition, isLimited: isLimited, time)
    let isWaiting = !time.isPast(condition.until)
    if condition.state == .open, isWaiting {
      return .refused(Refusal(reason: .open, state: state, triggered: nil, retryAfter: time.seconds(until: condition.until)))
    }
    if let block = triggered.first(where: { $0.rule.action == .block }) {
      return .refused(Refusal(reason: .rule, state: state, triggered: block, retryAfter: block.retryAfter(time.now)))
    }
    if condition.state == .halfOpen, isWaiting {
      return .refused(Refusal(reason: .probing, state: state, triggered: nil, retryAfter: time.seconds(until: condition.until)))
    }
    let throttle = triggered.filter { $0.rule.action == .throttle }.min { $0.rule.throttleFactor < $1.rule.throttleFactor }
    if let throttle {
      let position = operation.position ?? condition.throttled
      if operation.position == nil { condition.throttled += 1 }
      operation.position = position
      guard BreakerThrottle.passes(position, factor: throttle.rule.throttleFactor) else {
        return .refused(Refusal(reason: .throttled, state: state, triggered: throttle, retryAfter: throttle.retryAfter(time.now)))
      }
    }
    if condition.state != .closed {
      condition.state = .halfOpen
      condition.probe = operation.number
      condition.until = time.later(by: breaker.fields.recoveryMicroseconds)
    }
    return .granted(state, factor: throttle?.rule.throttleFactor ?? BreakerThrottle.whole)
  }

  private struct Refusal {
    enum Reason: String { case open, probing, rule, throttled }
    let reason: Reason
    let state: BreakerStateName
    let triggered: BreakerFigures.Triggered?
    let retryAfter: Double?

    func answer(_ breaker: CurrentBreaker, _ operation: BreakerOperation) -> ErrorAnswer {
      var details: [JSONMember] = [
        JSONMember(name: "breaker", value: .string(breaker.row.name)),
        JSONMember(name: "state", value: .string(state.rawValue)),
        JSONMember(name: "reason", value: .string(reason.rawValue)),
        JSONMember(name: "operation_id", value: .string(operation.id)),
        JSONMember(name: "requested_cost", value: usd(operation.estimate)),
      ]
      if let triggered { details += Self.details(triggered, operation.estimate) }
      return ErrorAnswer(
        .circuitBreakerOpen, "Breaker \"\(shortened(breaker.row.name))\" refuses: \(sentence)", details: .object(details),
        retryAfter: retryAfter)
    }

    private var sentence: String {
      let rule = shortened(triggered?.rule.id ?? "")
      switch reason {
      case .open: return "it is open, because calls failed"
      case .probing: return "it is half open, and a call is being tried"
      case .rule: return "its rule \"\(rule)\" blocks"
      case .throttled: return "its rule \"\(rule)\" lets only a share of calls pass"
      }
    }

    private static func details(_ triggered: BreakerFigures.Triggered, _ estimate: Money) -> [JSONMember] {
      let (rule, figure) = (triggered.rule, triggered.figure)
      var details = [
        JSONMember(name: "rule", value: .string(rule.id)),
        JSONMember(name: "threshold_type", value: .string(rule.threshold.rawValue)),
        JSONMember(name: "threshold_value", value: .number(plainDecimal(rule.value, decimals: 9))),
        JSONMember(name: "current_value", value: JSONValue(floatLiteral: (figure.current * 1e6).rounded() / 1e6)),
      ]
      if rule.action == .throttle {
        details.append(JSONMember(name: "throttle_factor", value: .number(plainDecimal(Int128(rule.throttleFactor), decimals: 6))))
      }
      if rule.threshold != .operationCost {
        details.append(JSONMember(name: "current_cost", value: usd(figure.amount)))
        details.append(JSONMember(name: "projected_total", value: usd(figure.amount + estimate)))
      }
      if let limit = figure.limit { details.append(JSONMember(name: "budget_limit", value: usd(limit))) }
      if let budget = figure.budget { details.append(JSONMember(name: "budget_id", value: .string(budget))) }
      return details
    }

    private static func usd(_ money: Money) -> JSONValue { .number(plainDecimal(money.nanos, decimals: 9)) }
    private func usd(_ money: Money) -> JSONValue { Self.usd(money) }
  }

  // MARK: Answers

  /// A grant, or one that was given before.
  enum Answer: JSONWritable, Sendable {
    case first(Grant)
    case again(String)

    static var schema: Schema {
      guard case .object(let properties) = Grant.schema else { return Grant.schema }
      return .object(properties + [Schema.Property("duplicate", .boolean, isRequired: true, "Whether it was granted before, with this answer.")])
    }

    func write(to writer: JSONWriter) {
      let text: String
      switch self {
      case .first(let grant): text = grant.text
      case .again(let answer): text = answer
      }
      Array(text.utf8).withUnsafeBytes { writer.raw($0) }
      writer.reopenObject()
      writer.name("duplicate")
      if case .again = self { writer.bool(true) } else { writer.bool(false) }
      writer.endObject()
    }
  }

  struct Grant: Shaped, Sendable {
    let breaker: String
    let operation: String
    let state: BreakerStateName
    let throttle: Share
    let estimate: OperationEstimate
    let triggered: [TriggeredRule]

    private var isAllowed: Bool { true }
    private var source: OperationEstimate.Source { estimate.source }
    private var confidence: Ratio { Ratio(estimate.confidence) }

    static let members: [Member<Grant>] = [
      Member("allowed", \.isAllowed, "true: a refusal is an error."),
      Member("breaker", \.breaker, "The breaker."),
      Member("operation_id", \.operation, "The operation, to be recorded with breaker/record."),
      Member("state", \.state, "closed, half_open for the call that tries it, or budget_limited from 95 % of any limit of a budget on."),
      Member("throttle_rate", \.throttle, "The share of calls that passes now."),
      Member("estimated_cost_usd", \.estimate.cost, "What the operation is taken to cost."),
      Member("estimate_confidence", \.confidence, "How far that can be trusted, 0 to 1."),
      Member("estimate_source", \.source, "given, prices, history, or usual."),
      Member.optional("estimate", \.estimate.priced, "What the tokens come to, when they were given."),
      Member("triggered_rules", \.triggered, "Rules that are triggered, the highest priority first."),
    ]

    var text: String {
      let writer = JSONWriter(capacity: 512)
      write(to: writer)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}

extension BreakerStatistics {
  /// Counts an operation (`sign` 1), or takes it back (-1).
  fileprivate mutating func count(_ operation: BreakerOperation, sign: Int64) {
    count(operation.estimate, isAllowed: operation.state != .refused, isCostBlocked: operation.isCostBlocked, sign: sign)
  }
}

extension MachineTime {
  /// Whole seconds until a lease has ended, one at least.
  func seconds(until end: MachineTime) -> Double {
    let left = end.boot == boot ? end.uptime - uptime : end.now.microseconds - now.microseconds
    return Double(max(1, floorDivide(left + 999_999, 1_000_000)))
  }
}

extension BreakerFigures.Triggered {
  /// When the call may be worth another try: after the cooldown, or when the period is over if that comes first. An operation
  /// that is itself too dear stays so.
  func retryAfter(_ now: Timestamp) -> Double? {
    if rule.threshold == .operationCost { return nil }
    let cooldown = max(1, rule.cooldownMicroseconds / 1_000_000)
    let end = figure.end.map { max(0, $0 - now.microseconds) / 1_000_000 + 1 }
    return Double(min(cooldown, end ?? .max))
  }
}

extension Services {
  /// A digest of params, by which a retry is told from a clash.
  func digest<Params: MethodParams>(of params: Params) -> Int64 {
    let text = JSONWriter(capacity: 256)
    text.beginObject()
    Params.fields.write(params, to: text)
    text.endObject()
    return Int64(bitPattern: sipHash(text.bytes, hashKey))
  }
}
