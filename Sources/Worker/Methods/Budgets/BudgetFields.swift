import CostModel
import JSON
import JSONRPC
import Store

/// What `budget/set` takes, and the store keeps: what somebody said of a budget, the rest left to the defaults.
struct BudgetFields: MethodParams {
  var name: String?
  var scope: ScopeObject?
  var parent: String?
  var tier: BudgetTier?
  var preset: BudgetPreset?
  var hourly: Money?
  var daily: Money?
  var weekly: Money?
  var monthly: Money?
  var quarterly: Money?
  var yearly: Money?
  var total: Money?
  var rolling: Rolling?
  var oneTime: OneTime?
  var emergency: Money?
  var timeZone: String?
  var resetHour: Int?
  var unpricedPolicy: UnpricedPolicy?
  var unpricedHold: Money?
  var thresholds: [Threshold]?
  var graceHours: Double?
  var isThrottling: Bool?
  var isAlerting: Bool?
  var enforcement: BudgetEnforcement?

  /// A limit on the last so many days.
  struct Rolling: ObjectParams {
    var days = 30
    var limit = Money.zero
    static let fields = FieldTable<Rolling>([
      Field("days", \.days, .integer(1...366), isRequired: true, "How many days back, today included."),
      Field("limit_usd", \.limit, isRequired: true, "What they may cost together."),
    ])
  }

  /// A limit on one stretch of time.
  struct OneTime: ObjectParams {
    var start = ""
    var end = ""
    var limit = Money.zero
    static let fields = FieldTable<OneTime>([
      Field("start", \.start, .string(most: 64, format: "date or date-time"), isRequired: true, "Where it begins."),
      Field("end", \.end, .string(most: 64, format: "date or date-time"), isRequired: true, "Where it ends, itself excluded."),
      Field("limit_usd", \.limit, isRequired: true, "What the stretch may cost."),
    ])
  }

  /// A share at which somebody wants to hear.
  struct Threshold: ObjectParams {
    var percentage = Percentage(thousandths: 0)
    var priority = AlertPriority.medium
    var action = ThresholdAction.monitor
    var channels: [String]?

    init() {}

    init(_ percent: Int64, _ priority: AlertPriority, _ action: ThresholdAction, _ channels: [String]? = nil) {
      percentage = Percentage(thousandths: percent * 1_000)
      (self.priority, self.action, self.channels) = (priority, action, channels)
    }

    static let fields = FieldTable<Threshold>([
      Field("percentage", \.percentage, isRequired: true, "Percent of each limit, above 0, with three decimals at most."),
      Field("priority", \.priority, default: "medium", "How urgent it is."),
      Field(
        "action", \.action, default: "monitor",
        "What to do: throttle refuses background work from here on where enforcement is throttle; the others tell people."),
      Field(
        "channels", \.channels, .list(.string(most: 64, format: nil), most: 16),
        "The channels that hear of it; every channel by default."),
    ])
  }

  static let limitSchema = Schema.number(0...1_000_000_000)

  /// The members behind budget_id.
  static let fieldList: [Field<BudgetFields>] = [
    Field("name", \.name, .string(most: 256, format: nil), "What people call it."),
    Field("scope", \.scope, "What it is for: any combination of dimensions; everything by default. A child inherits its parent's."),
    Field("parent_id", \.parent, .string(most: 256, format: nil), "The budget this one is a part of: its spend counts there, too."),
    Field("tier", \.tier, "A customer's tier, with its rules, default limits and thresholds."),
    Field("preset", \.preset, "Where the thresholds come from when none are given."),
    Field("hourly_limit_usd", \.hourly, limitSchema, "What an hour may cost."),
    Field("daily_limit_usd", \.daily, limitSchema, "What a day may cost."),
    Field("weekly_limit_usd", \.weekly, limitSchema, "What a week, from Monday, may cost."),
    Field("monthly_limit_usd", \.monthly, limitSchema, "What a calendar month may cost."),
    Field("quarterly_limit_usd", \.quarterly, limitSchema, "What a calendar quarter may cost."),
    Field("yearly_limit_usd", \.yearly, limitSchema, "What a calendar year may cost."),
    Field("total_limit_usd", \.total, limitSchema, "What all time together may cost."),
    Field("rolling", \.rolling, Rolling.schema, "A limit on the last so many days."),
    Field("one_time", \.oneTime, OneTime.schema, "A limit on one stretch of time."),
    Field("emergency_limit_usd", \.emergency, limitSchema, "What a day may cost at the very most: at this amount everything is refused until breaker/reset."),
    Field("time_zone", \.timeZone, .string(most: 64, format: "IANA time zone"), "The zone of its periods; by default that of the worker it was first set by."),
    Field("reset_hour", \.resetHour, .integer(0...23), default: 0, "The local hour at which days, weeks and months begin."),
    Field("unpriced_policy", \.unpricedPolicy, default: "deny", "What becomes of a call that no price covers: allow, deny, or hold a fixed amount."),
    Field("unpriced_hold_usd", \.unpricedHold, limitSchema, "The amount held for a call that no price covers, with the policy hold."),
    Field("thresholds", \.thresholds, .list(Threshold.schema, most: 20), "Shares at which to alert, ascending; by default those of the preset."),
    Field("grace_period_hours", \.graceHours, .number(0...720), "How long a limit may be exceeded, from the first crossing: 1 with a tier, else 0."),
    Field("throttle_enabled", \.isThrottling, default: true, "Whether work is refused after the grace period, where enforcement is throttle."),
    Field("alerts_enabled", \.isAlerting, default: true, "Whether thresholds alert."),
    Field("enforcement", \.enforcement, "monitor tells, throttle refuses after the grace period, block refuses at once: throttle with a tier, else block."),
  ]

