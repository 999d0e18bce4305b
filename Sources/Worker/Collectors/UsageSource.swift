import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// How usage is fetched from one provider: what is asked, and what the answers mean.
///
/// A window of time is asked for page by page, each stream by itself. The provider's report is the truth about it: what is
/// stored of a bucket is made to say what the provider says now.
protocol UsageSource: Sendable {
  /// What is asked for, one after the other.
  var streams: [String] { get }
  /// Windows begin at UTC midnights and are at most so many days long: as much as fits a page.
  var windowDays: Int64 { get }
  /// The last window ends at the next multiple of this, in microseconds.
  var bucketMicroseconds: Int64 { get }

  func question(_ place: CollectionPlace, _ credential: Credential) -> ProviderQuestion

  /// Makes events of a page; answers where the next one begins.
  func read(_ page: JSONView, _ place: CollectionPlace, _ rows: RowReader, into chunk: RowChunk) throws(ErrorAnswer) -> PageEnd

  /// Makes events of the rows; nil where rows are events.
  func converter() -> any RowConverter

  /// How the ids of events begin that a page of the stream tells of, wholly: one that a page leaves out is gone.
  func telling(_ stream: String) -> [String]
}

/// Where a page stands.
struct CollectionPlace: Sendable {
  var stream: String
  var window: Range<Timestamp>
  /// What the page before named as the next; nil for the first one.
  var page: String?
}

/// What follows a page.
struct PageEnd: Sendable {
  /// Where the page's last bucket begins, which the next page may go on with; nil for a page without buckets.
  var lastBucket: Timestamp?
  /// What names the next page; nil at the end of the window.
  var next: String?
}

extension UsageProvider {
  func source(_ edition: OpenAIEdition) -> any UsageSource {
    switch (self, edition) {
    case (.anthropic, _): AnthropicSource()
    case (.openai, .organization): OpenAISource()
    case (.openai, .legacy): OlderOpenAISource()
    case (.bigquery, _): BigQuerySource()
    }
  }

  /// What the provider said is not what it is documented to say.
  func unexpected(_ what: String) -> ErrorAnswer {
    ErrorAnswer(.providerUnavailable, "\(rawValue) answered \(what)", details: ["provider": .string(rawValue)])
  }
}

/// Pages of buckets, as Anthropic and OpenAI give them.
enum BucketPage {
  static func read(_ page: JSONView, _ provider: UsageProvider, _ rows: RowReader, into chunk: RowChunk) throws(ErrorAnswer) -> PageEnd {
    let outer = page.object("response") ?? page
    guard let data = outer["data"], data.kind == .array else { throw provider.unexpected("with no list of buckets") }
    var end = PageEnd()
    do throws(SchemaMismatch) {
      for bucket in data.elements {
        let start = try ReportPage.Bucket(bucket).start
        guard start >= end.lastBucket ?? start else { throw SchemaMismatch(expected: "buckets in the order of time", got: "others") }
        end.lastBucket = start
      }
    } catch {
      throw provider.unexpected("with a bucket that cannot be read (\(error.path): expected \(error.expected))")
    }
    rows.read(page, page.raw, 1, into: chunk)
    if outer["has_more"]?.bool == true {
      guard let next = outer["next_page"]?.string, !next.isEmpty, next.utf8.count <= 1_024 else {
        throw provider.unexpected("that there is more, and did not say where")
      }
      end.next = next
    }
    return end
  }
}

/// Anthropic's usage report for messages, in hours.
struct AnthropicSource: UsageSource {
  let streams = ["usage"]
  let windowDays = Int64(AnthropicAPI.mostHours / 24)
  let bucketMicroseconds = Timestamp.microsecondsPerHour

  func question(_ place: CollectionPlace, _ credential: Credential) -> ProviderQuestion {
    AnthropicAPI.usage(from: place.window.lowerBound, to: place.window.upperBound, page: place.page)
  }

  func read(_ page: JSONView, _ place: CollectionPlace, _ rows: RowReader, into chunk: RowChunk) throws(ErrorAnswer) -> PageEnd {
    try BucketPage.read(page, .anthropic, rows, into: chunk)
  }

  func converter() -> any RowConverter { AnthropicUsageReport() }
  func telling(_ stream: String) -> [String] { ["\(AnthropicUsageReport.report.name)_"] }
}

/// OpenAI's usage by capability, in days.
struct OpenAISource: UsageSource {
  let streams = OpenAIAPI.Capability.allCases.map(\.rawValue)
  let windowDays = Int64(OpenAIAPI.mostDays)
  let bucketMicroseconds = Timestamp.microsecondsPerDay

