import CostModel

extension LedgerWriter {
  /// Removes every event of a question; answers how many there were and what they had cost.
  package func delete(_ question: Question) throws -> Measures {
    try flush()
    var doomed: [(block: Block, seqs: Set<Int64>)] = []
    let aggregator = Aggregator([])
    try Scan(connection: connection, names: names, question: question).blocks { view in
      let places = try view.columns.numbers(ColumnLayout.place)
      var seqs: Set<Int64> = []
      for row in 0..<view.block.count {
        if case .some(let mask) = view.selection, mask[row] == 0 { continue }
        seqs.insert(view.block.firstSeq + places[row])
      }
      try aggregator.add(view, key: 0)
      if !seqs.isEmpty { doomed.append((view.block, seqs)) }
    }
    for (block, seqs) in doomed { _ = try remove(seqs, from: block) }
    try rollups.flush()
    try budgets.flush()
    return aggregator.results.first?.measures ?? Measures()
  }
}

extension LedgerWriter {
  /// Removes the event with an id; nil when there is none.
  package func delete(id: UnsafeBufferPointer<UInt8>) throws -> Measures? {
    guard let stored = try find(id), let block = try block(holding: stored.seq) else { return nil }
    let measures = stored.batch.measures(stored.index)
    _ = try remove([stored.seq], from: block)
    try rollups.flush()
    try budgets.flush()
    return measures
  }
}
