import CostModel
import JSON
import JSONRPC
import Store

/// `breaker/create`: creates a circuit breaker, or configures it anew.
enum BreakerCreate: WriteMethod {
  static let name = "breaker/create"
  static let summary = "Creates a circuit breaker for calls that cost money, or configures it anew."
  static let documentation = """
    Rules watch what is spent: block refuses calls while its rule is triggered, throttle lets a share of them pass, \
    counted and not drawn by lot, alert_only tells. Rules without any given are the seeds': from 90 % of the daily budget on \
    half of the calls pass, from 95 % of the monthly one 0.3, from 10 USD an hour on 0.7; at 100 % of either budget none; \
    an operation of 1 USD or more is told. Percentages are of what is spent, reservations apart, and need a budget. Calls that \
    fail open the breaker, too. The same name again is the same breaker with another configuration: everything not given \
    is back at its default, its state and statistics stay.
    """
  static let errors: [ErrorCode] = [.conflict, .databaseFull]
  static let example = """
    {"name": "llm_operations", "threshold_rules": [{"rule_id": "daily_budget_protection", "threshold_type": \
    "percentage_daily", "threshold_value": 95, "action": "block"}], "failure_threshold": 5, "recovery_timeout": 60}
    """
  static let most = 1_000

  struct Params: MethodParams {
    var name = ""
    var breaker = BreakerFields()

    static let fields: FieldTable<Params> = FieldTable(
      [Field("name", \.name, BreakerName.schema, isRequired: true, "Its name.")] + Field.group(\.breaker, BreakerFields.fieldList))
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let (writer, services) = (context.writer, context.services)
    try BreakerName.validate(params.name)
    try params.breaker.validate(services)
    let before = try services.budgets.inEffect(writer, services)
    let known = before.breaker(params.name)
    guard known != nil || before.breakers.count < most else {
      throw MethodFailure(.conflict, "There are \(most) breakers already, the most there may be")
    }
    // A breaker keeps its zone when a worker with another one looks after it.
    var fields = params.breaker
    fields.timeZone = try services.zone(fields.timeZone).name
    let now = context.world.now()
    try writer.breakerTable.set(params.name, definition: fields.text, at: now)
    try writer.budgetsChanged()
    guard let breaker = try services.budgets.inEffect(writer, services).breaker(params.name) else {
      throw LedgerDamage("a breaker vanished")
    }
    if known != nil {
      for rule in try writer.breakerTable.ruleNotes(breaker.row.number).keys where !breaker.rules.contains(where: { rule.elementsEqual($0.id.utf8) }) {
        try writer.breakerTable.forgetRule(breaker.row.number, rule)
      }
    }
    if let meter = known?.meter ?? breaker.meter { try writer.recount(meter) }
    if let meter = breaker.meter { try writer.beginCounting(meter.id) }
    try writer.configuration.audit(at: now, action: name, subject: params.name, detail: fields.text)
    return Answer(breaker: BreakerAnswer(breaker), isCreated: known == nil)
  }

  struct Answer: Shaped, Sendable {
    let breaker: BreakerAnswer
    let isCreated: Bool
    static let members: [Member<Answer>] = [
      Member("breaker", \.breaker, "The breaker as it is now."),
      Member("created", \.isCreated, "Whether there was none with this name."),
    ]
  }
}

/// `breaker/list`: how breakers are configured.
enum BreakerList: ReadMethod {
  static let name = "breaker/list"
  static let summary = "Lists circuit breakers by name, as they are configured."

  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer {
    Answer(breakers: try context.services.budgets.inEffect(context.reader, context.services).breakers.map(BreakerAnswer.init))
  }

  struct Answer: Shaped, Sendable {
    let breakers: [BreakerAnswer]
    private var count: Int { breakers.count }
    static let members: [Member<Answer>] = [
      Member("breakers", \.breakers, "The breakers, by name."), Member("breaker_count", \.count, "How many there are."),
    ]
  }
}

/// A circuit breaker as it is configured, defaults included.
struct BreakerAnswer: Shaped, Sendable {
  let breaker: CurrentBreaker
  init(_ breaker: CurrentBreaker) { self.breaker = breaker }

  private var scope: ScopeObject { ScopeObject(breaker.scope) }
  private var rules: [BreakerFields.Rule] { breaker.fields.effectiveRules }

  static let members: [Member<BreakerAnswer>] = [
    Member("name", \.breaker.row.name, "Its name."),
    Member("scope", \.scope, "What it guards."),
    Member("time_zone", \.breaker.fields.timeZone, "The zone of its days and months."),
    Member("threshold_rules", \.rules, "Its rules about cost."),
    Member("failure_threshold", \.breaker.fields.failureThreshold, "So many failures in a row open it."),
    Member("recovery_timeout", \.breaker.fields.recoverySeconds, "Seconds for which it then stays open."),
    Member("created_at", \.breaker.row.createdAt, "When it was created."),
    Member("updated_at", \.breaker.row.updatedAt, "When it was last configured."),
  ]
}

/// The name of a breaker, as params give it.
enum BreakerName {
  static let schema = Schema.string(most: 256, format: nil)

  static func validate(_ name: String) throws(ErrorAnswer) {
    guard !name.isEmpty, name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .invalid("name", "a name of 1 to 256 bytes without control characters", got: name.isEmpty ? "an empty one" : "another one")
    }
  }
}
