import CostModel
import JSON
import JSONRPC
import Store

/// `system/retention`: drops old events, and keeps what they sum to.
enum SystemRetention: WriteMethod {
  static let name = "system/retention"
  static let summary = "Drops events older than some days; what they sum to by day and hour stays, to the nano-dollar."
  static let documentation = """
    Kept are the events of the last days days and of the day under way, counted in days of UTC; the first event kept is of \
    retained_from or later. Of the time before, questions are answered from roll-ups: whole UTC days, in all or by project, \
    provider, model, operation, category, team, department, purpose, client, campaign or environment; whole hours, in all or by \
    model. Other questions about it are refused, and so are events from then: sent again they would count twice. All of it \
    happens in one transaction, and not at all when a budget still needs what would go. The file does not shrink; what \
    is free is used again. Needs confirm: true; dry_run tells what would go.
    """
  static let errors: [ErrorCode] = [.databaseFull, .requestFailed, .conflict]
  static let example = #"{"days": 400, "dry_run": true}"#
  static let tenancy: Tenancy? = .admin

  struct Params: MethodParams {
    var days = 400
    var isDryRun = false
    var confirm = false

    static let fields = FieldTable<Params>([
      Field("days", \.days, .integer(1...Int64(Window.longestDays)), isRequired: true, "How many whole days before today are kept."),
      Field("dry_run", \.isDryRun, default: false, "Whether to tell what would go, and change nothing."),
      Field("confirm", \.confirm, default: false, "Must be true unless it is a dry run."),
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    guard params.confirm || params.isDryRun else { throw ErrorAnswer.invalid("confirm", "true (or dry_run: true)", got: "false") }
    let day = Timestamp.microsecondsPerDay
    let today = floorDivide(context.world.now().microseconds, day)
    let horizon = Timestamp(microseconds: (today - Int64(params.days)) * day)
    let before = try total(context)
    let found = Kept()
    do {
      try context.writer.savepoint { writer in
        found.outcome = try writer.retire(before: horizon)
        guard try total(context) == before else { throw LedgerDamage("the sums would not be the same without the events; nothing was dropped") }
        try checkBudgets(context)
        if params.isDryRun { throw Undone() }
      }
    } catch is Undone {}
    if !params.isDryRun {
      let detail: JSONValue = ["retained_from": .string(horizon.rfc3339), "dropped": .int(Int(found.outcome.dropped))]
      try context.writer.configuration.audit(at: context.world.now(), action: name, subject: "", detail: detail.text(pretty: false))
    }
    return Answer(isDryRun: params.isDryRun, outcome: found.outcome, total: before)
  }

  /// Carries what was found out of a savepoint that is taken back.
  private final class Kept { var outcome = RetentionOutcome() }

  private static func total(_ context: WriteContext) throws -> Money { try LedgerReader(sharing: context.writer).totals(.everything).cost }

  /// Whether every budget can still tell where it stands.
  private static func checkBudgets(_ context: WriteContext) throws {
    let reader = LedgerReader(sharing: context.writer)
    let budgets = try context.services.budgets.inEffect(reader, context.services)
    let reading = BudgetReading(reader, budgets.set, at: context.world.time)
    for budget in budgets.set.budgets {
      do {
        _ = try reading.standing(budget)
      } catch let retired as RetiredHistory {
        throw ErrorAnswer(
          .conflict, "The budget \"\(shortened(budget.id))\" still counts events from before \(retired.horizon.rfc3339); keep more days, or delete it",
          details: ["budget_id": .string(shortened(budget.id))])
      }
    }
  }

  struct Answer: Shaped, Sendable {
    let isDryRun: Bool
    let outcome: RetentionOutcome
    let total: Money

    static let members: [Member<Answer>] = [
      Member("dry_run", \.isDryRun, "Whether nothing was changed."),
      Member("retained_from", \.outcome.horizon, "From here on events are kept."),
      Member("dropped_events", \.outcome.dropped, "Events that are dropped."),
      Member("kept_events", \.outcome.kept, "Events that stay."),
      Member("total_cost_usd", \.total, "What everything cost, before and after."),
    ]
  }
}
