import CostModel
import JSON
import Synchronization

extension PricesEstimate {
  /// Writes the usual answer (one run of one model, every bucket priced, nothing to warn of); false, with nothing
  /// written, when this is none.
  @inline(__always)
  static func writePlain(
    _ request: borrowing EstimateRequest, _ prices: PriceLayers, _ services: Services, _ writer: JSONWriter
  ) throws(PricingError) -> Bool {
    guard request.usage.isPlain else { return false }
    let context = request.contextOfMain(services)
    guard case .success(let card) = prices.card(context, tierTokens: request.usage.main.quantities.tierTokens),
      !card.isEmpty
    else { return false }
    return ReceiptText.write(try card.price(request.usage.main.quantities), card, to: writer)
  }
}

/// Writes usual answers from texts prepared for each rate card: what `PricesEstimate.Answer` writes, byte for byte,
/// in a fifth of the time (names, rates and sources are most of an answer, and they do not change).
enum ReceiptText {
  /// False, with nothing written, when the answer does not fit.
  static func write(_ priced: borrowing PricedUsage, _ card: RateCard, to writer: JSONWriter) -> Bool {
    guard priced.unpriced.isEmpty else { return false }
    let template = templates.withLock { $0.template(card) }
    let cost = priced.cost.nanos
    // Lines are looked at in place: a copy would retain the names of its source.
    return priced.lines.withUnsafeBufferPointer { template.write($0, cost, to: writer) }
  }

  /// The cards that were answered with last.
  ///
  /// Nearly always only the reading thread comes here, so that the lock is free.
  private static let templates = Mutex(Templates())

  private struct Templates {
    private var kept: [ReceiptTemplate] = []
    private var oldest = 0

    mutating func template(_ card: RateCard) -> ReceiptTemplate {
      for template in kept where template.card === card { return template }
      let template = ReceiptTemplate(card)
      if kept.count < 16 {
        kept.append(template)
      } else {
        kept[oldest] = template
        oldest = (oldest + 1) % kept.count
      }
      return template
    }
  }
}

