import Analytics
import CostModel
import JSON
import Store

/// Reads usage events as callers send them.
///
/// A class, because its buffers are kept from event to event; one a thread.
final class EventReader {
  private let key: HashKey
  private let storeText: StoredText
  private let world: World
  private let canonical = JSONWriter()
  private let members = EventMember.table
  private let digest = ByteBuffer(capacity: 1_024)
  /// Hashes of the texts that are not kept as they came, so that they count as content all the same.
  private var textHash: UInt64 = 0

  init(_ services: Services) {
    key = services.hashKey
    storeText = services.storeText
    world = services.world
  }

  /// Adds one event to `events`; returns its index. Nothing is added when it throws.
  func read(_ view: JSONView, into events: TrackedEvents) throws(SchemaMismatch) -> Int {
    guard view.kind == .object else { throw SchemaMismatch(expected: "an event, an object", got: view) }
    return try build(events) { batch, event, usage throws(SchemaMismatch) in
      try readMembers(view, batch, event, &usage)
    }
  }

  /// Changes an event that was stored; its id and the digest of what was first sent stay.
  ///
  /// - Returns: the names of the members given.
  func amend(_ changes: JSONView, _ events: TrackedEvents, _ event: Int) throws(SchemaMismatch) -> [String] {
    let batch = events.batch
    let id = Array(batch.text(event, .id))
    let given = changes.members.map { String(decoding: $0.name, as: UTF8.self) }
    for fixed in ["id", "snapshot"] where given.contains(fixed) {
      throw SchemaMismatch(path: fixed, expected: "members that can be changed", got: "one that cannot")
    }
    if given.contains("success") {
      batch[event, .flags] &= ~(EventFlags.failed.rawValue)
      if !batch.isGiven(event, .errorCount) { batch[event, .errorCount] = 0 }
    }
    if given.contains("quality") { batch[event, .flags] &= ~(EventFlags.notReported.rawValue) }
    if given.contains("prompt") || given.contains("query_text") { batch[event, .fingerprint] = 0 }
    var usage: JSONView?
    try readMembers(changes, batch, event, &usage)
    if let usage { try readUsage(usage, events, event) }
    let digest = batch[event, .digest]
    finish(batch, event)
    batch[event, .digest] = digest
    id.withUnsafeBufferPointer { batch.setText(event, .id, $0) }
    return given
  }

  private func readMembers(
    _ view: JSONView, _ batch: EventBatch, _ event: Int, _ usage: inout JSONView?
  ) throws(SchemaMismatch) {
    var expected = 0
    var seen: UInt64 = 0
    for (name, value) in view.members {
      guard let index = members.index(of: name, from: expected) else {
        if isProtocolMember(name) { continue }
        let given = String(decoding: name.prefix(64), as: UTF8.self)
        throw SchemaMismatch(
          path: given, expected: "a member of an event", got: "an unknown one",
          nearest: closestName(given, among: EventMember.all.map(\.name)))
      }
      expected = index + 1
      guard seen & (1 << UInt64(index)) == 0 else {
        throw SchemaMismatch(path: EventMember.all[index].name, expected: "the member once", got: "it twice")
      }
      seen |= 1 << UInt64(index)
      if value.isNull { continue }
      do throws(SchemaMismatch) {
        try take(value, members.kinds[index], batch, event, &usage)
      } catch {
        throw error.inside(EventMember.all[index].name)
      }
    }
  }

  /// Takes one member's value.
  func take(
    _ value: JSONView, _ member: EventMember, _ batch: EventBatch, _ event: Int, _ usage: inout JSONView?
  ) throws(SchemaMismatch) {
    try take(value, member.kind, batch, event, &usage)
  }

