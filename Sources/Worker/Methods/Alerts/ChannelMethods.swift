import CostModel
import JSON
import JSONRPC
import Store

/// `alerts/setChannel`: sets a channel by which alerts are told.
enum AlertsSetChannel: WriteMethod {
  static let name = "alerts/setChannel"
  static let summary = "Sets, changes or removes a channel by which alerts are told: log, client, webhook, slack or email."
  static let documentation = """
    Secrets (a signing secret, a Slack URL, a password) are never stored: what is stored says where to read them. Addresses \
    that are not public are refused unless the host and port is permitted at start (webhook_allow). A channel is told of \
    every alert unless a threshold names channels, by name or type.
    """
  static let errors: [ErrorCode] = [.notFound, .accessDenied, .databaseFull]
  static let example = """
    {"name": "ops", "type": "email", "smtp_server": "smtp.example.com", "username": "alerts@example.com", \
    "password": "env:SMTP_PASSWORD", "sender_email": "alerts@example.com", "recipient_emails": ["admin@example.com"]}
    """
  static let most = 100

  struct Params: MethodParams {
    var name = ""
    var fields = ChannelFields()
    var isRemoved = false
    static let fields: FieldTable<Params> = FieldTable(
      [Field("name", \.name, .string(most: 64, format: nil), isRequired: true, "The channel's name.")]
        + Field.group(\.fields, ChannelFields.fieldList.map { $0.optional }) + [
          Field("remove", \.isRemoved, default: false, "Whether to remove it.")
        ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    try ReceiverID.validate(params.name, "name")
    let deliveries = context.writer.deliveries
    let known = try deliveries.receiver(params.name)
    if known?.isWebhook == true { throw MethodFailure(.conflict, "\"\(shortened(params.name))\" is a webhook's id") }
    let now = context.world.now()
    if params.isRemoved {
      guard known != nil else { throw MethodFailure.notFound("channel", params.name) }
      _ = try deliveries.remove(params.name, at: context.world.now())
      try context.writer.configuration.audit(at: now, action: name, subject: params.name, detail: #"{"removed":true}"#)
      return Answer(channel: nil)
    }
    try params.fields.validate(context.services.permitted, isOwner: context.writer.principal.isEmpty)
    guard try known != nil || deliveries.receivers().count < most else {
      throw MethodFailure(.conflict, "There are \(most) channels and webhooks already, the most there may be")
    }
    let stored = StoredReceiver(
      id: params.name, isWebhook: false, definition: params.fields.storedText(), createdAt: known?.createdAt ?? now, updatedAt: now)
    try deliveries.set(stored)
    try context.writer.configuration.audit(at: now, action: name, subject: params.name, detail: "{\"type\":\"\(params.fields.type.rawValue)\"}")
    return Answer(channel: ChannelAnswer(stored, params.fields))
  }

  struct Answer: Shaped, Sendable {
    let channel: ChannelAnswer?
    static let members: [Member<Answer>] = [Member("channel", \.channel, "The channel as it is now; null when it was removed.")]
  }
}

/// The id of a channel or webhook.
enum ReceiverID {
  static func validate(_ id: String, _ path: String) throws(ErrorAnswer) {
    guard !id.isEmpty, id.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw .invalid(path, "a name of 1 to 64 bytes without blanks and control characters", got: id.isEmpty ? "an empty one" : "another one")
    }
  }
}

/// A channel as lists show it: references to secrets, never secrets.
struct ChannelAnswer: JSONWritable, Sendable {
  let stored: StoredReceiver
  let fields: ChannelFields
  init(_ stored: StoredReceiver, _ fields: ChannelFields) { (self.stored, self.fields) = (stored, fields) }

