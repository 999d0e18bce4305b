/// The texts of a usage event, each a column of the ledger.
package enum TextField: Int, CaseIterable, Sendable {
  case id, project, customer, provider, model, operation, category, user, team, environment
  case serviceTier, region, department, purpose, client, campaign
  /// The event's tags, sorted, as a `MemberList`.
  case tags
  /// The normalised SQL text, by which queries group.
  case pattern
  /// The tables a query read, sorted, as a `MemberList`.
  case tables
  /// The resolved rates the event was priced with, in their compact text form.
  case rateCard
  case reservation, error, queryText, prompt, completion, metadata
  /// The billed quantities by bucket, in their compact byte form.
  case quantities

  /// Whether few distinct values are expected, so that the ledger keeps a number per text.
  package var isDictionaryCoded: Bool {
    switch self {
    case .id, .reservation, .error, .queryText, .prompt, .completion, .metadata, .quantities: false
    default: true
    }
  }

  package static let dictionaryCoded = allCases.filter(\.isDictionaryCoded)
  package static let rawCoded = allCases.filter { !$0.isDictionaryCoded }
}

/// The whole numbers of a usage event, each a column of the ledger.
package enum NumberField: Int, CaseIterable, Sendable {
  /// When it was used, and when the worker heard of it, in microseconds since the epoch.
  case timestamp, arrival
  /// A keyed digest of what the caller sent, by which a repeated id is told from a clash.
  case digest
  /// Bits of `EventFlags`.
  case flags
  /// A bit for each number the caller gave, so that absent and zero stay apart.
  case given
  /// A salted fingerprint of the prompt or query text, 0 without one.
  case fingerprint
  case callCount, errorCount
  case promptTokens, completionTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens, totalTokens
  case bytesProcessed, bytesBilled, slotMilliseconds
  /// What counts as this event's cost, and what the price list says, in nano-USD.
  case cost, pricedCost
  /// Microseconds.
  case responseTime
  case requestSize, responseSize

  /// The numbers a caller may give or leave out; their bits make up `given`.
  package var givenBit: Int64 { 1 << Int64(rawValue) }
}

/// What is true of an event beside its numbers.
package struct EventFlags: OptionSet, Sendable {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }

  /// The call failed.
  package static let failed = EventFlags(rawValue: 1 << 0)
  /// No price covers the event, or one of its buckets.
  package static let unpriced = EventFlags(rawValue: 1 << 1)
  /// The caller's cost counts; otherwise the price list's.
  package static let costGiven = EventFlags(rawValue: 1 << 2)
  /// Given and priced cost differ by more than 1 %.
  package static let costsDiffer = EventFlags(rawValue: 1 << 3)
  /// A running snapshot of a stream.
  package static let snapshot = EventFlags(rawValue: 1 << 4)
  /// It arrived after the UTC day it belongs to had ended.
  package static let late = EventFlags(rawValue: 1 << 5)
  package static let cacheHit = EventFlags(rawValue: 1 << 6)
  /// Cached parts exceed the total that should include them.
  package static let inconsistent = EventFlags(rawValue: 1 << 7)
  package static let successGiven = EventFlags(rawValue: 1 << 8)
  package static let qualityEstimated = EventFlags(rawValue: 1 << 9)
  package static let qualityPartial = EventFlags(rawValue: 1 << 10)
  package static let qualityAbsent = EventFlags(rawValue: 1 << 11)
  /// The job was free by the provider's rules (a cached answer, an error, a load).
  package static let free = EventFlags(rawValue: 1 << 12)

  /// Everything but `reported`.
  package static let notReported: EventFlags = [.qualityEstimated, .qualityPartial, .qualityAbsent]
}

/// How sure the counts of an event are.
package enum Quality: String, CaseIterable, Sendable {
  case reported, estimated, partial, absent

  package var flags: EventFlags {
    switch self {
    case .reported: []
    case .estimated: .qualityEstimated
    case .partial: .qualityPartial
    case .absent: .qualityAbsent
    }
  }
}

extension EventFlags {
  package var quality: Quality {
    if contains(.qualityEstimated) { return .estimated }
    if contains(.qualityPartial) { return .partial }
    return contains(.qualityAbsent) ? .absent : .reported
  }
}