  func take(
    _ value: JSONView, _ kind: EventMember.Kind, _ batch: EventBatch, _ event: Int, _ usage: inout JSONView?
  ) throws(SchemaMismatch) {
    switch kind {
    case .text(let field, let most): batch.setText(event, field, try text(value, most: most))
    case .count(let field, let range): batch.give(event, field, try count(value, range))
    case .id:
      let id = try text(value, most: EventMember.mostID)
      guard !id.isEmpty else { throw SchemaMismatch(expected: "an id of 1 to \(EventMember.mostID) bytes", got: value) }
      batch.setText(event, .id, id)
    case .timestamp:
      guard let bytes = value.utf8, let instant = Timestamp(rfc3339: bytes) else {
        throw SchemaMismatch(expected: "an RFC 3339 date-time with Z or an offset", got: value)
      }
      batch.give(event, .timestamp, try Self.plausible(instant.microseconds, value))
    case .cost:
      batch.give(event, .cost, Int64(try Money.read(value, Money.schema).nanos))
    case .responseTime:
      guard let microseconds = value.decimal?.scaled(by: 3), microseconds >= 0, microseconds <= 1_000_000_000_000_000 else {
        throw SchemaMismatch(expected: "milliseconds from 0 to 1000000000000", got: value)
      }
      batch.give(event, .responseTime, Int64(microseconds))
    case .success:
      guard let success = value.bool else { throw SchemaMismatch(expected: "true or false", got: value) }
      batch.insert(success ? .successGiven : [.successGiven, .failed], event)
    case .snapshot:
      guard let snapshot = value.bool else { throw SchemaMismatch(expected: "true or false", got: value) }
      if snapshot { batch.insert(.snapshot, event) }
    case .quality:
      guard let name = value.string, let quality = Quality(rawValue: name) else {
        throw SchemaMismatch(expected: "one of reported, estimated, partial, absent", got: value)
      }
      batch.insert(quality.flags, event)
    case .serviceTier: batch.setText(event, .serviceTier, try ServiceTier.named(value).rawValue)
    case .error: batch.setText(event, .error, try text(value, most: EventMember.mostText))
    case .queryText: try takeQuery(value, batch, event)
    case .prompt: try takePrompt(value, batch, event)
    case .completion:
      let bytes = try text(value, most: EventMember.mostLongText)
      note(bytes, 3)
      if storeText == .full { batch.setText(event, .completion, bytes) }
    case .costAllocation: try takeAllocation(value, batch, event)
    case .tags: try takeTags(value, batch, event)
    case .metadata: try takeMetadata(value, batch, event)
    case .usage: usage = value
    }
  }

  /// Usage happens between 1970 and 2200; what lies outside is a mistake in a unit.
  static func plausible(_ microseconds: Int64, _ value: JSONView) throws(SchemaMismatch) -> Int64 {
    guard (0..<7_258_118_400_000_000).contains(microseconds) else {
      throw SchemaMismatch(expected: "an instant from 1970 to 2199", got: value)
    }
    return microseconds
  }

  private func text(_ value: JSONView, most: Int) throws(SchemaMismatch) -> UnsafeBufferPointer<UInt8> {
    guard let bytes = value.utf8 else { throw SchemaMismatch(expected: "a string", got: value) }
    guard bytes.count <= most else {
      throw SchemaMismatch(expected: "a string of at most \(most) bytes", got: "\(bytes.count) bytes")
    }
    return bytes
  }

  private func count(_ value: JSONView, _ range: ClosedRange<Int64>) throws(SchemaMismatch) -> Int64 {
    guard let count = value.int64, range.contains(count) else {
      throw SchemaMismatch(expected: "an integer from \(range.lowerBound) to \(range.upperBound)", got: value)
    }
    return count
  }

  private func takeQuery(_ value: JSONView, _ batch: EventBatch, _ event: Int) throws(SchemaMismatch) {
    let bytes = try text(value, most: EventMember.mostLongText)
    guard !bytes.isEmpty else { return }
    note(bytes, 1)
    let query = SQLText(bytes: Array(bytes))
    let pattern = Array(QueryPattern.normalised(query).utf8)
    batch[event, .fingerprint] = fingerprint(pattern.withUnsafeBytes { sipHash($0, key) })
    if storeText != .none { pattern.withUnsafeBufferPointer { batch.setText(event, .pattern, $0) } }
    if storeText == .full { batch.setText(event, .queryText, bytes) }
    let project = batch.hasText(event, .project) ? batch.string(event, .project) : nil
    let tables = QueryStructure(query).tables(defaultProject: project)
    let list = MemberList.encode(tables.map { Array($0.utf8) })
    list.withUnsafeBufferPointer { batch.setText(event, .tables, $0) }
  }