/// The unchanging texts of the answers with one rate card.
///
/// A class, because it is looked up under a lock and used after it.
private final class ReceiptTemplate: Sendable {
  let card: RateCard
  /// By bucket, between the changing numbers: `{"bucket":…,"quantity":`, `,"rate_usd":…,"cost_usd":`, `,"price_source":…}`.
  private let pieces: [Piece?]
  private let head = Array(#"{"cost_usd":"#.utf8)
  private let middle = Array(#","unpriced":[],"lines":["#.utf8)
  private let tail: [UInt8]

  private struct Piece {
    let text: [UInt8]
    let quantityAt: Int
    let costAt: Int
  }

  init(_ card: RateCard) {
    self.card = card
    pieces = Bucket.allCases.map { bucket in card.rate(of: bucket).map { Self.piece(bucket, $0, card) } }
    let writer = JSONWriter(capacity: 256)
    writer.beginObject()
    writer.name("provider")
    writer.string(card.provider)
    writer.name("model")
    writer.string(card.model)
    writer.name("service_tier")
    writer.string(card.serviceTier.rawValue)
    writer.name("warnings")
    writer.beginArray()
    writer.endArray()
    writer.endObject()
    tail = Array("],".utf8) + writer.bytes.dropFirst()
  }

  private static func piece(_ bucket: Bucket, _ rate: Rate, _ card: RateCard) -> Piece {
    let factor = bucket.isTokens ? card.multiplier : .one
    let writer = JSONWriter(capacity: 256)
    writer.beginObject()
    writer.name("bucket")
    writer.string(bucket.name)
    writer.name("quantity")
    let quantityAt = writer.count
    // The same as a line's rate, which has the factor in it.
    let shown = factor == .one ? rate : applied(factor, to: rate)
    writer.raw("0")
    writer.name("rate_usd")
    writer.decimal(shown.units, exponent: -Rate.decimals)
    if bucket.unitsPerRate != 1 {
      writer.name("rate_units")
      writer.int(bucket.unitsPerRate)
    }
    writer.name("cost_usd")
    let costAt = writer.count
    writer.raw("0")
    let source = card.source(of: bucket)
    writer.name("price_source")
    writer.string(source.name)
    writer.name("price_date")
    writer.string(source.date)
    writer.endObject()
    var text = Array(writer.bytes)
    text.remove(at: costAt)
    text.remove(at: quantityAt)
    return Piece(text: text, quantityAt: quantityAt, costAt: costAt - 1)
  }

  private static func applied(_ factor: RateMultiplier, to rate: Rate) -> Rate {
    let (product, overflow) = rate.units.multipliedReportingOverflow(by: Int128(factor.numerator))
    guard !overflow, factor.denominator > 1 else { return overflow ? rate : Rate(units: product) }
    return Rate(units: roundedHalfToEven(product, over: Int128(factor.denominator)))
  }

  func write(_ lines: UnsafeBufferPointer<PriceLine>, _ cost: Int128, to writer: JSONWriter) -> Bool {
    var needed = head.count + middle.count + tail.count + DecimalText.most
    for index in lines.indices {
      guard let piece = pieces[Int(lines[index].bucket.rawValue)] else { return false }
      needed += piece.text.count + 1 + 2 * DecimalText.most
    }
    guard needed <= 8_192 else { return false }
    withUnsafeTemporaryAllocation(byteCount: needed, alignment: 8) { room in
      guard let start = room.baseAddress else { return }
      var at = start
      func append(_ bytes: [UInt8], _ range: Range<Int>) {
        bytes.withUnsafeBytes { bytes in
          if let source = bytes.baseAddress { at.copyMemory(from: source + range.lowerBound, byteCount: range.count) }
        }
        at += range.count
      }
      append(head, 0..<head.count)
      at += DecimalText.write(cost, decimals: 9, to: at)
      append(middle, 0..<middle.count)
      for index in lines.indices {
        guard let piece = pieces[Int(lines[index].bucket.rawValue)] else { continue }
        if index > 0 {
          at.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
          at += 1
        }
        append(piece.text, 0..<piece.quantityAt)
        at += DecimalText.write(Int128(lines[index].quantity), decimals: 0, to: at)
        append(piece.text, piece.quantityAt..<piece.costAt)
        at += DecimalText.write(lines[index].cost.units, decimals: Rate.decimals, to: at)
        append(piece.text, piece.costAt..<piece.text.count)
      }
      append(tail, 0..<tail.count)
      writer.raw(UnsafeRawBufferPointer(start: start, count: at - start))
    }
    return true
  }
}

/// Decimals written with 64-bit divisions where they suffice.
enum DecimalText {
  /// The longest text: a sign, 39 digits, a zero and a point.
  static let most = 48

  /// Writes `value / 10^decimals` (0 to 24 decimals) without needless zeros; answers how many bytes it took.
  static func write(_ value: Int128, decimals: Int, to start: UnsafeMutableRawPointer) -> Int {
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    if value == 0 {
      bytes[0] = UInt8(ascii: "0")
      return 1
    }
    var at = 0
    if value < 0 {
      bytes[0] = UInt8(ascii: "-")
      at = 1
    }
    // Digits from the last one on, so that the zeros behind them are met first and never written.
    var decimals = decimals
    var magnitude = value.magnitude
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
      guard let digits = digits.baseAddress else { return 0 }
      var first = 64
      while magnitude > UInt128(UInt64.max) {
        let (quotient, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
        magnitude = quotient
        if rest == 0, first == 64, decimals >= 18 {
          decimals &-= 18
          continue
        }
        let end = first &- 18
        first = pairs(UInt64(truncatingIfNeeded: rest), digits, first)
        while first > end {
          first &-= 1
          digits[first] = UInt8(ascii: "0")
        }
      }
      var part = UInt64(truncatingIfNeeded: magnitude)
      if first == 64 {
        while decimals >= 4, part % 10_000 == 0 {
          part /= 10_000
          decimals &-= 4
        }
      }
      first = pairs(part, digits, first)
      let point = 64 &- decimals
      while first > point &- 1 {
        first &-= 1
        digits[first] = UInt8(ascii: "0")
      }
      var end = 64
      while end > point, digits[end &- 1] == UInt8(ascii: "0") { end &-= 1 }
      while first < point {
        bytes[at] = digits[first]
        at &+= 1
        first &+= 1
      }
      guard end > point else { return at }
      bytes[at] = UInt8(ascii: ".")
      at &+= 1
      while first < end {
        bytes[at] = digits[first]
        at &+= 1
        first &+= 1
      }
      return at
    }
  }

  /// Writes the digits of a number so that they end before `end`; answers where they begin.
  @inline(__always)
  private static func pairs(_ number: UInt64, _ digits: UnsafeMutablePointer<UInt8>, _ end: Int) -> Int {
    var (rest, at) = (number, end)
    while rest >= 10 {
      let quotient = rest / 100
      let pair = UInt32(truncatingIfNeeded: rest &- quotient &* 100)
      digits[at &- 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair % 10)
      digits[at &- 2] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair / 10)
      at &-= 2
      rest = quotient
    }
    if rest > 0 {
      at &-= 1
      digits[at] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest)
    }
    return at
  }
}
