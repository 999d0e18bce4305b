import CostModel
import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One member of a usage event as callers send it: its name, what it may be, and the column it fills.
struct EventMember: Sendable {
  let name: String
  let kind: Kind
  let documentation: String
  fileprivate let nameBytes: [UInt8]

  enum Kind: Sendable {
    case text(TextField, most: Int)
    case count(NumberField, ClosedRange<Int64>)
    case id, timestamp, cost, responseTime
    case success, quality, snapshot
    case error, queryText, prompt, completion
    case serviceTier, costAllocation, tags, metadata, usage
  }

  private init(_ name: String, _ kind: Kind, _ documentation: String) {
    self.name = name
    self.kind = kind
    self.documentation = documentation
    nameBytes = Array(name.utf8)
  }

  /// Tokens of one event: more than any request has, and small enough that sums of billions of them stay exact.
  static let tokens: ClosedRange<Int64> = 0...100_000_000_000
  /// Bytes and slot-milliseconds of one event: a petabyte.
  static let bytes: ClosedRange<Int64> = 0...1_000_000_000_000_000
  static let mostText = 4_096
  static let mostLongText = 1 << 20
  static let mostID = 512

  /// Every member, in the order of the documents.
  static let all: [EventMember] = [
    EventMember("id", .id, "The event's own id, by which it counts once however often it is sent; made if absent."),
    EventMember("timestamp", .timestamp, "When it was used; by default now."),
    EventMember("project_id", .text(.project, most: mostText), "The project it was used for."),
    EventMember("customer_id", .text(.customer, most: mostText), "The customer it was used for."),
    EventMember("provider", .text(.provider, most: mostText), "Who was paid: openai, anthropic, google, bedrock, bigquery …"),
    EventMember("model", .text(.model, most: mostText), "The model, as the provider names it."),
    EventMember("operation", .text(.operation, most: mostText), "What was done; for queries their statement type."),
    EventMember("category", .text(.category, most: mostText), "What it was done for."),
    EventMember("user_email", .text(.user, most: mostText), "Who used it."),
    EventMember("team", .text(.team, most: mostText), "The user's team, where the team mapping does not say."),
    EventMember("environment", .text(.environment, most: mostText), "Production, test and so on."),
    EventMember("call_count", .count(.callCount, 1...1_000_000_000), "The calls this event stands for; by default 1."),
    EventMember("error_count", .count(.errorCount, 0...1_000_000_000), "How many of them failed; by default 0, or all without success."),
    EventMember("prompt_tokens", .count(.promptTokens, tokens), "Input tokens as the provider counts them: Anthropic and Bedrock beside cached ones, others with them."),
    EventMember("completion_tokens", .count(.completionTokens, tokens), "Output tokens as the provider counts them: Google and xAI beside reasoning, others with it."),
    EventMember("cache_read_tokens", .count(.cacheReadTokens, tokens), "Input tokens read from a cache."),
    EventMember("cache_write_tokens", .count(.cacheWriteTokens, tokens), "Input tokens written to a cache."),
    EventMember("reasoning_tokens", .count(.reasoningTokens, tokens), "Output tokens spent on reasoning."),
    EventMember("total_tokens", .count(.totalTokens, tokens), "All tokens; computed if absent."),
    EventMember("service_tier", .serviceTier, "The service tier it was served at; the one in usage goes before."),
    EventMember("region", .text(.region, most: mostText), "Where it ran."),
    EventMember("bytes_processed", .count(.bytesProcessed, bytes), "Bytes a query read."),
    EventMember("bytes_billed", .count(.bytesBilled, bytes), "Bytes a query is billed for."),
    EventMember("slot_ms", .count(.slotMilliseconds, bytes), "Slot-milliseconds a query took."),
    EventMember("cost_usd", .cost, "What it cost; without it the price list says."),
    EventMember("response_time_ms", .responseTime, "Milliseconds until the answer was whole."),
    EventMember("request_size", .count(.requestSize, bytes), "Bytes of the request."),
    EventMember("response_size", .count(.responseSize, bytes), "Bytes of the answer."),
    EventMember("success", .success, "Whether it succeeded; by default true."),
    EventMember("error", .error, "What went wrong."),
    EventMember("query_text", .queryText, "The SQL; kept as store_text says, always grouped by its pattern."),
    EventMember("prompt", .prompt, "The prompt; kept only with store_text full, always fingerprinted."),
    EventMember("completion", .completion, "The completion; kept only with store_text full."),
    EventMember("cost_allocation", .costAllocation, "Who bears the cost: department, team, purpose, client, campaign."),
    EventMember("tags", .tags, "Free labels, at most 64."),
    EventMember("metadata", .metadata, "Anything else, an object of at most 64 KiB."),
    EventMember("usage", .usage, "The provider's own usage object, passed on unread."),
    EventMember("quality", .quality, "How sure the counts are."),
    EventMember("snapshot", .snapshot, "A running snapshot of a stream: the same id again merges, count by count, to the larger."),
    EventMember("reservation_id", .text(.reservation, most: mostID), "The budget reservation this event settles; one of quality absent that has no price leaves it held."),
  ]