  private func takePrompt(_ value: JSONView, _ batch: EventBatch, _ event: Int) throws(SchemaMismatch) {
    let bytes = try text(value, most: EventMember.mostLongText)
    guard !bytes.isEmpty else { return }
    note(bytes, 2)
    if batch[event, .fingerprint] == 0 {
      batch[event, .fingerprint] = fingerprint(sipHash(UnsafeRawBufferPointer(bytes), key))
    }
    if storeText == .full { batch.setText(event, .prompt, bytes) }
  }

  private func note(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: UInt64) {
    textHash ^= (sipHash(UnsafeRawBufferPointer(bytes), key) &+ kind) &* 0x9E37_79B9_7F4A_7C15
  }

  /// 0 means "none", so a hash of 0 becomes another number.
  private func fingerprint(_ hash: UInt64) -> Int64 { hash == 0 ? 1 : Int64(bitPattern: hash) }

  private func takeAllocation(_ value: JSONView, _ batch: EventBatch, _ event: Int) throws(SchemaMismatch) {
    guard value.kind == .object else { throw SchemaMismatch(expected: "an object", got: value) }
    for (name, member) in value.members {
      guard let known = EventMember.allocation.first(where: { $0.name.utf8.elementsEqual(name) }) else {
        let given = String(decoding: name.prefix(64), as: UTF8.self)
        throw SchemaMismatch(
          path: given, expected: "department, team, purpose, client or campaign", got: "an unknown member",
          nearest: closestName(given, among: EventMember.allocation.map(\.name)))
      }
      if member.isNull { continue }
      do throws(SchemaMismatch) {
        let bytes = try text(member, most: EventMember.mostText)
        // A team named for the event itself goes before one that only bears its cost.
        if known.field == .team, batch.hasText(event, .team) { continue }
        batch.setText(event, known.field, bytes)
      } catch {
        throw error.inside(known.name)
      }
    }
  }

  private func takeTags(_ value: JSONView, _ batch: EventBatch, _ event: Int) throws(SchemaMismatch) {
    guard value.kind == .array, value.count <= 64 else {
      throw SchemaMismatch(
        expected: "a list of at most 64 strings", got: value.kind == .array ? "\(value.count) of them" : "another value")
    }
    var tags: [[UInt8]] = []
    for tag in value.elements {
      do throws(SchemaMismatch) {
        tags.append(Array(try text(tag, most: 256)))
      } catch {
        throw error.inside(tags.count)
      }
    }
    let list = MemberList.encode(tags)
    list.withUnsafeBufferPointer { batch.setText(event, .tags, $0) }
  }

  private func takeMetadata(_ value: JSONView, _ batch: EventBatch, _ event: Int) throws(SchemaMismatch) {
    guard value.kind == .object else { throw SchemaMismatch(expected: "an object", got: value) }
    guard value.count > 0 else { return }
    canonical.removeAll()
    canonical.canonical(value)
    guard canonical.count <= 1 << 16 else {
      throw SchemaMismatch(expected: "an object of at most 65536 bytes", got: "\(canonical.count) bytes")
    }
    batch.setText(event, .metadata, canonical.bytes.bindMemory(to: UInt8.self))
  }

