/// Turning a provider's counts into buckets, each token in exactly one of them.
extension UsageConvention {
  package func count(_ counts: UsageCounts) -> CountedUsage {
    var tally = Tally()
    let input = countInput(counts, &tally)
    let output = countOutput(counts, &tally)
    var quantities = tally.quantities
    quantities.tierTokens = input
    return CountedUsage(
      quantities: quantities, inputTokens: input, outputTokens: output, isInconsistent: tally.isInconsistent)
  }

  /// Fills the input buckets and answers their sum.
  private func countInput(_ counts: UsageCounts, _ tally: inout Tally) -> Int64 {
    let read = tally.whole(counts.cacheRead)
    let longWrite = tally.whole(counts.cacheWrite1h)
    let write = max(tally.whole(counts.cacheWrite), longWrite)
    let prompt = tally.whole(counts.prompt)
    let toolUse = tally.whole(counts.toolUsePrompt)

    // What is neither read from a cache nor written to one; the modalities share it.
    var fresh = hasCacheBeside ? prompt : tally.rest(of: prompt, without: saturatingSum(read, write))
    let isCacheTooLarge = !hasCacheBeside && saturatingSum(read, write) > prompt
    let readAudio = min(tally.whole(counts.cacheReadAudio), read)
    let readImage = min(tally.whole(counts.cacheReadImage), read - readAudio)
    let modalities: [(Bucket, Int64)] = [
      (.inputAudio, max(0, tally.whole(counts.inputAudio) - readAudio)),
      (.inputImage, max(0, tally.whole(counts.inputImage) - readImage)),
      (.inputVideo, tally.whole(counts.inputVideo)),
    ]
    var beside: Int64 = 0
    for (bucket, wanted) in modalities {
      let tokens = hasModalitiesBeside ? wanted : min(wanted, fresh)
      tally.quantities[bucket] = tokens
      if hasModalitiesBeside { beside = saturatingSum(beside, tokens) } else { fresh -= tokens }
    }
    tally.quantities[.input] = saturatingSum(fresh, toolUse)
    tally.quantities[.cacheRead] = read - readAudio - readImage
    tally.quantities[.cacheReadAudio] = readAudio
    tally.quantities[.cacheReadImage] = readImage
    tally.quantities[.cacheWrite] = write - longWrite
    tally.quantities[.cacheWrite1h] = longWrite

    let cached = saturatingSum(read, write)
    let total = hasCacheBeside ? saturatingSum(prompt, cached) : isCacheTooLarge ? cached : prompt
    return saturatingSum(saturatingSum(total, toolUse), beside)
  }

  /// Fills the output buckets and answers their sum.
  private func countOutput(_ counts: UsageCounts, _ tally: inout Tally) -> Int64 {
    let completion = tally.whole(counts.completion)
    let reasoning = tally.whole(counts.reasoning)
    var text = completion
    var total = completion
    if hasReasoningBeside {
      tally.quantities[.reasoning] = reasoning
      total = saturatingSum(total, reasoning)
    } else {
      tally.quantities[.reasoning] = min(reasoning, completion)
      text = tally.rest(of: completion, without: reasoning)
    }
    for (bucket, count) in [
      (Bucket.outputAudio, counts.outputAudio), (.outputImage, counts.outputImage), (.outputVideo, counts.outputVideo),
    ] {
      let wanted = tally.whole(count)
      let tokens = hasModalitiesBeside ? wanted : min(wanted, text)
      tally.quantities[bucket] = tokens
      if hasModalitiesBeside { total = saturatingSum(total, tokens) } else { text -= tokens }
    }
    tally.quantities[.output] = text
    return total
  }
}

/// Buckets while they are filled, and whether the numbers agreed.
private struct Tally {
  var quantities = UsageQuantities()
  var isInconsistent = false

  /// A count that is not below zero; none is zero.
  mutating func whole(_ count: Int64?) -> Int64 {
    guard let count, count < 0 else { return count ?? 0 }
    isInconsistent = true
    return 0
  }

  /// What is left of a total without a part; zero when the part is larger.
  mutating func rest(of total: Int64, without part: Int64) -> Int64 {
    guard part > total else { return total - part }
    isInconsistent = true
    return 0
  }
}
