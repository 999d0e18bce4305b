import CostModel
import JSON
import JSONRPC
import Store

/// `breaker/record`: how an operation went.
enum BreakerRecord {
  struct Params: MethodParams {
    var name = ""
    var id = ""
    var cost: Money?
    var isSuccess = true
    var type: String?

    static let fields = FieldTable<Params>([
      Field("name", \.name, BreakerName.schema, isRequired: true, "The breaker."),
      Field("operation_id", \.id, .string(most: EventMember.mostID, format: nil), isRequired: true, "The operation, as breaker/acquire answered it."),
      Field("actual_cost_usd", \.cost, Money.schema, "What it cost, as far as that is known."),
      Field("success", \.isSuccess, default: true, "Whether the call succeeded."),
      Field("operation_type", \.type, .string(most: 128, format: nil), "What was done; by default what was acquired."),
    ])
  }

  static let method = AnyMethod(
    name: "breaker/record", access: .writes,
    summary: "Tells a circuit breaker how an operation went and what it cost.",
    documentation: """
      failure_threshold failures in a row open the breaker; a success closes it where the operation is the one that tries \
      it, a failure of that one opens it again. What other operations of an earlier time have to tell changes figures \
      only. The cost counts in the breaker's statistics and for later estimates; it stores no usage event and spends no \
      budget: usage/track does. Recorded again with the same content is acknowledged as a duplicate.
      """,
    params: Params.fields.properties, result: Answer.schema, errors: [.notFound, .idempotencyConflict, .databaseFull],
    example: #"{"name": "llm_operations", "operation_id": "op_123456", "actual_cost_usd": 0.045, "operation_type": "llm_call"}"#
  ) { services in
    Route(name: "breaker/record", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      if params.type?.isEmpty == true { throw .invalid("operation_type", "a word of 1 to 128 bytes", got: "an empty one") }
      let lines = LogLines()
      return .write(ShortWrite<Answer>(services, "breaker/record", log: lines) { writer throws in
        try record(params, services, writer, lines)
      })
    }
  }

  private static func record(
    _ params: Params, _ services: Services, _ writer: LedgerWriter, _ lines: LogLines
  ) throws -> Answer {
    let time = services.world.time
    let budgets = try services.budgets.inEffect(writer, services)
    guard let breaker = budgets.breaker(params.name) else { throw MethodFailure.notFound("breaker", params.name) }
    let table = writer.breakerTable
    guard var operation = try table.operation(breaker.row.number, params.id), operation.state != .refused else {
      throw MethodFailure.notFound("operation that this breaker granted,", params.id)
    }
    var condition = try table.condition(breaker.row.number)
    let digest = services.digest(of: params)
    if let recorded = operation.recordDigest {
      guard recorded == digest else {
        throw ErrorAnswer(
          .idempotencyConflict, "The operation \"\(shortened(params.id))\" was recorded with other content; nothing changed",
          details: ["operation_id": .string(shortened(params.id))])
      }
      return Answer(breaker, operation, condition, time, isDuplicate: true)
    }
    (operation.state, operation.recordDigest, operation.actual) = (.recorded, digest, params.cost)
    operation.type = params.type ?? operation.type
    if let cost = params.cost { condition.statistics.actual += cost }
    if params.isSuccess { succeed(&condition, operation, time) } else { fail(&condition, operation, breaker, time, lines) }
    try table.setOperation(breaker.row.number, operation)
    try table.setCondition(breaker.row.number, condition)
    return Answer(breaker, operation, condition, time, isDuplicate: false)
  }

  private static func succeed(_ condition: inout BreakerCondition, _ operation: BreakerOperation, _ time: MachineTime) {
    condition.lastSuccess = time.now
    if condition.state == .halfOpen, condition.probe == operation.number {
      (condition.state, condition.probe) = (.closed, nil)
    }
    if condition.state == .closed { condition.failures = 0 }
  }

  private static func fail(
    _ condition: inout BreakerCondition, _ operation: BreakerOperation, _ breaker: CurrentBreaker, _ time: MachineTime,
    _ lines: LogLines
  ) {
    condition.lastFailure = time.now
    condition.failures += 1
    let isTried = condition.state == .halfOpen && condition.probe == operation.number
    let isWorn = condition.state == .closed && condition.failures >= breaker.fields.failureThreshold
    guard isTried || isWorn else { return }
    (condition.state, condition.probe) = (.open, nil)
    condition.until = time.later(by: breaker.fields.recoveryMicroseconds)
    lines.lines.append(
      "Breaker \"\(shortened(breaker.row.name))\" is open: \(condition.failures) calls failed in a row; one is tried after \(condition.until.now.rfc3339)")
  }

  struct Answer: Shaped, Sendable {
    let breaker: String
    let operation: BreakerOperation
    let state: BreakerStateName
    let failures: Int64
    let isDuplicate: Bool

    init(_ breaker: CurrentBreaker, _ operation: BreakerOperation, _ condition: BreakerCondition, _ time: MachineTime, isDuplicate: Bool) {
      (self.breaker, self.operation, self.isDuplicate) = (breaker.row.name, operation, isDuplicate)
      state = BreakerStateName(condition, isLimited: false, time)
      failures = condition.failures
    }

    private var isRecorded: Bool { true }
    private var difference: SignedMoney? { operation.actual.map { SignedMoney(nanos: $0.nanos - operation.estimate.nanos) } }

    static let members: [Member<Answer>] = [
      Member("recorded", \.isRecorded, "true."),
      Member("breaker", \.breaker, "The breaker."),
      Member("operation_id", \.operation.id, "The operation."),
      Member("state", \.state, "How the breaker stands: closed, open, or half_open."),
      Member("failure_count", \.failures, "Calls that failed one after the other."),
      Member("estimated_cost_usd", \.operation.estimate, "What the operation had been taken to cost."),
      Member("actual_cost_usd", \.operation.actual, "What it cost; null when that was not told."),
      Member("difference_usd", \.difference, "How much more that is; below 0 when it is less."),
      Member("duplicate", \.isDuplicate, "Whether it was recorded before, with the same content."),
    ]
  }
}