  private func capability(_ stream: String) -> OpenAIAPI.Capability { OpenAIAPI.Capability(rawValue: stream) ?? .completions }

  func question(_ place: CollectionPlace, _ credential: Credential) -> ProviderQuestion {
    OpenAIAPI.usage(capability(place.stream), from: place.window.lowerBound, to: place.window.upperBound, page: place.page)
  }

  func read(_ page: JSONView, _ place: CollectionPlace, _ rows: RowReader, into chunk: RowChunk) throws(ErrorAnswer) -> PageEnd {
    try BucketPage.read(page, .openai, rows, into: chunk)
  }

  func converter() -> any RowConverter { OpenAIUsageReport() }

  /// What the older API told of the same days is told better by this one.
  func telling(_ stream: String) -> [String] { ["openai_usage_\(capability(stream).resultName)_", OlderOpenAIUsage.prefix] }
}

/// BigQuery's jobs. Rows have no buckets, and a job that was done never changes or vanishes: jobs that end late are caught
/// by asking for the last days again.
struct BigQuerySource: UsageSource {
  let streams = ["jobs"]
  let windowDays: Int64 = 7
  let bucketMicroseconds: Int64 = 1

  /// Where further rows of a query are.
  private struct Rest {
    var job: String
    var location: String
    var token: String?

    init(job: String, location: String, token: String?) { (self.job, self.location, self.token) = (job, location, token) }

    init?(_ text: String?) {
      guard let text, let value = try? JSONValue.parse(text), let job = value["job"]?.string, let location = value["location"]?.string else { return nil }
      (self.job, self.location, token) = (job, location, value["token"]?.string)
    }

    var text: String {
      (["job": .string(job), "location": .string(location), "token": token.map { .string($0) } ?? .null] as JSONValue).text(pretty: false)
    }
  }

  func question(_ place: CollectionPlace, _ credential: Credential) -> ProviderQuestion {
    guard let rest = Rest(place.page) else {
      return BigQueryAPI.jobs(
        project: credential.project, location: credential.location, from: place.window.lowerBound, to: place.window.upperBound)
    }
    return BigQueryAPI.rows(project: credential.project, location: rest.location, job: rest.job, page: rest.token)
  }

  func read(_ page: JSONView, _ place: CollectionPlace, _ rows: RowReader, into chunk: RowChunk) throws(ErrorAnswer) -> PageEnd {
    let reference = page.object("jobReference")
    guard let isComplete = page["jobComplete"]?.bool else { throw UsageProvider.bigquery.unexpected("without saying whether the query is done") }
    let token = page["pageToken"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    var next: String?
    if !isComplete || token != nil {
      guard let job = reference?["jobId"]?.string, job.utf8.count <= 1_024 else { throw UsageProvider.bigquery.unexpected("without the query's id") }
      let location = reference?["location"]?.string.flatMap { BigQueryAPI.isLocation($0) ? $0 : nil } ?? "US"
      next = Rest(job: job, location: location, token: isComplete ? token : nil).text
    }
    if isComplete { try read(rowsOf: page, rows, into: chunk) }
    return PageEnd(next: next)
  }

  /// Cells become members under the names of the schema's fields.
  private func read(rowsOf page: JSONView, _ rows: RowReader, into chunk: RowChunk) throws(ErrorAnswer) {
    guard let list = page["rows"] else { return }
    let names = page.object("schema")?["fields"]?.elements.map { $0["name"]?.string ?? "" } ?? []
    guard !names.isEmpty else { throw UsageProvider.bigquery.unexpected("without a schema") }
    let writer = JSONWriter()
    var number = 0
    for row in list.elements {
      number += 1
      guard let cells = row["f"], cells.kind == .array, cells.count == names.count else {
        throw UsageProvider.bigquery.unexpected("with a row that does not fit its schema")
      }
      writer.removeAll()
      writer.beginObject()
      for (name, cell) in zip(names, cells.elements) {
        guard let value = cell["v"], !value.isNull else { continue }
        // JSON text of null, as TO_JSON_STRING has it.
        if value.utf8?.elementsEqual("null".utf8) == true { continue }
        writer.name(name)
        writer.raw(value.raw)
      }
      writer.endObject()
      rows.read(line: writer.bytes, number: number, into: chunk)
    }
  }

  func converter() -> any RowConverter { BigQueryJobs() }
  func telling(_ stream: String) -> [String] { [] }
}
