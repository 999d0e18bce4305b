import Analytics
import CostModel
import Store

extension SavingSearch {
  /// The columns that tell calls apart.
  struct Calls {
    let fingerprint, model, pattern, prompt, bytes, flags: UnsafePointer<Int64>

    init(_ block: EventColumns) throws {
      fingerprint = try block.numbers(.fingerprint)
      model = try block.numbers(.model)
      pattern = try block.numbers(.pattern)
      prompt = try block.numbers(.promptTokens)
      bytes = try block.numbers(.bytesBilled)
      flags = try block.numbers(.flags)
    }

    func isFailed(_ row: Int) -> Bool { EventFlags(rawValue: flags[row]).contains(.failed) }

    /// What repeats: a long prompt on one model, or a query that reads as much. Its text is not kept; runs of one pattern that
    /// read as many bytes are taken for the same.
    func repetition(_ row: Int) -> UInt64 {
      if fingerprint[row] == 0 || pattern[row] == 0 && prompt[row] < SavingSearch.longPrompt { return Repetitions.nothing }
      return Repetitions.key(fingerprint[row], model[row], pattern[row] == 0 ? 0 : bytes[row])
    }
  }

  /// The columns that rules go by.
  struct Spending {
    let cost, timestamp, provider, region, tier: UnsafePointer<Int64>
    let prompt, completion, reasoning, cacheRead, cacheWrite: UnsafePointer<Int64>

    init(_ block: EventColumns) throws {
      cost = try block.numbers(.cost)
      timestamp = try block.numbers(.timestamp)
      provider = try block.numbers(.provider)
      region = try block.numbers(.region)
      tier = try block.numbers(.serviceTier)
      prompt = try block.numbers(.promptTokens)
      completion = try block.numbers(.completionTokens)
      reasoning = try block.numbers(.reasoningTokens)
      cacheRead = try block.numbers(.cacheReadTokens)
      cacheWrite = try block.numbers(.cacheWriteTokens)
    }
  }

  /// What the runs of each pattern read, in the order they were met.
  struct PatternReads {
    private(set) var all: [(pattern: Int64, bytes: Double, runs: Double)] = []
    private var places: [Int64: Int] = [:]

    mutating func note(_ pattern: Int64, _ bytes: Int64) {
      let place = places[pattern] ?? all.count
      if place == all.count {
        guard all.count < TableHabits.mostPatterns else { return }
        places[pattern] = place
        all.append((pattern, 0, 0))
      }
      all[place].bytes += Double(bytes)
      all[place].runs += 1
    }
  }
}
