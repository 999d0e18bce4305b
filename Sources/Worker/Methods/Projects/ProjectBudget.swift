import CostModel
import JSON

/// What a project may cost in a period, as its owner set it down. It is told, not enforced: budget/set enforces.
struct ProjectBudget: ObjectParams {
  var amount = Money.zero
  var currency = "USD"
  var period = Period.monthly
  var startDate: String?
  var endDate: String?
  var alerts: [Alert]?

  enum Period: String, CaseIterable, JSONChoice {
    case monthly, quarterly, yearly
    case oneTime = "one-time"
  }

  /// Who wants to hear when a share of the amount is spent.
  struct Alert: ObjectParams {
    var threshold = 0.0
    var type = Kind.both
    var recipients: [String]?

    enum Kind: String, CaseIterable, JSONChoice {
      case email
      case inApp = "in-app"
      case both, webhook
    }

    static let fields = FieldTable<Alert>([
      Field("threshold", \.threshold, .number(0...200), isRequired: true, "Percent of the amount."),
      Field("type", \.type, default: "both", "How to tell; both is e-mail and in the application."),
      Field("recipients", \.recipients, .list(.string(most: 320, format: nil), most: 100), "Whom to tell."),
    ])
  }

  static let fields = FieldTable<ProjectBudget>([
    Field("amount", \.amount, .number(0...1_000_000_000), isRequired: true, "How much, in the budget's currency."),
    Field("currency", \.currency, .string(most: 3, format: "ISO 4217 code"), default: "USD", "The currency."),
    Field("period", \.period, default: "monthly", "The calendar period that the amount is for, or one-time."),
    Field("start_date", \.startDate, .string(most: 10, format: "date"), "The first day of a one-time budget."),
    Field("end_date", \.endDate, .string(most: 10, format: "date"), "The last day of a one-time budget, itself included."),
    Field("alerts", \.alerts, .list(Alert.schema, most: 100), "Who wants to hear at which share."),
  ])

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> ProjectBudget {
    var budget = ProjectBudget()
    try fields.read(view, into: &budget)
    guard budget.currency.utf8.count == 3, budget.currency.utf8.allSatisfy({ 0x41...0x5A ~= $0 }) else {
      throw SchemaMismatch(
        path: "currency", expected: "an ISO 4217 code of three capital letters", got: "\"\(shortened(budget.currency))\"")
    }
    let start = try date(budget.startDate, "start_date"), end = try date(budget.endDate, "end_date")
    if let start, let end, end < start {
      throw SchemaMismatch(path: "end_date", expected: "a day not before start_date (\(start))", got: "\"\(end)\"")
    }
    if budget.period != .oneTime, start != nil || end != nil {
      throw SchemaMismatch(
        path: start != nil ? "start_date" : "end_date", expected: "a date with the period one-time only",
        got: "one with \(budget.period.rawValue)")
    }
    return budget
  }

  private static func date(_ text: String?, _ name: String) throws(SchemaMismatch) -> CivilDate? {
    guard let text else { return nil }
    guard let date = CivilDate(text) else {
      throw SchemaMismatch(path: name, expected: "a date as YYYY-MM-DD", got: "\"\(shortened(text))\"")
    }
    return date
  }

  /// The period of the budget that an instant falls in, up to that instant's end; nil outside of a one-time budget.
  func window(holding window: Window) -> Window? {
    let zone = window.zone
    let last = Timestamp(microseconds: window.end.microseconds - 1)
    let today = zone.civilDate(of: last)
    var start: CivilDate?
    switch period {
    case .monthly: start = today.startOfMonth
    case .quarterly: start = CivilDate(year: today.year, month: (today.month - 1) / 3 * 3 + 1, day: 1)
    case .yearly: start = CivilDate(year: today.year, month: 1, day: 1)
    case .oneTime: start = startDate.flatMap { CivilDate($0) }
    }
    var found = window
    found.start = start.map { zone.startOfDay($0) } ?? .earliest
    if period == .oneTime, let end = endDate.flatMap({ CivilDate($0) }) {
      let next = end.adding(days: 1)
      if next > end { found.end = min(found.end, zone.startOfDay(next)) }
    }
    return found.start < found.end ? found : nil
  }
}