  static var schema: Schema {
    .object([Schema.Property("name", .string, isRequired: true, "The channel's name.")] + ChannelFields.fields.properties.map { property in
      var property = property
      property.isRequired = false
      return property
    } + [
      Schema.Property("created_at", Timestamp.schema, isRequired: true, "When it was first set."),
      Schema.Property("updated_at", Timestamp.schema, isRequired: true, "When it was last changed."),
    ])
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.name("name")
    writer.string(stored.id)
    ChannelFields.fields.write(fields, to: writer)
    writer.name("created_at")
    stored.createdAt.write(to: writer)
    writer.name("updated_at")
    stored.updatedAt.write(to: writer)
    writer.endObject()
  }
}

/// `alerts/listChannels`: every channel.
enum AlertsListChannels: ReadMethod {
  static let name = "alerts/listChannels"
  static let summary = "Lists channels by name."
  static let agents = AgentUse.withheld
  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer {
    Answer(
      channels: try context.reader.deliveries.receivers().compactMap { stored in
        guard case .channel(_, let fields) = try Receiver(stored) else { return nil }
        return ChannelAnswer(stored, fields)
      })
  }

  struct Answer: Shaped, Sendable {
    let channels: [ChannelAnswer]
    private var count: Int { channels.count }
    static let members: [Member<Answer>] = [Member("channels", \.channels, "The channels."), Member("channel_count", \.count, "How many.")]
  }
}

/// `alerts/testChannels`: sends a test message now.
enum AlertsTestChannels: ServiceMethod {
  static let name = "alerts/testChannels"
  static let summary = "Sends a test message through one channel, or all, and answers what became of it."
  static let agents = AgentUse.withheld
  static let documentation = "Takes as long as the receivers do, 20 seconds each at most; one test at a time."
  static let errors: [ErrorCode] = [.notFound, .conflict]
  static let example = #"{"name": "ops"}"#

  struct Params: MethodParams {
    var name: String?
    static let fields = FieldTable<Params>([Field("name", \.name, .string(most: 64, format: nil), "The channel; every one without.")])
  }

  static func answer(_ params: Params, _ services: Services, _ call: Call) throws -> Answer {
    // Each keeps a thread that reads: several would keep all of them, and other calls waiting.
    guard services.isTestingChannels.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      throw MethodFailure(.conflict, "A test of channels is under way; try again when it has ended", retryAfter: 20)
    }
    defer { services.isTestingChannels.store(false, ordering: .releasing) }
    let receivers = try services.read { try $0.deliveries.receivers() }
    var results: [(name: String, result: TestResult)] = []
    for stored in receivers where !stored.isWebhook && (params.name == nil || stored.id == params.name) {
      try call.checkCancellation()
      guard case .channel(let name, let fields) = try Receiver(stored) else { continue }
      let payload: JSONValue = [
        "type": "test", "severity": "info", "message": .string("This is a test of the channel \(name) of costwire"),
        "timestamp": .string(services.world.now().rfc3339),
      ]
      let delivery = Delivery.test("test-" + hexadecimal(services.world.seed()), name, payload.text(pretty: false))
      let sent = Sender(services: services).send(delivery, to: .channel(name, fields))
      results.append((name, TestResult(type: fields.type, sent: sent)))
    }
    if let name = params.name, results.isEmpty { throw MethodFailure.notFound("channel", name) }
    return Answer(results: results)
  }

  struct Answer: JSONWritable, Sendable {
    let results: [(name: String, result: TestResult)]
    static var schema: Schema { .map(TestResult.schema) }
    func write(to writer: JSONWriter) {
      writer.beginObject()
      for (name, result) in results {
        writer.name(name)
        result.write(to: writer)
      }
      writer.endObject()
    }
  }

  struct TestResult: Shaped, Sendable {
    let type: ChannelType
    let sent: Sender.Result
    private var isSuccess: Bool { sent.failure == nil }
    private var message: String? { isSuccess ? "Test message sent by \(type.rawValue)" : nil }
    static let members: [Member<TestResult>] = [
      Member("success", \.isSuccess, "Whether it was taken."), Member.optional("message", \.message, "What was done."),
      Member.optional("error", \.sent.failure, "Why not."), Member("response_time_ms", \.sent.milliseconds, "How long it took."),
    ]
  }
}
