"""Exceptions: one class for each error symbol of the worker, and those of the client itself."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Type


class CostwireError(Exception):
    """Anything that went wrong.

    Attributes:
        code: The number of the error answer; None for errors of the client itself.
        symbol: The stable name, such as ``BUDGET_EXCEEDED``.
        details: What the worker says about it, for programs.
        retry_after: Seconds after which trying again makes sense; None when it does not.
    """

    symbol: Optional[str] = None

    def __init__(
        self,
        message: str,
        *,
        code: Optional[int] = None,
        symbol: Optional[str] = None,
        details: Optional[Mapping[str, Any]] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.symbol = symbol if symbol is not None else type(self).symbol
        self.details: Dict[str, Any] = dict(details or {})
        self.retry_after = retry_after

    def __reduce__(self) -> Any:
        return (_rebuilt, (type(self), str(self), self.code, self.symbol, self.details, self.retry_after))


def _rebuilt(
    kind: Type[CostwireError],
    message: str,
    code: Optional[int],
    symbol: Optional[str],
    details: Dict[str, Any],
    retry_after: Optional[float],
) -> CostwireError:
    return kind(message, code=code, symbol=symbol, details=details, retry_after=retry_after)


# Of the client itself.


class BinaryNotFound(CostwireError):
    """There is no costwire binary; the message lists every place looked at."""

    symbol: Optional[str] = "BINARY_NOT_FOUND"


class WorkerDied(CostwireError):
    """The worker ended before it answered, and the request was not one that may be sent again."""

    symbol: Optional[str] = "WORKER_DIED"


class WorkerClosed(CostwireError):
    """The worker was closed by this program."""

    symbol: Optional[str] = "WORKER_CLOSED"


class IncompatibleWorker(CostwireError):
    """What answered is not a costwire worker that this client can talk to."""

    symbol: Optional[str] = "INCOMPATIBLE_WORKER"


class Timeout(CostwireError, TimeoutError):
    """No answer within the time given. The request was cancelled; a write may have been committed all the same."""

    symbol: Optional[str] = "TIMEOUT"


# Of the protocol.


class ParseError(CostwireError):
    """The worker could not read the message."""

    symbol: Optional[str] = "PARSE_ERROR"


class InvalidRequest(CostwireError):
    """The message is not a request, or comes after shutdown."""

    symbol: Optional[str] = "INVALID_REQUEST"


class MethodNotFound(CostwireError):
    """The worker has no such method."""

    symbol: Optional[str] = "METHOD_NOT_FOUND"


class ValidationError(CostwireError, ValueError):
    """A parameter is not what it should be; ``details`` tells which, and what is allowed."""

    symbol: Optional[str] = "VALIDATION_ERROR"


class InternalError(CostwireError):
    """The worker failed at something that is no fault of the caller."""

    symbol: Optional[str] = "INTERNAL_ERROR"


class NotInitialized(CostwireError):
    """The worker wants ``initialize`` first."""

    symbol: Optional[str] = "NOT_INITIALIZED"


class RequestCancelled(CostwireError):
    """The request was cancelled."""

    symbol: Optional[str] = "REQUEST_CANCELLED"


class ContentModified(CostwireError):
    """What the request is about changed while it was worked on."""

    symbol: Optional[str] = "CONTENT_MODIFIED"


class RequestFailed(CostwireError):
    """The request was valid and failed."""

    symbol: Optional[str] = "REQUEST_FAILED"


# Of the domain.


class AuthenticationRequired(CostwireError):
    """A key is wanted."""

    symbol: Optional[str] = "AUTHENTICATION_REQUIRED"


class AccessDenied(CostwireError):
    """The key does not allow this."""

    symbol: Optional[str] = "ACCESS_DENIED"


class PaymentRequired(CostwireError):
    """The key's tier does not include this."""

    symbol: Optional[str] = "PAYMENT_REQUIRED"


class RateLimitExceeded(CostwireError):
    """Too many requests; ``retry_after`` tells when to try again."""

    symbol: Optional[str] = "RATE_LIMIT_EXCEEDED"


class NotFound(CostwireError, LookupError):
    """There is no such thing."""

    symbol: Optional[str] = "NOT_FOUND"


class Conflict(CostwireError):
    """Something of that name exists already, or is in another state."""

    symbol: Optional[str] = "CONFLICT"


class IdempotencyConflict(Conflict):
    """The id was used before, for other content."""

    symbol: Optional[str] = "IDEMPOTENCY_CONFLICT"