  /// Open: a later version may have stored more.
  static let fields = FieldTable<BudgetFields>(fieldList, isOpen: true)

  /// These where they say something, the others elsewhere.
  func over(_ other: BudgetFields) -> BudgetFields {
    var merged = other
    merged.name = name ?? other.name
    merged.scope = scope ?? other.scope
    merged.parent = parent ?? other.parent
    merged.tier = tier ?? other.tier
    merged.preset = preset ?? other.preset
    for path in Self.amounts { merged[keyPath: path] = self[keyPath: path] ?? other[keyPath: path] }
    merged.rolling = rolling ?? other.rolling
    merged.oneTime = oneTime ?? other.oneTime
    merged.timeZone = timeZone ?? other.timeZone
    merged.resetHour = resetHour ?? other.resetHour
    merged.unpricedPolicy = unpricedPolicy ?? other.unpricedPolicy
    merged.thresholds = thresholds ?? other.thresholds
    merged.graceHours = graceHours ?? other.graceHours
    merged.isThrottling = isThrottling ?? other.isThrottling
    merged.isAlerting = isAlerting ?? other.isAlerting
    merged.enforcement = enforcement ?? other.enforcement
    return merged
  }

  private static let amounts: [WritableKeyPath<BudgetFields, Money?> & Sendable] = [
    \.hourly, \.daily, \.weekly, \.monthly, \.quarterly, \.yearly, \.total, \.emergency, \.unpricedHold,
  ]

  /// The same without the members named.
  ///
  /// Written and read again without them: which member is which property is known to the fields alone.
  func without(_ names: [String]) throws -> BudgetFields {
    try BudgetFields(text: try members().filter { !names.contains($0.name) })
  }

  private func members() throws -> [JSONMember] {
    let writer = JSONWriter()
    writer.beginObject()
    Self.fields.write(self, to: writer)
    writer.endObject()
    return try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self)).members ?? []
  }

  /// As the store keeps it.
  func text() throws -> String { JSONValue.object(try members()).text(pretty: false) }

  init() {}

  private init(text members: [JSONMember]) throws { try self.init(stored: JSONValue.object(members).text(pretty: false)) }

  init(stored text: String) throws {
    let parser = JSONParser()
    var text = text
    try text.withUTF8 { bytes in
      do {
        try Self.fields.read(try parser.parse(UnsafeRawBufferPointer(bytes)), into: &self)
      } catch {
        throw LedgerDamage("a budget's definition cannot be read")
      }
    }
  }
}

/// The values that narrow a budget, a check or a reservation, as an object.
struct ScopeObject: ObjectParams {
  var params = ScopeParams()
  static let fields = FieldTable<ScopeObject>(Field.group(\.params, ScopeParams.fields))

  init() {}
  init(_ scope: Scope) {
    for dimension in scope.dimensions { params[dimension] = ScopeParams.OneOrMore(values: scope.values[dimension] ?? []) }
  }

  var scope: Scope { params.scope }

  /// As the fields would, without asking each: an answer holds several scopes, with a value or two in each.
  func write(to writer: JSONWriter) {
    writer.beginObject()
    for dimension in Dimension.scoped {
      guard let given = params[dimension] else { continue }
      writer.name(dimension.member)
      given.write(to: writer)
    }
    writer.endObject()
  }
}

/// A share of a limit in percent, exactly.
struct Percentage: JSONReadable, JSONWritable, Sendable {
  var thousandths: Int64
  static var schema: Schema { .number(0...200) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Percentage {
    guard let scaled = view.decimal?.scaled(by: 3), scaled > 0, scaled <= 200_000 else {
      throw SchemaMismatch(expected: "a number above 0, up to 200", got: view)
    }
    return Percentage(thousandths: Int64(scaled))
  }

  func write(to writer: JSONWriter) { writer.decimal(Int128(thousandths), exponent: -3) }
}

/// How urgent an alert is: the words of the seeds, milder first.
enum AlertPriority: String, CaseIterable, JSONChoice { case info, low, medium, high, warning, critical, exceeded }

/// What is to be done at a threshold.
enum ThresholdAction: String, CaseIterable, JSONChoice { case monitor, review, notify, throttle, block }

extension BudgetEnforcement: JSONChoice {}
extension UnpricedPolicy: JSONChoice {}
extension SpendPriority: JSONChoice {}
