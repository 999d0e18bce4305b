import CostModel
import JSON
import JSONRPC
import Store

/// The params that every read over events has: a window, a scope, a currency.
struct QuestionParams: Sendable {
  var window: WindowParams
  var scope = ScopeParams()
  var currency: String?

  init(days: Int) { window = WindowParams(days: days) }

  /// - Parameter dimensions: what may narrow the question.
  static func fields(days: Int, narrowedBy dimensions: [Dimension] = Dimension.scoped) -> [Field<QuestionParams>] {
    Field.group(\.window, WindowParams.fields(days: days)) + Field.group(\.scope, ScopeParams.fields(of: dimensions)) + [
      Field(
        "currency", \.currency, .string(most: 3, format: "ISO 4217 code"),
        "Adds the total in this currency, at the latest rate set on or before the window's last day.")
    ]
  }

  /// The question to put to the ledger, and the window it is about.
  func question(_ context: ReadContext) throws -> (question: Question, window: Window) {
    let window = try window.window(context.services)
    let teams = try context.reader.teamMapping()
    return (Question(start: window.start, end: window.end, scope: scope.scope, teams: teams), window)
  }

  /// A total in the currency asked for; an error when there is no rate.
  func conversion(of total: Money, _ window: Window, _ context: ReadContext) throws -> Conversion? {
    guard let currency = currency?.uppercased(), currency != "USD" else { return nil }
    let last = window.zone.civilDate(of: Timestamp(microseconds: window.end.microseconds - 1)).description
    let rates = try context.reader.rates().filter { $0.currency == currency }
    guard let rate = rates.last(where: { $0.date <= last }) else {
      throw MethodFailure(
        .notFound, "There is no rate for \(shortened(currency)) on or before \(last); set one with rates/set",
        details: ["currency": .string(shortened(currency)), "date": .string(last)])
    }
    var text = rate.rate
    let decimal = text.withUTF8 { JSONDecimal(utf8: UnsafeRawBufferPointer($0)) }
    guard let decimal, let units = decimal.scaled(by: 12) else { throw LedgerDamage("a rate is no number") }
    let (product, overflow) = total.nanos.multipliedReportingOverflow(by: units)
    guard !overflow else { throw MethodFailure(.invalidParams, "The total is too large to be converted") }
    let converted = roundedHalfToEven(product, over: 1_000_000_000_000)
    return Conversion(
      currency: currency, rate: rate.rate, date: rate.date, total: ConvertedMoney(nanos: converted))
  }
}

/// Params that begin with `QuestionParams`: their echo tells the window in effect.
protocol QuestionMethodParams: MethodParams, WindowedParams {
  var question: QuestionParams { get set }
  var isFixed: Bool { get }
}

extension QuestionMethodParams {
  /// With an end the window needs no "now".
  var isFixed: Bool { question.window.asOf != nil || question.window.end != nil }

  mutating func freeze(at now: Timestamp) {
    if question.window.asOf == nil { question.window.asOf = now }
  }

  func writeEffective(_ services: Services, to writer: JSONWriter) {
    Self.fields.write(self, to: writer)
    guard let window = try? question.window.window(services) else { return }
    writer.name("window")
    writer.beginObject()
    writer.name("start")
    window.start.write(to: writer)
    writer.name("end")
    window.end.write(to: writer)
    writer.name("time_zone")
    writer.string(window.zoneName)
    writer.endObject()
  }
}
