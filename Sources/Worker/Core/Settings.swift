import CostModel
import JSON
import JSONRPC
import Store

/// What is kept of prompts, completions and queries.
package enum StoredText: String, CaseIterable, JSONChoice, Sendable {
  /// Nothing but a salted fingerprint.
  case none
  /// Queries without their literals.
  case normalised
  /// Everything.
  case full
}

/// How much is logged to stderr.
package enum LogLevel: String, CaseIterable, JSONChoice, Sendable {
  case error, warning, info, debug

  /// Its number in `window/logMessage`, from 1 for errors on.
  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// Who may ask.
package enum AccessMode: String, CaseIterable, JSONChoice, Sendable {
  /// The process's owner may do everything.
  case open
  /// Only holders of a key.
  case keys
}

extension Durability: JSONChoice {}

/// The worker's settings, each with the place it is read from: `initializationOptions`, a command-line flag, an
/// environment variable, the configuration file. The nearer wins, in this order; then the default.
package struct Settings: Sendable {
  package var database: String?
  package var durability: Durability?
  package var timeZone: String?
  package var logLevel: LogLevel?
  package var notifications: [String]?
  /// Path of a price list to lay over the built-in one.
  package var prices: String?
  package var access: AccessMode?
  package var storeText: StoredText?
  package var limits: Limits?
  package var allowsNetworkFileSystem: Bool?
  package var webhookAllow: [String]?
  /// Folders that imports and exports stay below.
  package var fileRoots: [String]?
  /// Where providers are asked for usage.
  package var providerURLs: ProviderURLs?

  /// Other addresses than the providers' own: a proxy's, or a test's.
  package struct ProviderURLs: Sendable, MethodParams, JSONReadable, JSONWritable {
    var anthropic: String?
    var openai: String?
    var bigquery: String?

    package init() {}

    package static let fields = FieldTable<ProviderURLs>([
      Field("anthropic", \.anthropic, .string(most: 1_024, format: "uri"), default: "https://api.anthropic.com", "Anthropic's admin API."),
      Field("openai", \.openai, .string(most: 1_024, format: "uri"), default: "https://api.openai.com", "OpenAI's usage and costs API."),
      Field("bigquery", \.bigquery, .string(most: 1_024, format: "uri"), default: "https://bigquery.googleapis.com", "BigQuery's REST API."),
    ])
    package static var schema: Schema { fields.schema }
    package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> ProviderURLs {
      var urls = ProviderURLs()
      try fields.read(view, into: &urls)
      return urls
    }
    package func write(to writer: JSONWriter) {
      writer.beginObject()
      ProviderURLs.fields.write(self, to: writer)
      writer.endObject()
    }
  }

  /// What may come in.
  package struct Limits: Sendable, MethodParams, JSONReadable, JSONWritable {
    var messageBytes: Int?
    var depth: Int?

    package init() {}

    package static let fields = FieldTable<Limits>([
      Field("message_bytes", \.messageBytes, .integer(1_024...1_073_741_824), default: 67_108_864, "Largest message."),
      Field("depth", \.depth, .integer(8...1_024), default: 128, "Deepest nesting of a message."),
    ])
    package static var schema: Schema { fields.schema }
    package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Limits {
      var limits = Limits()
      try fields.read(view, into: &limits)
      return limits
    }
    package func write(to writer: JSONWriter) {
      writer.beginObject()
      Limits.fields.write(self, to: writer)
      writer.endObject()
    }
  }

  package init() {}

  /// What a client may ask to hear of.
  static let offeredNotifications = ["window/logMessage", "alerts/raised", "jobs/changed"]

  package static let fields = FieldTable<Settings>([
    Field(
      "database", \.database, .string(most: 4_096, format: "path"),
      "The database file, created if absent; :memory: keeps everything in memory."),
    Field("durability", \.durability, default: "full", "full: an acknowledged write survives power loss; normal: a killed process."),
    Field("time_zone", \.timeZone, .string(most: 64, format: "IANA time zone"), default: "UTC", "The zone of days, weeks and months."),
    Field("log_level", \.logLevel, default: "warning", "How much is logged to stderr."),
    Field(
      "notifications", \.notifications,
      .list(.choice(offeredNotifications), most: 16), default: [],
      "Notifications that the client wants."),
    Field("prices", \.prices, .string(most: 4_096, format: "path"), "A price list to lay over the built-in one."),
    Field("access", \.access, default: "open", "open: the process's owner may do everything; keys: only holders of a key."),
    Field("store_text", \.storeText, default: "normalised", "What is kept of prompts and queries."),
    Field("limits", \.limits, Limits.schema, "What may come in."),
    Field(
      "webhook_allow", \.webhookAllow, .list(.string(most: 320, format: "HOST:PORT"), most: 64), default: [],
      "Hosts that are not public, or not encrypted, and may receive deliveries all the same."),
    Field(
      "file_roots", \.fileRoots, .list(.string(most: 4_096, format: "path"), most: 64), default: [],
      "Folders that imports and exports stay below; none: anywhere, or with access: keys nowhere."),
    Field(
      "provider_urls", \.providerURLs, ProviderURLs.schema,
      "Where usage is fetched from, instead of the providers' own addresses; https, or http to a host in webhook_allow."),
    Field("allow_network_fs", \.allowsNetworkFileSystem, default: false, "Permit a database on a network file system."),
  ])

  /// The names of the settings, for flags and environment variables.
  ///
  /// Listed here too, because every start of the program needs them and reading them off `fields` would cost it a
  /// tenth of its time; a test holds the two together.
  package static let names = [
    "database", "durability", "time_zone", "log_level", "notifications", "prices", "access", "store_text", "limits",
    "webhook_allow", "file_roots", "provider_urls", "allow_network_fs",
  ]

  /// Refuses what only the process's owner may set, where clients are not the owner.
  package func leaveToOwner() throws(ErrorAnswer) {
    let given: [(String, Bool)] = [
      ("database", database != nil), ("durability", durability != nil), ("prices", prices != nil), ("access", access != nil && access != .keys),
      ("store_text", storeText != nil), ("webhook_allow", webhookAllow != nil), ("file_roots", fileRoots != nil),
      ("provider_urls", providerURLs != nil),
      ("allow_network_fs", allowsNetworkFileSystem != nil),
    ]
    for (name, isGiven) in given where isGiven {
      throw ErrorAnswer(
        .accessDenied, "initializationOptions.\(name): with access: keys it is taken from the start-up configuration only",
        details: ["path": .string("initializationOptions.\(name)")])
    }
  }

  /// These settings where they are set, the others elsewhere.
  package func over(_ other: Settings) -> Settings {
    var merged = self
    merged.database = database ?? other.database
    merged.durability = durability ?? other.durability
    merged.timeZone = timeZone ?? other.timeZone
    merged.logLevel = logLevel ?? other.logLevel
    merged.notifications = notifications ?? other.notifications
    merged.prices = prices ?? other.prices
    merged.access = access ?? other.access
    merged.storeText = storeText ?? other.storeText
    merged.limits = limits ?? other.limits
    merged.webhookAllow = webhookAllow ?? other.webhookAllow
    merged.fileRoots = fileRoots ?? other.fileRoots
    merged.providerURLs = providerURLs ?? other.providerURLs
    merged.allowsNetworkFileSystem = allowsNetworkFileSystem ?? other.allowsNetworkFileSystem
    return merged
  }

  /// Reads settings from an object of texts, as flags and environment variables give them.
  package static func fromTexts(_ texts: [(name: String, text: String)]) throws(ErrorAnswer) -> Settings {
    var settings = Settings()
    for (name, text) in texts {
      if case .object? = fields.properties.first(where: { $0.name == name })?.schema, (try? JSONValue.parse(text)) == nil {
        throw ErrorAnswer(.configurationError, "\(name): expected a JSON object")
      }
      try settings.read(.object([JSONMember(name: name, value: value(of: name, text: text))]))
    }
    return settings
  }

  /// What a text that a flag or a variable gives means for a setting.
  package static func value(of name: String, text: String) -> JSONValue {
    switch fields.properties.first(where: { $0.name == name })?.schema {
    case .boolean: .bool(text == "true" || text == "1" || text.isEmpty)
    case .list: .array(text.split(separator: ",").map { .string(String($0)) })
    case .object: (try? JSONValue.parse(text)) ?? .null
    default: .string(text)
    }
  }

  /// Takes over the members of an object.
  package mutating func read(_ value: JSONValue) throws(ErrorAnswer) {
    let writer = JSONWriter()
    value.write(to: writer)
    let parser = JSONParser()
    var mismatch: SchemaMismatch?
    do throws(JSONSyntaxError) {
      let view = try parser.parse(writer.bytes)
      do throws(SchemaMismatch) { try Settings.fields.read(view, into: &self) } catch { mismatch = error }
    } catch {
      throw ErrorAnswer(.configurationError, "The settings are not JSON: \(error.description)")
    }
    if let mismatch {
      throw ErrorAnswer(
        .configurationError, "\(mismatch.path): expected \(mismatch.expected), got \(mismatch.got)")
    }
  }
}
