import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `collectors/test`: what would be stored, without storing it.
enum CollectorsTest: ServiceMethod {
  static let name = "collectors/test"
  static let summary = "Fetches one page, or takes one, and tells the events that would be stored of it. Nothing is."
  static let agents = AgentUse.withheld
  static let documentation = """
    Without page the provider is asked once, for the last UTC day up to now; Anthropic takes one request a minute. page is an \
    answer of the provider as it came, and needs no credential.
    """
  static let errors = Collectors.errors
  static let example = """
    {"provider": "anthropic", "page": {"data": [{"starting_at": "2026-08-29T00:00:00Z", "ending_at": "2026-08-29T01:00:00Z", "results": \
    [{"model": "claude-sonnet-4-5", "uncached_input_tokens": 1000, "output_tokens": 100}]}], "has_more": false}}
    """
  static let tenancy: Tenancy? = .admin

  struct Params: MethodParams {
    var provider = UsageProvider.anthropic
    var credential: String?
    var edition: OpenAIEdition?
    var stream: String?
    var page: JSONValue?

    static let fields = FieldTable<Params>([
      Field("provider", \.provider, isRequired: true, "The provider."),
      Field("credential", \.credential, .string(most: 64, format: nil), "The credential to ask with; by default the one that is named like the provider, or the first."),
      Field("api", \.edition, "openai: which API is asked, or answered."),
      Field("stream", \.stream, .string(most: 64, format: nil), "openai: the capability, completions by default (collectors/list names them)."),
      Field("page", \.page, .map(.any), "An answer of the provider, instead of asking it."),
    ])
  }

  static func answer(_ params: Params, _ services: Services, _ call: Call) throws -> Answer {
    let credential = params.page == nil ? try Collectors.credential(params.provider, params.credential, services) : nil
    let source = params.provider.source(params.edition ?? credential?.edition ?? .organization)
    let stream = params.stream ?? source.streams[0]
    guard source.streams.contains(stream) else {
      throw ErrorAnswer.invalid("stream", "one of \(source.streams.joined(separator: ", "))", got: "\"\(shortened(stream))\"")
    }
    let now = services.world.now()
    let day = Timestamp.microsecondsPerDay
    let today = floorDivide(now.microseconds, day) * day
    // A window of the older API is one day.
    let start = source.windowDays == 1 ? today : today - day
    let place = CollectionPlace(stream: stream, window: Timestamp(microseconds: start)..<Timestamp(microseconds: today + day))
    let page: CollectedPage
    if let credential {
      page = try Collectors.alone(services) { try UsageCollection.page(source, place, credential, services) }
    } else {
      page = try read(params.page ?? .null, source, place, services)
    }
    return try preview(page, services)
  }

  private static func read(_ page: JSONValue, _ source: any UsageSource, _ place: CollectionPlace, _ services: Services) throws -> CollectedPage {
    let writer = JSONWriter()
    page.write(to: writer)
    let parser = JSONParser()
    let view = try parser.parse(writer.bytes)
    do throws(ErrorAnswer) {
      return try UsageCollection.read(view, source, place, "", services)
    } catch {
      throw ErrorAnswer.invalid("page", "an answer of the provider", got: error.message)
    }
  }

  private static func preview(_ page: CollectedPage, _ services: Services) throws -> Answer {
    let events = page.chunk.events
    let pricer = EventPricer(prices: try services.read { try services.prices.layers(in: $0, services) })
    var total = Money.zero
    var texts: [String] = []
    for event in 0..<events.batch.count {
      events.batch[event, .arrival] = services.world.now().microseconds
      _ = try pricer.price(events.batch, event, usage: events.usages[event])
      total.nanos += Int128(events.batch[event, .cost])
      guard texts.count < most else { continue }
      let writer = JSONWriter()
      EventWriter.write(events.batch, event, to: writer)
      texts.append(String(decoding: writer.bytes, as: UTF8.self))
    }
    var report = CollectionReport()
    for (_, error) in page.chunk.rejected { report.reject("", error) }
    return Answer(
      events: texts.compactMap { try? JSONValue.parse($0) }, count: events.batch.count, total: total, rejected: report.rejected,
      hasMore: page.end.next != nil)
  }

  private static let most = 100

  struct Answer: Shaped, Sendable {
    let events: [JSONValue]
    let count: Int
    let total: Money
    let rejected: [CollectionReport.Rejection]
    let hasMore: Bool
    private var isStored: Bool { false }

    static let members: [Member<Answer>] = [
      Member("events", \.events, "The first hundred events, as usage/get would tell them."),
      Member("event_count", \.count, "How many there are on the page."),
      Member("total_cost_usd", \.total, "What all of them cost, by the prices in effect."),
      Member("rejected", \.rejected, "What could not be read; the first hundred."),
      Member("has_more", \.hasMore, "Whether another page follows."),
      Member("stored", \.isStored, "false: nothing was."),
    ]
  }
}
