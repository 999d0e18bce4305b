import CostModel
import JSON
import JSONRPC
import Store

/// `cost/unusualPatterns`: spikes, lasting high spend, spend at night and single dear calls.
enum CostUnusualPatterns: ReadMethod {
  static let name = "cost/unusualPatterns"
  static let summary = "Finds sudden spikes, sustained high usage, off-hours usage and single large calls of the last days."
  static let documentation = """
    A day's baseline is the mean of the 7 days before it, of 3 at least, from the first day with an event on. sudden_spike \
    (high): a day above 300 percent of it. sustained_high_usage (medium): two at least of the last three days above 150 \
    percent of the baseline before them. off_hours_usage (low): what was spent from off_hours_start until off_hours_end, \
    local hours, is more than 0.3 of that from 09:00 until 17:00, or more than 1 USD where nothing was spent then. \
    large_query_anomaly (medium): an event dearer than large_call_usd; the 20 dearest are told. cost_impact_usd is what lies \
    above the baseline; of off-hours and single events all they cost. baseline_daily_average is the mean of the 28 days \
    before the period, or without any of the period's own.
    """
  static let example = #"{"lookback_days": 7, "as_of": "2026-08-30T12:00:00Z"}"#

  struct Params: MomentMethodParams {
    var days = 7
    var offHoursStart = 22
    var offHoursEnd = 6
    var largeCall = Money(nanos: 10 * Money.nanosPerDollar)
    var moment = MomentParams()

    static let fields = FieldTable<Params>(
      [
        Field("lookback_days", \.days, .integer(1...30), default: 7, "The last so many local days, today included."),
        Field("off_hours_start", \.offHoursStart, .integer(0...23), default: 22, "The local hour at which off-hours begin."),
        Field("off_hours_end", \.offHoursEnd, .integer(0...23), default: 6, "The local hour at which they end; the same as off_hours_start: there are none."),
        Field("large_call_usd", \.largeCall, default: 10, "Above which a single event is large."),
      ] + Field.group(\.moment, MomentParams.fields))
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let search = try UnusualPatternSearch(params, context)
    let patterns = try search.spikes() + search.sustained() + search.offHours() + search.largeCalls()
    return Answer(
      patterns: patterns.sorted { ($0.severity.rank, $1.detectedAt, $0.impact) > ($1.severity.rank, $0.detectedAt, $1.impact) },
      days: params.days, baseline: search.dailyAverage, quality: DataQuality(search.total))
  }

  struct Answer: Shaped, Sendable {
    let patterns: [UnusualPattern]
    let days: Int
    let baseline: Money
    let quality: DataQuality
    var count: Int { patterns.count }

    static let members: [Member<Answer>] = [
      Member("patterns", \.patterns, "What was found: the most severe first, then by time."),
      Member("anomalies_detected", \.count, "How many."),
      Member("analysis_period_days", \.days, "The days looked at."),
      Member("baseline_daily_average", \.baseline, "The usual cost of a day, in USD."),
      Member("data_quality", \.quality, "What the costs do not know."),
    ]
  }
}

/// One thing that is not as usual.
struct UnusualPattern: Shaped, Sendable {
  enum Kind: String, CaseIterable, Sendable, JSONChoice {
    case suddenSpike = "sudden_spike"
    case sustainedHighUsage = "sustained_high_usage"
    case offHoursUsage = "off_hours_usage"
    case largeQueryAnomaly = "large_query_anomaly"
  }

  enum Severity: String, CaseIterable, Sendable, JSONChoice {
    case low, medium, high
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  let kind: Kind
  let severity: Severity
  let description: String
  let impact: Money
  let detectedAt: Timestamp
  var eventID: String?

  static let members: [Member<UnusualPattern>] = [
    Member("pattern_type", \.kind, "What kind."),
    Member("severity", \.severity, "How severe."),
    Member("description", \.description, "One sentence with the figures."),
    Member("cost_impact_usd", \.impact, "What it cost beyond the usual."),
    Member("detected_at", \.detectedAt, "When it could first be told: a day's end, or as_of; of an event its time."),
    Member.optional("query_id", \.eventID, "The event's id, of a single one."),
  ]
}
