import Connectors
import JSON
import Store

/// `collectors/anthropic`: a collection from Anthropic.
enum AnthropicCollection: JobKind {
  static let name = "collectors/anthropic"
  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String { try CollectionOrder.checked(params) }
  static func run(_ job: JobRun) throws -> any JSONWritable { try UsageCollection(job: job, provider: .anthropic).run() }
  static func obstacle(_ reader: LedgerReader, _ services: Services) throws -> String? { try UsageProvider.anthropic.obstacle(reader) }
}

/// `collectors/openai`: a collection from OpenAI.
enum OpenAICollection: JobKind {
  static let name = "collectors/openai"
  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String { try CollectionOrder.checked(params) }
  static func run(_ job: JobRun) throws -> any JSONWritable { try UsageCollection(job: job, provider: .openai).run() }
  static func obstacle(_ reader: LedgerReader, _ services: Services) throws -> String? { try UsageProvider.openai.obstacle(reader) }
}

/// `collectors/bigquery`: a collection from BigQuery.
enum BigQueryCollection: JobKind {
  static let name = "collectors/bigquery"
  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String { try CollectionOrder.checked(params) }
  static func run(_ job: JobRun) throws -> any JSONWritable { try UsageCollection(job: job, provider: .bigquery).run() }
  static func obstacle(_ reader: LedgerReader, _ services: Services) throws -> String? { try UsageProvider.bigquery.obstacle(reader) }
}

extension UsageProvider {
  /// The kind of its collections.
  var collection: any JobKind.Type {
    switch self {
    case .anthropic: AnthropicCollection.self
    case .openai: OpenAICollection.self
    case .bigquery: BigQueryCollection.self
    }
  }

  /// Why nothing can be collected from it, in a sentence; nil when something can.
  func obstacle(_ reader: LedgerReader) throws -> String? {
    try reader.credentials.all(provider: rawValue).isEmpty ? UsageCollection.noCredential(self) : nil
  }
}
