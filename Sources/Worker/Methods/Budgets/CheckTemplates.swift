import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// Answers of `budget/check` as texts with gaps for the amount and what follows from it: a host asks for one customer or
/// project again and again, each time with another amount, and a text is a tenth of the work of an answer.
///
/// A text serves while the database and the budgets' periods stay the same, for amounts that every budget allows without
/// a word. It is what the declared answer wrote, cut at the numbers that were marked.
final class CheckTemplates: Sendable {
  private let kept = Mutex(Kept())

  private struct Kept {
    var generation: UInt64 = 0
    var templates: [UInt64: CheckTemplate] = [:]
  }

  private static let most = 2_048

  /// Answers from a text; false, with nothing written, when there is none that serves.
  func write(_ view: JSONView, _ services: Services, _ writer: JSONWriter) -> Bool {
    guard let moment = services.standings.current(services), let (amount, key) = Self.parts(view) else { return false }
    let now = services.world.now()
    return kept.withLock { kept in
      guard kept.generation == moment.generation, let template = kept.templates[key.hash(services.hashKey)] else { return false }
      guard template.key == key, template.validUntil > now.microseconds else { return false }
      guard template.serves(amount, now) else { return false }
      template.write(amount, now, to: writer)
      return true
    }
  }

  /// Keeps an answer that was just written; nothing when it is none that other amounts could share.
  func keep(_ view: JSONView, _ answer: CheckTemplate.Answer, _ moment: KeptStandings.Moment, _ services: Services) {
    guard let (_, key) = Self.parts(view), let template = CheckTemplate(key, answer) else { return }
    kept.withLock { kept in
      if kept.generation != moment.generation || kept.templates.count >= Self.most {
        kept = Kept(generation: moment.generation)
      }
      kept.templates[key.hash(services.hashKey)] = template
    }
  }

  /// The amount of a call, and everything else that it says; nil when it names no amount.
  private static func parts(_ view: JSONView) -> (Money, CheckTemplate.Key)? {
    guard let value = view["additional_cost_usd"], value.kind == .number, let amount = try? Money.read(value, Money.schema) else { return nil }
    let (whole, number) = (view.raw, value.raw)
    guard let start = whole.baseAddress, let middle = number.baseAddress else { return nil }
    let before = middle - start
    guard before > 0, before + number.count <= whole.count else { return nil }
    return (amount, CheckTemplate.Key(text: whole, gap: before..<before + number.count))
  }
}

/// One answer's text.
///
/// A class, because what it has learnt of amounts stays with it.
final class CheckTemplate: @unchecked Sendable {
  // @unchecked: used under the lock of `CheckTemplates`.

  /// The params of a call without the amount.
  struct Key: Equatable {
    private let before: [UInt8]
    private let after: [UInt8]

    init(text: UnsafeRawBufferPointer, gap: Range<Int>) {
      before = Array(text[..<gap.lowerBound])
      after = Array(text[gap.upperBound...])
    }

    func hash(_ key: HashKey) -> UInt64 {
      let first = before.withUnsafeBytes { sipHash($0, key) }
      return first &* 31 &+ after.withUnsafeBytes { sipHash($0, key) }
    }
  }

  /// An answer, and what it was made from.
  struct Answer {
    let text: [UInt8]
    let marks: [JSONWriter.Mark]
    let amount: Money
    let priority: SpendPriority
    let standings: [BudgetStanding]
    let validUntil: Int64
    let now: Timestamp
  }

  let key: Key
  let validUntil: Int64
  private let priority: SpendPriority
  private let standings: [BudgetStanding]
  private let outcome: Outcome
  /// Amounts from the one to the other have the same outcome: more is never judged milder.
  private var known: ClosedRange<Money>
  private let pieces: [Piece]
  private let tail: [UInt8]

  private struct Piece {
    let text: [UInt8]
    /// What the amount is added to, in nano-USD.
    let base: Int128
  }

  init?(_ key: Key, _ answer: Answer) {
    guard let outcome = Outcome(answer.standings, answer.amount, answer.priority, answer.now) else { return nil }
    (self.key, validUntil, priority, standings) = (key, answer.validUntil, answer.priority, answer.standings)
    (self.outcome, known) = (outcome, answer.amount...answer.amount)
    var pieces: [Piece] = []
    var start = 0
    for mark in answer.marks {
      guard mark.range.lowerBound >= start, mark.range.upperBound <= answer.text.count else { return nil }
      pieces.append(Piece(text: Array(answer.text[start..<mark.range.lowerBound]), base: mark.base))
      start = mark.range.upperBound
    }
    self.pieces = pieces
    let end = Array(#""generated_at":"#.utf8)
    // The answer's last member: what stands behind its name is the time.
    guard let place = (start..<max(start, answer.text.count - end.count)).last(where: { answer.text[$0..<$0 + end.count].elementsEqual(end) }) else {
      return nil
    }
    tail = Array(answer.text[start..<place + end.count])
  }

  /// Whether an amount has the outcome that the text tells of.
  func serves(_ amount: Money, _ now: Timestamp) -> Bool {
    if known.contains(amount) { return true }
    guard Outcome(standings, amount, priority, now) == outcome else { return false }
    known = min(known.lowerBound, amount)...max(known.upperBound, amount)
    return true
  }

  func write(_ amount: Money, _ now: Timestamp, to writer: JSONWriter) {
    for piece in pieces {
      piece.text.withUnsafeBytes { writer.append(raw: $0) }
      writer.append(number: piece.base + amount.nanos, exponent: -9)
    }
    tail.withUnsafeBytes { writer.append(raw: $0) }
    writer.beginValue()
    now.write(to: writer)
    writer.endObject()
  }

  /// What the text says that depends on the amount, beside the amounts themselves.
  private struct Outcome: Equatable {
    var statuses: [BudgetStatus] = []
    var exceeded: [Bool] = []
    var reached = 0

    /// Nil when a budget does anything about the amount.
    init?(_ standings: [BudgetStanding], _ amount: Money, _ priority: SpendPriority, _ now: Timestamp) {
      for standing in standings {
        let verdict = standing.judge(amount, priority: priority, now: now.microseconds)
        guard verdict.isAllowed, verdict.actions.isEmpty else { return nil }
        statuses.append(verdict.status)
        for limit in standing.limits {
          exceeded.append(standing.projected(limit, amount) > limit.limit.amount)
          reached += standing.budget.thresholds.count { $0.isReached(limit.spent + amount, of: limit.limit.amount) }
        }
      }
    }
  }
}

/// A sum that the amount asked about is a part of.
struct WithAmount: JSONWritable, Sendable {
  let base: Money
  let amount: Money
  static var schema: Schema { Money.schema }
  func write(to writer: JSONWriter) { writer.marking(base.nanos) { (base + amount).write(to: writer) } }
}
