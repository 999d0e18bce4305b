/** Anything that went wrong. Each symbol of the worker has a class of its own; `symbol` is its stable name. */
export class CostwireError extends Error {
  static symbol: string | null;
  constructor(
    message: string,
    options?: {
      code?: number | null;
      symbol?: string | null;
      details?: object;
      retryAfter?: number | null;
      cause?: unknown;
    },
  );
  /** The number of the error answer; null for errors of the client itself. */
  code: number | null;
  symbol: string | null;
  details: Record<string, unknown>;
  /** Seconds after which trying again makes sense. */
  retryAfter: number | null;
}
/** There is no costwire binary; the message lists every place looked at. */
export class BinaryNotFound extends CostwireError {}
/** The worker ended before it answered, and the request was not one that may be sent again. */
export class WorkerDied extends CostwireError {}
/** The worker was closed by this program. */
export class WorkerClosed extends CostwireError {}
/** What answered is not a costwire worker that this client can talk to. */
export class IncompatibleWorker extends CostwireError {}
/** No answer within the time given. The request was cancelled; a write may have been committed all the same. */
export class Timeout extends CostwireError {}
/** The worker could not read the message. */
export class ParseError extends CostwireError {}
/** The message is not a request, or comes after shutdown. */
export class InvalidRequest extends CostwireError {}
/** The worker has no such method. */
export class MethodNotFound extends CostwireError {}
/** A parameter is not what it should be; `details` tells which, and what is allowed. */
export class ValidationError extends CostwireError {}
/** The worker failed at something that is no fault of the caller. */
export class InternalError extends CostwireError {}
/** The worker wants `initialize` first. */
export class NotInitialized extends CostwireError {}
/** The request was cancelled. */
export class RequestCancelled extends CostwireError {}
/** What the request is about changed while it was worked on. */
export class ContentModified extends CostwireError {}
/** The request was valid and failed. */
export class RequestFailed extends CostwireError {}
/** A key is wanted. */
export class AuthenticationRequired extends CostwireError {}
/** The key does not allow this. */
export class AccessDenied extends CostwireError {}
/** The key's tier does not include this. */
export class PaymentRequired extends CostwireError {}
/** Too many requests; `retryAfter` tells when to try again. */
export class RateLimitExceeded extends CostwireError {}
/** There is no such thing. */
export class NotFound extends CostwireError {}
/** Something of that name exists already, or is in another state. */
export class Conflict extends CostwireError {}
/** The id was used before, for other content. */
export class IdempotencyConflict extends Conflict {}
/** A budget refuses; `details` names it, and the figures that refused. */
export class BudgetExceeded extends CostwireError {}
/** A circuit breaker is open. */
export class CircuitBreakerOpen extends CostwireError {}
/** There is too little data for this question. */
export class InsufficientData extends CostwireError {}
/** No price is known for the model. */
export class UnknownModel extends CostwireError {}
/** The database failed. */
export class DatabaseError extends CostwireError {}
/** The disk that holds the database is full; nothing was stored. */
export class DatabaseFull extends DatabaseError {}
/** The database was made by a later version; it was left alone. */
export class DatabaseNewer extends DatabaseError {}
/** A provider's interface could not be reached. */
export class ProviderUnavailable extends CostwireError {}
/** A provider allows no more requests for now. */
export class ProviderQuotaExceeded extends CostwireError {}
/** A provider did not accept the key. */
export class ProviderAuthenticationFailed extends CostwireError {}
/** An alert could not be delivered. */
export class AlertDeliveryFailed extends CostwireError {}
/** A setting is not what it should be. */
export class ConfigurationError extends CostwireError {}
/** The class for each symbol. */
export const errorsBySymbol: Map<string, typeof CostwireError>;
/** The exception for the `error` member of an answer. */
export function errorFrom(error: unknown): CostwireError;