  /// Reads the provider's usage object, once provider and model are known; what the caller gave beside it stays.
  private func readUsage(_ view: JSONView, _ events: TrackedEvents, _ event: Int) throws(SchemaMismatch) {
    let batch = events.batch
    let usage: ProviderUsage
    do throws(SchemaMismatch) {
      usage = try ProviderUsage.read(
        view, provider: batch.hasText(event, .provider) ? batch.string(event, .provider) : nil,
        model: batch.hasText(event, .model) ? batch.string(event, .model) : nil)
    } catch {
      throw error.inside("usage")
    }
    let reported = usage.reported
    for tokens in [reported.prompt, reported.completion, reported.cacheRead, reported.cacheWrite, reported.total] {
      guard (tokens ?? 0) <= EventMember.tokens.upperBound else {
        throw SchemaMismatch(
          path: "usage", expected: "counts of at most \(EventMember.tokens.upperBound) tokens", got: "\(tokens ?? 0)")
      }
    }
    for amount in [reported.bytesProcessed, reported.bytesBilled, reported.slotMilliseconds] {
      guard (amount ?? 0) <= EventMember.bytes.upperBound else {
        throw SchemaMismatch(
          path: "usage", expected: "bytes and slot-milliseconds of at most \(EventMember.bytes.upperBound)",
          got: "\(amount ?? 0)")
      }
    }
    func fill(_ field: NumberField, _ value: Int64?) {
      guard let value, !batch.isGiven(event, field) else { return }
      batch.give(event, field, value)
    }
    fill(.promptTokens, reported.prompt)
    fill(.completionTokens, reported.completion)
    fill(.cacheReadTokens, reported.cacheRead)
    fill(.cacheWriteTokens, reported.cacheWrite)
    fill(.reasoningTokens, reported.reasoning)
    fill(.totalTokens, reported.total)
    fill(.bytesProcessed, reported.bytesProcessed)
    fill(.bytesBilled, reported.bytesBilled)
    fill(.slotMilliseconds, reported.slotMilliseconds)
    if !batch.hasText(event, .provider), let provider = usage.main.provider { batch.setText(event, .provider, provider) }
    if !batch.hasText(event, .model), let model = usage.modelVersion { batch.setText(event, .model, model) }
    if let tier = usage.serviceTier { batch.setText(event, .serviceTier, tier.rawValue) }
    let quantities = PartsText.encode(usage.parts.map(\.quantities))
    quantities.withUnsafeBufferPointer { batch.setText(event, .quantities, $0) }
    events.usages[event] = usage
  }

  /// Adds an event whose members `fill` takes one by one; nothing is added when it throws.
  func build(
    _ events: TrackedEvents,
    _ fill: (EventBatch, Int, inout JSONView?) throws(SchemaMismatch) -> Void
  ) throws(SchemaMismatch) -> Int {
    let batch = events.batch
    let event = batch.appendEvent()
    textHash = 0
    do throws(SchemaMismatch) {
      var usage: JSONView?
      try fill(batch, event, &usage)
      if let usage { try readUsage(usage, events, event) }
    } catch {
      events.usages[event] = nil
      batch.removeLast()
      throw error
    }
    finish(batch, event)
    return event
  }

  /// Fills what was left out, and digests what was given.
  private func finish(_ batch: EventBatch, _ event: Int) {
    batch[event, .digest] = contentDigest(batch, event)
    if !batch.isGiven(event, .callCount) { batch[event, .callCount] = 1 }
    if batch.flags(event).contains(.failed), !batch.isGiven(event, .errorCount) {
      batch[event, .errorCount] = batch[event, .callCount]
    }
  }

  /// A keyed digest of everything the caller gave: what makes two events with one id the same.
  func contentDigest(_ batch: EventBatch, _ event: Int) -> Int64 {
    digest.removeAll()
    for field in Self.digestedTexts where batch.hasText(event, field) {
      let bytes = batch.text(event, field)
      digest.append(UInt8(truncatingIfNeeded: field.rawValue))
      digest.appendVarint(UInt64(bytes.count))
      digest.append(bytes)
    }
    for field in NumberField.allCases where batch.isGiven(event, field) {
      digest.append(UInt8(truncatingIfNeeded: 128 + field.rawValue))
      digest.append(UInt64(bitPattern: batch[event, field]), width: 8)
    }
    digest.append(UInt64(bitPattern: batch[event, .flags]), width: 8)
    digest.append(textHash, width: 8)
    return Int64(bitPattern: sipHash(digest.bytes, key))
  }

  /// What is kept of queries and prompts depends on a setting, so their hashes are digested instead.
  private static let digestedTexts = TextField.allCases.filter {
    ![.pattern, .tables, .queryText, .prompt, .completion, .rateCard].contains($0)
  }

  /// An id for an event that came without: sortable by time, and never the same twice.
  static func newID(_ world: World) -> String {
    let time = String(UInt64(bitPattern: world.now().microseconds), radix: 36)
    let chance = String(world.seed(), radix: 36) + String(world.seed(), radix: 36)
    return "evt_" + time + "_" + chance
  }
}

extension ServiceTier {
  /// A tier that callers may name.
  static func named(_ value: JSONView) throws(SchemaMismatch) -> ServiceTier {
    guard let name = value.string, let tier = contractual.first(where: { $0.rawValue == name }) else {
      throw SchemaMismatch(
        expected: "one of " + contractual.map(\.rawValue).joined(separator: ", "), got: value)
    }
    return tier
  }
}
