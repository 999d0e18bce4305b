import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// The costs' own errors: positive numbers that begin with the HTTP status that says the same.
extension ErrorCode {
  package static let authenticationRequired = ErrorCode(401, "AUTHENTICATION_REQUIRED")
  package static let paymentRequired = ErrorCode(4020, "PAYMENT_REQUIRED")
  package static let budgetExceeded = ErrorCode(402, "BUDGET_EXCEEDED")
  package static let accessDenied = ErrorCode(403, "ACCESS_DENIED")
  package static let circuitBreakerOpen = ErrorCode(4031, "CIRCUIT_BREAKER_OPEN")
  package static let notFound = ErrorCode(404, "NOT_FOUND")
  package static let unknownModel = ErrorCode(4041, "UNKNOWN_MODEL")
  package static let conflict = ErrorCode(409, "CONFLICT")
  package static let idempotencyConflict = ErrorCode(4091, "IDEMPOTENCY_CONFLICT")
  package static let insufficientData = ErrorCode(422, "INSUFFICIENT_DATA")
  package static let rateLimitExceeded = ErrorCode(429, "RATE_LIMIT_EXCEEDED")
  package static let configurationError = ErrorCode(5001, "CONFIGURATION_ERROR")
  package static let databaseError = ErrorCode(500, "DATABASE_ERROR")
  package static let databaseNewer = ErrorCode(5051, "DATABASE_NEWER")
  package static let databaseFull = ErrorCode(507, "DATABASE_FULL")
  package static let alertDeliveryFailed = ErrorCode(502, "ALERT_DELIVERY_FAILED")
  package static let providerUnavailable = ErrorCode(503, "PROVIDER_UNAVAILABLE")
  package static let providerQuotaExceeded = ErrorCode(4290, "PROVIDER_QUOTA_EXCEEDED")
  package static let providerAuthenticationFailed = ErrorCode(4011, "PROVIDER_AUTHENTICATION_FAILED")

  /// Every error that a job can have failed with.
  static let all: [ErrorCode] = [
    .parseError, .invalidRequest, .methodNotFound, .invalidParams, .internalError, .requestCancelled, .contentModified, .requestFailed,
    .authenticationRequired, .paymentRequired, .budgetExceeded, .accessDenied, .circuitBreakerOpen, .notFound, .unknownModel, .conflict,
    .idempotencyConflict, .insufficientData, .rateLimitExceeded, .configurationError, .databaseError, .databaseNewer, .databaseFull,
    .alertDeliveryFailed, .providerUnavailable, .providerQuotaExceeded, .providerAuthenticationFailed,
  ]
}

/// What a method throws: nothing else leaves a method body.
typealias MethodFailure = ErrorAnswer

extension ErrorAnswer {
  /// A parameter is not what it should be.
  init(_ mismatch: SchemaMismatch) {
    let path = mismatch.path.isEmpty ? "params" : "params." + mismatch.path
    var message = "\(path): expected \(mismatch.expected), got \(mismatch.got)"
    var details: [JSONMember] = [
      JSONMember(name: "path", value: .string(mismatch.path)),
      JSONMember(name: "expected", value: .string(mismatch.expected)),
      JSONMember(name: "got", value: .string(mismatch.got)),
    ]
    if let nearest = mismatch.nearest {
      message += "; did you mean \(nearest)?"
      details.append(JSONMember(name: "nearest", value: .string(nearest)))
    }
    self.init(.invalidParams, message, details: .object(details))
  }

  /// A parameter that was understood and cannot be.
  static func invalid(_ path: String, _ expected: String, got: String) -> ErrorAnswer {
    ErrorAnswer(SchemaMismatch(path: path, expected: expected, got: got))
  }

  static func notFound(_ what: String, _ id: String) -> ErrorAnswer {
    ErrorAnswer(.notFound, "There is no \(what) \"\(shortened(id))\"", details: ["id": .string(shortened(id))])
  }

