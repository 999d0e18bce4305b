import CostModel

/// Events of one provider and model that no price covers wholly.
package struct UnmatchedModel: Sendable, Equatable {
  package var provider: String?
  package var model: String?
  package var events: Int64
  package var calls: Int64
  package var tokens: Int64
  package var first: Timestamp
  package var last: Timestamp
}

extension LedgerReader {
  /// The providers and models of a question's unpriced events, in no order.
  package func unmatched(_ question: Question) throws -> [UnmatchedModel] {
    struct Key: Hashable {
      var provider: Int64
      var model: Int64
    }
    struct Sum {
      var events: Int64 = 0
      var calls: Int64 = 0
      var tokens: Int64 = 0
      var first = Int64.max
      var last = Int64.min
    }
    var sums: [Key: Sum] = [:]
    let flagsColumn = ColumnLayout.index(.flags)
    try scan(question).blocks { view in
      if let only = try view.block.constant(flagsColumn), !EventFlags(rawValue: only).contains(.unpriced) { return }
      let flags = try view.columns.numbers(flagsColumn)
      let rows = (0..<view.block.count).filter { row in
        guard EventFlags(rawValue: flags[row]).contains(.unpriced) else { return false }
        if case .some(let mask) = view.selection { return mask[row] != 0 }
        return true
      }
      if rows.isEmpty { return }
      let providers = try view.columns.numbers(ColumnLayout.index(.provider))
      let models = try view.columns.numbers(ColumnLayout.index(.model))
      let times = try view.columns.numbers(ColumnLayout.index(.timestamp))
      let calls = try view.columns.numbers(ColumnLayout.index(.callCount))
      let tokens = try view.columns.numbers(ColumnLayout.index(.totalTokens))
      for row in rows {
        let key = Key(provider: providers[row], model: models[row])
        var sum = sums[key] ?? Sum()
        sum.events &+= 1
        sum.calls &+= calls[row]
        sum.tokens &+= tokens[row]
        sum.first = min(sum.first, times[row])
        sum.last = max(sum.last, times[row])
        sums[key] = sum
      }
    }
    return try sums.map { key, sum in
      UnmatchedModel(
        provider: key.provider == 0 ? nil : try names.text(of: key.provider),
        model: key.model == 0 ? nil : try names.text(of: key.model), events: sum.events, calls: sum.calls,
        tokens: sum.tokens, first: Timestamp(microseconds: sum.first), last: Timestamp(microseconds: sum.last))
    }
  }
}
