'use strict';

/**
 * Anything that went wrong. Each symbol of the worker has a class of its own; `symbol` is its stable name.
 */
class CostwireError extends Error {
  /**
   * @param {string} message
   * @param {{code?: number | null, symbol?: string | null, details?: object, retryAfter?: number | null, cause?: unknown}} [options]
   */
  constructor(message, { code = null, symbol, details, retryAfter = null, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    /** The number of the error answer; null for errors of the client itself. */
    this.code = code;
    /** The stable name, such as BUDGET_EXCEEDED. */
    this.symbol = symbol ?? new.target.symbol ?? null;
    /** What the worker says about it, for programs. */
    this.details = details ?? {};
    /** Seconds after which trying again makes sense; null when it does not. */
    this.retryAfter = retryAfter;
  }

  static symbol = null;
}

// Of the client itself.

/** There is no costwire binary; the message lists every place looked at. */
class BinaryNotFound extends CostwireError {
  static symbol = 'BINARY_NOT_FOUND';
}
/** The worker ended before it answered, and the request was not one that may be sent again. */
class WorkerDied extends CostwireError {
  static symbol = 'WORKER_DIED';
}
/** The worker was closed by this program. */
class WorkerClosed extends CostwireError {
  static symbol = 'WORKER_CLOSED';
}
/** What answered is not a costwire worker that this client can talk to. */
class IncompatibleWorker extends CostwireError {
  static symbol = 'INCOMPATIBLE_WORKER';
}
/** No answer within the time given. The request was cancelled; a write may have been committed all the same. */
class Timeout extends CostwireError {
  static symbol = 'TIMEOUT';
}

// Of the protocol.

/** The worker could not read the message. */
class ParseError extends CostwireError {
  static symbol = 'PARSE_ERROR';
}
/** The message is not a request, or comes after shutdown. */
class InvalidRequest extends CostwireError {
  static symbol = 'INVALID_REQUEST';
}
/** The worker has no such method. */
class MethodNotFound extends CostwireError {
  static symbol = 'METHOD_NOT_FOUND';
}
/** A parameter is not what it should be; `details` tells which, and what is allowed. */
class ValidationError extends CostwireError {
  static symbol = 'VALIDATION_ERROR';
}
/** The worker failed at something that is no fault of the caller. */
class InternalError extends CostwireError {
  static symbol = 'INTERNAL_ERROR';
}
/** The worker wants `initialize` first. */
class NotInitialized extends CostwireError {
  static symbol = 'NOT_INITIALIZED';
}
/** The request was cancelled. */
class RequestCancelled extends CostwireError {
  static symbol = 'REQUEST_CANCELLED';
}
/** What the request is about changed while it was worked on. */
class ContentModified extends CostwireError {
  static symbol = 'CONTENT_MODIFIED';
}
/** The request was valid and failed. */
class RequestFailed extends CostwireError {
  static symbol = 'REQUEST_FAILED';
}

// Of the domain.

/** A key is wanted. */
class AuthenticationRequired extends CostwireError {
  static symbol = 'AUTHENTICATION_REQUIRED';
}
/** The key does not allow this. */
class AccessDenied extends CostwireError {
  static symbol = 'ACCESS_DENIED';
}
/** The key's tier does not include this. */
class PaymentRequired extends CostwireError {
  static symbol = 'PAYMENT_REQUIRED';
}
/** Too many requests; `retryAfter` tells when to try again. */
class RateLimitExceeded extends CostwireError {
  static symbol = 'RATE_LIMIT_EXCEEDED';
}
/** There is no such thing. */
class NotFound extends CostwireError {
  static symbol = 'NOT_FOUND';
}
/** Something of that name exists already, or is in another state. */
class Conflict extends CostwireError {
  static symbol = 'CONFLICT';
}
/** The id was used before, for other content. */
class IdempotencyConflict extends Conflict {
  static symbol = 'IDEMPOTENCY_CONFLICT';
}
/** A budget refuses; `details` names it, and the figures that refused. */
class BudgetExceeded extends CostwireError {
  static symbol = 'BUDGET_EXCEEDED';
}
/** A circuit breaker is open. */
class CircuitBreakerOpen extends CostwireError {
  static symbol = 'CIRCUIT_BREAKER_OPEN';
}
/** There is too little data for this question. */
class InsufficientData extends CostwireError {
  static symbol = 'INSUFFICIENT_DATA';
}
/** No price is known for the model. */
class UnknownModel extends CostwireError {
  static symbol = 'UNKNOWN_MODEL';
}
/** The database failed. */
class DatabaseError extends CostwireError {
  static symbol = 'DATABASE_ERROR';
}
/** The disk that holds the database is full; nothing was stored. */
class DatabaseFull extends DatabaseError {
  static symbol = 'DATABASE_FULL';
}
/** The database was made by a later version; it was left alone. */
class DatabaseNewer extends DatabaseError {
  static symbol = 'DATABASE_NEWER';
}
/** A provider's interface could not be reached. */
class ProviderUnavailable extends CostwireError {
  static symbol = 'PROVIDER_UNAVAILABLE';
}
/** A provider allows no more requests for now. */
class ProviderQuotaExceeded extends CostwireError {
  static symbol = 'PROVIDER_QUOTA_EXCEEDED';
}
/** A provider did not accept the key. */
class ProviderAuthenticationFailed extends CostwireError {
  static symbol = 'PROVIDER_AUTHENTICATION_FAILED';
}
/** An alert could not be delivered. */
class AlertDeliveryFailed extends CostwireError {
  static symbol = 'ALERT_DELIVERY_FAILED';
}
/** A setting is not what it should be. */
class ConfigurationError extends CostwireError {
  static symbol = 'CONFIGURATION_ERROR';
}

/** The class for each symbol. */
const errorsBySymbol = new Map(
  [
    BinaryNotFound, WorkerDied, WorkerClosed, IncompatibleWorker, Timeout, ParseError, InvalidRequest, MethodNotFound,
    ValidationError, InternalError, NotInitialized, RequestCancelled, ContentModified, RequestFailed,
    AuthenticationRequired, AccessDenied, PaymentRequired, RateLimitExceeded, NotFound, Conflict, IdempotencyConflict,
    BudgetExceeded, CircuitBreakerOpen, InsufficientData, UnknownModel, DatabaseError, DatabaseFull, DatabaseNewer,
    ProviderUnavailable, ProviderQuotaExceeded, ProviderAuthenticationFailed, AlertDeliveryFailed, ConfigurationError,
  ].map((kind) => [kind.symbol, kind]),
);

const errorsByCode = new Map([
  [-32700, ParseError], [-32600, InvalidRequest], [-32601, MethodNotFound], [-32602, ValidationError],
  [-32603, InternalError], [-32002, NotInitialized], [-32800, RequestCancelled], [-32801, ContentModified],
  [-32803, RequestFailed],
]);

/** The exception for the `error` member of an answer; of a kind not known here, a plain CostwireError. */
function errorFrom(error) {
  const data = error?.data ?? {};
  const kind = (typeof data.code === 'string' ? errorsBySymbol.get(data.code) : errorsByCode.get(error?.code)) ?? CostwireError;
  return new kind(String(error?.message ?? 'The worker answered with an error without a message'), {
    code: error?.code ?? null,
    symbol: typeof data.code === 'string' ? data.code : undefined,
    details: data.details ?? undefined,
    retryAfter: data.retry_after ?? null,
  });
}

module.exports = {
  CostwireError,
  BinaryNotFound,
  WorkerDied,
  WorkerClosed,
  IncompatibleWorker,
  Timeout,
  ParseError,
  InvalidRequest,
  MethodNotFound,
  ValidationError,
  InternalError,
  NotInitialized,
  RequestCancelled,
  ContentModified,
  RequestFailed,
  AuthenticationRequired,
  AccessDenied,
  PaymentRequired,
  RateLimitExceeded,
  NotFound,
  Conflict,
  IdempotencyConflict,
  BudgetExceeded,
  CircuitBreakerOpen,
  InsufficientData,
  UnknownModel,
  DatabaseError,
  DatabaseFull,
  DatabaseNewer,
  ProviderUnavailable,
  ProviderQuotaExceeded,
  ProviderAuthenticationFailed,
  AlertDeliveryFailed,
  ConfigurationError,
  errorsBySymbol,
  errorFrom,
};
