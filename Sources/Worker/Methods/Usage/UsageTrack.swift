import CostModel
import JSON
import JSONRPC

/// `usage/track`: one event.
enum UsageTrack {
  static let method = AnyMethod(
    name: "usage/track", access: .writes,
    summary: "Stores one usage event, priced, once.",
    documentation: """
      The answer leaves after the event is safe. The same id with the same content is acknowledged as a duplicate and \
      counts once; with other content it is refused. Without cost_usd the price list says what it cost; what no price \
      covers is stored as unpriced, with a warning. timestamp defaults to now and counts as content only when given. \
      An empty text counts as absent.
      """,
    params: EventMember.properties, result: TrackAnswer.schema, errors: [.idempotencyConflict, .databaseFull],
    example: """
      {"id": "call-4711", "provider": "openai", "model": "gpt-4o", "user_email": "ada@example.com", \
      "prompt_tokens": 2006, "cache_read_tokens": 1920, "completion_tokens": 300, \
      "timestamp": "2026-08-30T10:15:00Z"}
      """,
    agents: .offered("For a model call or query that was made: give an id of its own, so that sending it again counts once, and tokens or the provider's usage object.")
  ) { services in
    let reader = ReaderBox(services)
    return Route(name: "usage/track", access: .writes) { view throws(ErrorAnswer) in
      guard let view else { throw .invalid("", "an event", got: "nothing") }
      let events = TrackedEvents(capacity: 1)
      do throws(SchemaMismatch) {
        _ = try reader.reader.read(view, into: events)
      } catch {
        throw ErrorAnswer(error)
      }
      let write = TrackWrite(services, events, .single, indices: [0], rejected: [])
      write.tenant = Tenancy.tenant(view)
      return .write(write)
    }
  }
}

/// The reading thread's event reader.
final class ReaderBox: @unchecked Sendable {
  // @unchecked: routes read params on the reading thread only.
  let reader: EventReader
  init(_ services: Services) { reader = EventReader(services) }
}

/// `usage/trackBatch`: up to ten thousand events.
enum UsageTrackBatch {
  static let mostEvents = 10_000

  /// What happens to a batch in which some events cannot be taken.
  enum OnError: String, JSONChoice, Sendable { case skip, abort }

  static let properties: [Schema.Property] = [
    Schema.Property(
      "events", .list(.object(EventMember.properties), most: mostEvents), isRequired: true, "The events, as for usage/track."),
    Schema.Property(
      "on_error", OnError.schema, default: "skip",
      "skip: take what can be taken and list the rest; abort: take all or none."),
  ]

  static let method = AnyMethod(
    name: "usage/trackBatch", access: .writes,
    summary: "Stores up to 10,000 usage events in one transaction.",
    documentation: """
      Events that cannot be taken are listed by their place in the request. With on_error abort nothing is stored when \
      one is listed, and accepted is 0.
      """,
    params: properties, result: BatchAnswer.schema, errors: [.databaseFull],
    example: """
      {"events": [{"id": "b-1", "provider": "anthropic", "model": "claude-sonnet-4-5", \
      "timestamp": "2026-08-30T10:16:00Z", "usage": {"input_tokens": 100, "cache_read_input_tokens": 50000, \
      "output_tokens": 500}}], "on_error": "skip"}
      """, tenancy: .events
  ) { services in
    let reader = ReaderBox(services)
    return Route(name: "usage/trackBatch", access: .writes) { view throws(ErrorAnswer) in
      do throws(SchemaMismatch) {
        return .write(try read(view, services, reader.reader))
      } catch {
        throw ErrorAnswer(error)
      }
    }
  }

  private static func read(
    _ view: JSONView?, _ services: Services, _ reader: EventReader
  ) throws(SchemaMismatch) -> TrackWrite {
    var list: JSONView?
    var onError = OnError.skip
    if let view {
      for (name, value) in view.members {
        if name.elementsEqual("events".utf8) {
          if list != nil { throw SchemaMismatch(path: "events", expected: "the member once", got: "it twice") }
          list = value
        } else if name.elementsEqual("on_error".utf8) {
          if value.isNull { continue }
          do throws(SchemaMismatch) { onError = try OnError.read(value, OnError.schema) } catch { throw error.inside("on_error") }
        } else if !isProtocolMember(name) {
          let given = String(decoding: name.prefix(64), as: UTF8.self)
          throw SchemaMismatch(
            path: given, expected: "a known parameter", got: "an unknown one",
            nearest: closestName(given, among: properties.map(\.name)))
        }
      }
    }
    guard let list else { throw SchemaMismatch(path: "events", expected: "a list of events", got: "nothing") }
    guard list.kind == .array, list.count <= mostEvents else {
      throw SchemaMismatch(
        path: "events", expected: "a list of at most \(mostEvents) events",
        got: list.kind == .array ? "\(list.count)" : "another kind of value")
    }
    let events = TrackedEvents(capacity: max(list.count, 1))
    var indices: [Int] = []
    indices.reserveCapacity(list.count)
    var rejected: [TrackWrite.Rejection] = []
    var index = 0
    for element in list.elements {
      do throws(SchemaMismatch) {
        _ = try reader.read(element, into: events)
        indices.append(index)
      } catch {
        rejected.append(TrackWrite.Rejection(index: index, error: ErrorAnswer(error.inside(index).inside("events"))))
      }
      index += 1
    }
    let write = TrackWrite(services, events, onError == .abort ? .abort : .skip, indices: indices, rejected: rejected)
    write.tenant = Tenancy.tenant(view)
    return write
  }
}