  static let allocation: [(name: String, field: TextField)] = [
    ("department", .department), ("team", .team), ("purpose", .purpose), ("client", .client),
    ("campaign", .campaign),
  ]

  /// The place of a member in `all`; the one after the last found is tried first.
  @inline(__always)
  static func index(of name: UnsafeBufferPointer<UInt8>, from expected: Int) -> Int? {
    table.index(of: name, from: expected)
  }

  /// Names and kinds in plain memory, made once and never changed: the hot loop reads them without counting references.
  static let table = MemberTable(all.map { ($0.nameBytes, $0.kind) })

  /// What the member may be.
  var schema: Schema {
    switch kind {
    case .text(_, let most): .string(most: most, format: nil)
    case .count(_, let range): .integer(range)
    case .id: .string(most: Self.mostID, format: nil)
    case .timestamp: Timestamp.schema
    case .cost: Money.schema
    case .responseTime: .number(0...1e12)
    case .success, .snapshot: .boolean
    case .quality: .choice(Quality.allCases.map(\.rawValue))
    case .error: .string(most: Self.mostText, format: nil)
    case .queryText, .prompt, .completion: .string(most: Self.mostLongText, format: nil)
    case .serviceTier: .choice(ServiceTier.contractual.map(\.rawValue))
    case .costAllocation:
      .object(
        Self.allocation.map {
          Schema.Property($0.name, .string(most: Self.mostText, format: nil), "The \($0.name) that bears the cost.")
        })
    case .tags: .list(.string(most: 256, format: nil), most: 64)
    case .metadata, .usage: .map(.any)
    }
  }

  /// The members as properties of an object.
  static let properties: [Schema.Property] = all.map { Schema.Property($0.name, $0.schema, $0.documentation) }
}

extension ServiceTier {
  /// The tiers callers may name.
  static let contractual: [ServiceTier] = [.standard, .batch, .priority, .flex, .scale, .fast]
}

/// Names and kinds of members, for look-ups that happen for every member of every event.
struct MemberTable: @unchecked Sendable {
  // @unchecked: the memory is filled before the table is handed out and never written again.
  private let count: Int
  private let names: UnsafeMutablePointer<(start: UnsafePointer<UInt8>, length: Int)>
  let kinds: UnsafeMutablePointer<EventMember.Kind>

  init(_ members: [(name: [UInt8], kind: EventMember.Kind)]) {
    count = members.count
    names = .allocate(capacity: max(count, 1))
    kinds = .allocate(capacity: max(count, 1))
    for (index, member) in members.enumerated() {
      let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(member.name.count, 1))
      bytes.initialize(from: member.name, count: member.name.count)
      (names + index).initialize(to: (UnsafePointer(bytes), member.name.count))
      (kinds + index).initialize(to: member.kind)
    }
  }

  @inline(__always)
  func index(of name: UnsafeBufferPointer<UInt8>, from expected: Int) -> Int? {
    if expected < count, matches(expected, name) { return expected }
    for index in 0..<count where matches(index, name) { return index }
    return nil
  }

  @inline(__always)
  private func matches(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard names[index].length == name.count, let start = name.baseAddress else { return false }
    return memcmp(names[index].start, start, name.count) == 0
  }
}
