import CostModel
import JSON
import JSONRPC
import Store

/// `rates/set`: what a currency is worth on a day.
enum RatesSet: WriteMethod {
  static let name = "rates/set"
  static let summary = "Sets how many units of a currency a US dollar buys, from a day on."
  static let documentation = "A rate holds until a later one. It takes the place of one of the same currency and day."
  static let example = #"{"currency": "EUR", "date": "2026-08-01", "rate": 0.8613, "source": "ECB"}"#

  struct Params: MethodParams {
    var currency = ""
    var date: String?
    var rate = DecimalRate()
    var source = ""
    static let fields = FieldTable<Params>([
      Field("currency", \.currency, .string(most: 3, format: "ISO 4217 code"), isRequired: true, "The currency."),
      Field("date", \.date, .string(most: 10, format: "date"), "The day it is of (YYYY-MM-DD); today in UTC by default."),
      Field("rate", \.rate, isRequired: true, "Units of the currency for one US dollar."),
      Field("source", \.source, .string(most: 200, format: nil), default: "", "Where the rate comes from."),
    ])
  }

  /// A rate with exactly the digits it was given with.
  struct DecimalRate: JSONReadable, JSONWritable, Sendable {
    var decimal = JSONDecimal(digits: 0, exponent: 0)
    static var schema: Schema { .number(0...1_000_000_000) }

    static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> DecimalRate {
      guard let decimal = view.decimal, let units = decimal.scaled(by: 12), units > 0, decimal.isExact(atScale: 12),
        units <= 1_000_000_000 * 1_000_000_000_000
      else {
        throw SchemaMismatch(expected: "a number above 0 and up to 1000000000, of at most 12 decimals", got: view)
      }
      return DecimalRate(decimal: decimal)
    }

    func write(to writer: JSONWriter) { writer.decimal(decimal.digits, exponent: decimal.exponent) }

    var text: String { plainDecimal(decimal.scaled(by: 12) ?? 0, decimals: 12) }
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let currency = params.currency.uppercased()
    guard currency.utf8.count == 3, currency.utf8.allSatisfy({ $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }),
      currency != "USD"
    else {
      throw MethodFailure.invalid(
        "currency", "an ISO 4217 code of three letters other than USD", got: "\"\(shortened(params.currency))\"")
    }
    let now = context.world.now()
    let today = CivilDate(daysSinceEpoch: Int(floorDivide(now.microseconds, Timestamp.microsecondsPerDay)))
    guard let date = params.date.map({ CivilDate($0) }) ?? today else {
      throw MethodFailure.invalid("date", "a day as YYYY-MM-DD", got: "\"\(shortened(params.date ?? ""))\"")
    }
    let rate = CurrencyRate(
      currency: currency, date: date.description, rate: params.rate.text, source: params.source)
    let configuration = context.writer.configuration
    try configuration.setRate(rate)
    let answer = Answer(rate: rate)
    let detail = JSONWriter(capacity: 128)
    answer.write(to: detail)
    try configuration.audit(
      at: now, action: name, subject: currency, detail: String(decoding: detail.bytes, as: UTF8.self))
    return answer
  }

  struct Answer: Shaped, Sendable {
    let rate: CurrencyRate
    var number: RateNumber { RateNumber(text: rate.rate) }
    static let members: [Member<Answer>] = [
      Member("currency", \.rate.currency, "The currency."),
      Member("date", \.rate.date, "The day the rate is of."),
      Member("rate", \.number, "Units of the currency for one US dollar."),
      Member("source", \.rate.source, "Where the rate comes from."),
    ]
  }

  /// A rate as it is stored, written as a number.
  struct RateNumber: JSONWritable, Sendable {
    let text: String
    static var schema: Schema { .number(nil) }
    func write(to writer: JSONWriter) { JSONValue.number(text).write(to: writer) }
  }
}

/// `rates/list`: the rates there are.
enum RatesList: ReadMethod {
  static let name = "rates/list"
  static let tenancy: Tenancy? = .shared
  static let summary = "Lists the currency rates that were set, by currency and day."
  static let example = #"{"currency": "EUR"}"#

  struct Params: MethodParams {
    var currency: String?
    static let fields = FieldTable<Params>([
      Field("currency", \.currency, .string(most: 3, format: "ISO 4217 code"), "Only of this currency.")
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let wanted = params.currency?.uppercased()
    let rates = try context.reader.rates().filter { wanted == nil || $0.currency == wanted }
    return Answer(rates: rates.map { RatesSet.Answer(rate: $0) })
  }

  struct Answer: Shaped, Sendable {
    let rates: [RatesSet.Answer]
    static let members: [Member<Answer>] = [Member("rates", \.rates, "The rates, by currency and day.")]
  }
}