class BudgetExceeded(CostwireError):
    """A budget refuses; ``details`` names it, and the figures that refused."""

    symbol: Optional[str] = "BUDGET_EXCEEDED"


class CircuitBreakerOpen(CostwireError):
    """A circuit breaker is open."""

    symbol: Optional[str] = "CIRCUIT_BREAKER_OPEN"


class InsufficientData(CostwireError):
    """There is too little data for this question."""

    symbol: Optional[str] = "INSUFFICIENT_DATA"


class UnknownModel(CostwireError, LookupError):
    """No price is known for the model."""

    symbol: Optional[str] = "UNKNOWN_MODEL"


class DatabaseError(CostwireError):
    """The database failed."""

    symbol: Optional[str] = "DATABASE_ERROR"


class DatabaseFull(DatabaseError):
    """The disk that holds the database is full; nothing was stored."""

    symbol: Optional[str] = "DATABASE_FULL"


class DatabaseNewer(DatabaseError):
    """The database was made by a later version; it was left alone."""

    symbol: Optional[str] = "DATABASE_NEWER"


class ProviderUnavailable(CostwireError):
    """A provider's interface could not be reached."""

    symbol: Optional[str] = "PROVIDER_UNAVAILABLE"


class ProviderQuotaExceeded(CostwireError):
    """A provider allows no more requests for now."""

    symbol: Optional[str] = "PROVIDER_QUOTA_EXCEEDED"


class ProviderAuthenticationFailed(CostwireError):
    """A provider did not accept the key."""

    symbol: Optional[str] = "PROVIDER_AUTHENTICATION_FAILED"


class AlertDeliveryFailed(CostwireError):
    """An alert could not be delivered."""

    symbol: Optional[str] = "ALERT_DELIVERY_FAILED"


class ConfigurationError(CostwireError):
    """A setting is not what it should be."""

    symbol: Optional[str] = "CONFIGURATION_ERROR"


def _all_kinds(kind: Type[CostwireError]) -> Dict[str, Type[CostwireError]]:
    kinds = {} if kind.symbol is None else {kind.symbol: kind}
    for narrower in kind.__subclasses__():
        kinds.update(_all_kinds(narrower))
    return kinds


BY_SYMBOL: Dict[str, Type[CostwireError]] = _all_kinds(CostwireError)

_BY_CODE: Dict[int, Type[CostwireError]] = {
    -32700: ParseError,
    -32600: InvalidRequest,
    -32601: MethodNotFound,
    -32602: ValidationError,
    -32603: InternalError,
    -32002: NotInitialized,
    -32800: RequestCancelled,
    -32801: ContentModified,
    -32803: RequestFailed,
}


def error_from(answer: Any) -> CostwireError:
    """The exception for the ``error`` member of an answer; of a kind not known here, a plain CostwireError."""
    error: Dict[str, Any] = answer if isinstance(answer, dict) else {}
    told = error.get("data")
    data: Dict[str, Any] = told if isinstance(told, dict) else {}
    code, symbol, details = error.get("code"), data.get("code"), data.get("details")
    kind = BY_SYMBOL.get(symbol) if isinstance(symbol, str) else None if code is None else _BY_CODE.get(code)
    return (kind or CostwireError)(
        str(error.get("message", "The worker answered with an error without a message")),
        code=code,
        symbol=symbol,
        details=details if isinstance(details, dict) else None,
        retry_after=data.get("retry_after"),
    )

__all__ = [
    "AccessDenied",
    "AlertDeliveryFailed",
    "AuthenticationRequired",
    "BinaryNotFound",
    "BudgetExceeded",
    "CircuitBreakerOpen",
    "ConfigurationError",
    "Conflict",
    "ContentModified",
    "CostwireError",
    "DatabaseError",
    "DatabaseFull",
    "DatabaseNewer",
    "IdempotencyConflict",
    "IncompatibleWorker",
    "InsufficientData",
    "InternalError",
    "InvalidRequest",
    "MethodNotFound",
    "NotFound",
    "NotInitialized",
    "ParseError",
    "PaymentRequired",
    "ProviderAuthenticationFailed",
    "ProviderQuotaExceeded",
    "ProviderUnavailable",
    "RateLimitExceeded",
    "RequestCancelled",
    "RequestFailed",
    "Timeout",
    "UnknownModel",
    "ValidationError",
    "WorkerClosed",
    "WorkerDied",
]
