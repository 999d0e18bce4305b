import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// `budget/check`: may this be spent?
enum BudgetCheck: ImmediateMethod {
  static let name = "budget/check"
  static let tenancy: Tenancy? = .scoped
  static let summary = "Says whether an amount may be spent, judged by every budget that its scope falls under."
  static let agents = AgentUse.offered("Ask before spending.")
  static let documentation = """
    scope describes the call: a budget is asked when each of its dimensions has one of the call's values. The amount is \
    given, or estimated from a model and its tokens; without max_tokens 1,024 output tokens are taken. What is spent, \
    what reservations hold and the amount together must not exceed a limit; exactly at the limit is allowed. Decides and \
    changes nothing: whoever means to spend what was allowed, while others do, reserves it. status is within_budget below \
    50 %, moderate_usage below 80 %, approaching_limit below 100 %, over_budget, or emergency.
    """
  static let example = #"{"scope": {"customer_id": "acme", "operation": "export"}, "additional_cost_usd": 5.5}"#
  static let errors: [ErrorCode] = [.databaseError]
  static let seesWrites = true

  struct Params: MethodParams {
    var spend = SpendParams()
    var hasBreakdown = false
    /// The customer whose key asks: the figures of other budgets are not for it.
    var tenant: String?

    static let fields = FieldTable<Params>(
      Field.group(\.spend, SpendParams.fields(amount: "additional_cost_usd", isAmountOptional: true)) + [
        Field("include_breakdown", \.hasBreakdown, default: false, "Adds the month's cost by category and operation, which takes a scan.")
      ])
  }

  typealias Answer = BudgetCheckAnswer
  typealias Prepared = Params

  static func prepare(_ view: JSONView?, _ services: Services) throws(ErrorAnswer) -> Params {
    var params = try Params.read(view)
    try params.spend.validate()
    params.tenant = Tenancy.tenant(view)
    return params
  }

  static func stamp(_ services: Services) -> AnswerStamp? {
    guard let prices = services.prices.atHand(services), let standings = services.standings.current(services) else { return nil }
    return AnswerStamp(version: standings.generation << 32 | prices.number & 0xffff_ffff, second: standings.second)
  }

  static func answerAlike(_ view: JSONView?, _ services: Services, _ writer: JSONWriter) -> Bool {
    view.map { services.checks.write($0, services, writer) } ?? false
  }

  static func answerNow(_ params: Params, _ view: JSONView?, _ services: Services, _ writer: JSONWriter) throws(ErrorAnswer) -> Bool {
    guard !params.hasBreakdown, let standings = services.standings.current(services) else { return false }
    var estimate: PricedEstimate?
    if let call = params.spend.estimate {
      guard let prices = services.prices.atHand(services) else { return false }
      estimate = try call.price(prices, services)
    }
    do {
      let (budgets, found) = try services.standings.standings(for: params.spend.scope.scope, standings, services)
      let start = writer.count
      if let view, params.spend.amount != nil {
        writer.startMarks()
        defer { writer.endMarks() }
        write(params, budgets, found, estimate, services, costs: nil, writer)
        keep(params, view, found, standings, services, writer, from: start)
      } else {
        write(params, budgets, found, estimate, services, costs: nil, writer)
      }
      return true
    } catch {
      throw services.translate(error, name)
    }
  }

  /// Keeps an answer for other amounts.
  private static func keep(
    _ params: Params, _ view: JSONView, _ standings: [BudgetStanding], _ moment: KeptStandings.Moment, _ services: Services,
    _ writer: JSONWriter, from start: Int
  ) {
    guard let amount = params.spend.amount, let marks = writer.marks else { return }
    let now = services.world.now()
    let answer = CheckTemplate.Answer(
      text: Array(writer.bytes[start...]),
      marks: marks.map { $0.from(start) }, amount: amount, priority: params.spend.priority, standings: standings,
      validUntil: standings.map { KeptStandings.end(of: $0, at: now) }.min() ?? .max, now: now)
    services.checks.keep(view, answer, moment, services)
  }

  static func answer(_ params: Params, _ context: ReadContext, _ writer: JSONWriter) throws {
    let services = context.services
    let budgets = try services.budgets.inEffect(context.reader, services)
    let reading = BudgetReading(context.reader, budgets.set, at: context.world.time)
    let found = try budgets.set.matching(params.spend.scope.scope).map { try reading.standing(budgets.set.budgets[$0]) }
    let estimate = try params.spend.estimate?.price(try services.prices.layers(in: context.reader, services), services)
    let costs = params.hasBreakdown ? try breakdown(params.spend.scope.scope, context) : nil
    write(params, budgets, found, estimate, services, costs: costs, writer)
  }

  private static func write(
    _ params: Params, _ budgets: NamedBudgets, _ standings: [BudgetStanding], _ estimate: PricedEstimate?, _ services: Services,
    costs: BudgetCheckAnswer.CostBreakdown?, _ writer: JSONWriter
  ) {
    let now = services.world.now()
    let decision = SpendDecision(
      standings, scope: params.spend.scope.scope, amount: params.spend.amount ?? estimate?.cost ?? .zero, estimate: estimate,
      priority: params.spend.priority, now: now)
    EchoedAnswer.write(BudgetCheckAnswer(decision, budgets, tenant: params.tenant, costs: costs), to: writer, at: now) { writer in
      let start = writer.count
      Params.fields.write(params, to: writer)
      writer.mark(0, after: "additional_cost_usd", from: start)
    }
  }