  /// Translates whatever a body let through.
  init(any error: any Error) {
    switch error {
    case let answer as ErrorAnswer: self = answer
    case let mismatch as SchemaMismatch: self.init(mismatch)
    case let failure as SQLiteFailure: self.init(failure)
    case let failure as OpenFailure: self.init(failure)
    case let damage as LedgerDamage:
      self.init(.databaseError, "The database is damaged: \(damage.what)")
    case let retired as RetiredHistory:
      self.init(
        .requestFailed,
        "Events from before \(retired.horizon.rfc3339) were dropped by system/retention. Of that time only what whole days (UTC) came to is kept, "
          + "in all or by project, provider, model, operation, category, team, department, purpose, client, campaign or environment; ask for that, or from there on",
        details: ["retained_from": .string(retired.horizon.rfc3339)])
    case is CancellationError, is AnalysisCancelled: self = .cancelled
    case let short as InsufficientHistory:
      self.init(
        .insufficientData, "\(short.required) values are needed to learn from, there are \(short.count)",
        details: ["available": .int(short.count), "required": .int(short.required)])
    case let window as WindowError: self.init(window)
    case is PricingError:
      self.init(.invalidParams, "params: expected quantities whose cost can be written, got a cost beyond all measure")
    default: self.init(.internalError, "An internal error occurred")
    }
  }

  init(_ failure: SQLiteFailure) {
    if failure.isFull {
      self.init(
        .databaseFull, "The disk that holds the database is full; nothing was stored. Free some space and try again",
        retryAfter: 5)
    } else if failure.isBusy {
      self.init(.databaseError, "The database is in use by another process", retryAfter: 1)
    } else if failure.isDamaged {
      self.init(.databaseError, "The database is damaged")
    } else if failure.isTooLarge {
      self.init(
        .requestFailed,
        "The sums of an hour or a day would exceed 9,223,372,036,854,775,807 bytes, tokens or milliseconds; nothing was stored")
    } else if failure.isReadOnly {
      self.init(.databaseError, "The database may not be written to")
    } else {
      self.init(.databaseError, "The database failed (SQLite code \(failure.code))")
    }
  }

  init(_ failure: OpenFailure) {
    switch failure {
    case .emptyName: self.init(.configurationError, "database: expected a path, got an empty one")
    case .uri: self.init(.configurationError, "database: expected a path or :memory:, got a URI")
    case .notARegularFile: self.init(.databaseError, "The database is not a regular file; it was left alone")
    case .short:
      self.init(.databaseError, "The database file is shorter than any costwire database; it was left alone")
    case .foreign: self.init(.databaseError, "The file is not a costwire database; it was left alone")
    case .newer(let version):
      self.init(
        .databaseNewer,
        "The database has schema version \(version), made by a later costwire; this one knows up to "
          + "\(LedgerWriter.schemaVersion). It was left alone",
        details: ["version": .int(Int(version)), "known": .int(LedgerWriter.schemaVersion)])
    case .damaged: self.init(.databaseError, "The database is damaged; it was left alone")
    case .networkFileSystem:
      self.init(
        .configurationError,
        "database: expected a path on a local disk, got one on a network file system, where locks do not hold")
    case .folder(let reason): self.init(.databaseError, "The database could not be created: \(reason)")
    case .sqlite(let failure): self.init(failure)
    }
  }

  init(_ error: WindowError) {
    switch error {
    case .endNotAfterStart(let start, let end):
      self = .invalid("end", "an instant after start (\(start.rfc3339))", got: end.rfc3339)
    case .tooLong(let limit): self = .invalid("start", "a window of at most \(limit) days", got: "a longer one")
    case .notAnInstant(let text):
      self = .invalid("start", "an RFC 3339 date or date-time", got: "\"\(shortened(text))\"")
    case .daysOutOfRange(let days):
      self = .invalid("days", "an integer from 1 to \(Window.longestDays)", got: "\(days)")
    case .tooManyPeriods(let limit):
      self = .invalid("granularity", "at most \(limit) periods", got: "more; ask for fewer days or longer periods")
    }
  }
}

/// At most 64 characters of a caller's text, for a message.
func shortened(_ text: String) -> String { text.count > 64 ? String(text.prefix(64)) + "…" : text }