  private static func breakdown(_ scope: Scope, _ context: ReadContext) throws -> BudgetCheckAnswer.CostBreakdown {
    let zone = try context.services.zone(nil).rules
    let now = context.world.now()
    let question = Question(
      start: zone.startOfDay(zone.civilDate(of: now).startOfMonth), end: Timestamp(microseconds: now.microseconds + 1), scope: scope,
      teams: try context.reader.teamMapping())
    func map(_ dimension: Dimension) throws -> MoneyMap {
      MoneyMap(amounts: [Part](try context.reader.totals(question, by: dimension)).map { ($0.name ?? "", $0.measures.cost) })
    }
    return BudgetCheckAnswer.CostBreakdown(categories: try map(.category), operations: try map(.operation))
  }
}

/// What `budget/check` and `budget/reserve` take: whose call it is and what it may cost.
struct SpendParams: Sendable {
  var scope = ScopeObject()
  var amount: Money?
  var estimate: CallEstimate?
  var priority = SpendPriority.normal

  static func fields(amount: String, isAmountOptional: Bool) -> [Field<SpendParams>] {
    [
      Field("scope", \.scope, "What the call is: whose, for what, with which model."),
      Field(
        amount, \.amount, Money.schema,
        isAmountOptional ? "The amount, by default that of the estimate, else 0." : "The amount, unless an estimate is given."),
      Field("estimate", \.estimate, CallEstimate.schema, "The call's model and tokens, in place of an amount."),
      Field("priority", \.priority, default: "normal", "Background work is refused first, critical calls last."),
    ]
  }

  func validate() throws(ErrorAnswer) {
    if amount != nil, estimate != nil { throw .invalid("estimate", "an amount or an estimate, one of them", got: "both") }
    for (dimension, values) in scope.scope.values where values.isEmpty || values.contains("") {
      throw .invalid("scope.\(dimension.member)", "at least one value, none of them empty", got: "none, or an empty one")
    }
  }
}

/// Where budgets stand, kept while nobody commits, for answers that do not wait.
///
/// A class, because it is shared. It is used by the reading thread only; the lock is for the type checker.
final class KeptStandings: Sendable {
  private let kept = Mutex(Kept())

  private struct Kept {
    var stamp: CommitStamp?
    var moment = Moment(generation: 0, second: .min)
    var budgets: NamedBudgets?
    /// By the place of their budget, each with the instant until which it stays as it is.
    var standings: [Int: (standing: BudgetStanding, end: Int64)] = [:]
  }

  /// When a standing changes although nobody commits: where a period ends or begins, and while something is held, whose
  /// lease may end, at the next whole second.
  static func end(of standing: BudgetStanding, at now: Timestamp) -> Int64 {
    if standing.held > .zero || standing.budget.limit(.oneTime) != nil { return (now.seconds + 1) * 1_000_000 }
    return standing.limits.reduce(min(standing.day.range.upperBound, standing.month.range.upperBound)) { min($0, $1.range.upperBound) }
  }

  /// A state of the database at a second: leases end and periods begin at whole seconds.
  struct Moment: Equatable {
    var generation: UInt64
    var second: Int64
  }

  /// The state of the database now; nil when it cannot be told without a read.
  func current(_ services: Services) -> Moment? {
    guard let stamp = services.answers.stamp else { return nil }
    let second = services.world.now().seconds
    return kept.withLock { kept in
      if kept.stamp != stamp {
        kept = Kept(stamp: stamp, moment: Moment(generation: kept.moment.generation + 1, second: second))
      } else if kept.moment.second != second {
        // A clock that was set back may be in an earlier period.
        if second < kept.moment.second { kept.standings.removeAll(keepingCapacity: true) }
        kept.moment.second = second
      }
      return kept.moment
    }
  }

  /// Where the budgets stand that a call falls under, in the state that `current` told of.
  func standings(
    for scope: Scope, _ moment: Moment, _ services: Services
  ) throws -> (budgets: NamedBudgets, standings: [BudgetStanding]) {
    let now = services.world.now()
    let known = kept.withLock { kept -> (NamedBudgets, [BudgetStanding])? in
      guard kept.moment == moment, let budgets = kept.budgets else { return nil }
      let matching = budgets.set.matching(scope)
      let found = matching.compactMap { kept.standings[$0] }.filter { $0.end > now.microseconds }.map(\.standing)
      return found.count == matching.count ? (budgets, found) : nil
    }
    if let known { return known }
    return try services.read { reader in
      let budgets = try services.budgets.inEffect(reader, services)
      let reading = BudgetReading(reader, budgets.set, at: services.world.time)
      let matching = budgets.set.matching(scope)
      let found = try matching.map { try reading.standing(budgets.set.budgets[$0]) }
      kept.withLock { kept in
        guard kept.moment == moment else { return }
        if kept.budgets !== budgets { kept.standings.removeAll() }
        kept.budgets = budgets
        for (index, standing) in zip(matching, found) { kept.standings[index] = (standing, Self.end(of: standing, at: now)) }
      }
      return (budgets, found)
    }
  }
}
