"""Turns what AI libraries answer into usage events, without looking at the figures in it."""

from __future__ import annotations

import time
import warnings
from typing import Any, Dict, Mapping, Optional

_USAGE = ("usage", "usage_metadata", "usageMetadata")
_MODEL = ("model", "model_version", "modelVersion")


def usage_event(response: Any, model: Optional[str], provider: Optional[str], fields: Mapping[str, Any]) -> Dict[str, Any]:
    """The event for a response, or for the usage object out of one: passed on unread, the worker knows each kind."""
    usage, found_model = _parts(response)
    event: Dict[str, Any] = {"model": model or found_model, "provider": provider, "usage": usage, **fields}
    return {name: value for name, value in event.items() if value is not None}


def _parts(response: Any) -> Any:
    for name in _USAGE:
        usage = _member(response, name)
        if usage is not None and not callable(usage):
            model = next((text for text in (_member(response, key) for key in _MODEL) if isinstance(text, str)), None)
            return plain(usage), model
    return plain(response), None


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def plain(value: Any) -> Dict[str, Any]:
    """An object of a library (pydantic, google-genai, proto-plus, dataclass, namespace) as a dict."""
    if isinstance(value, Mapping):
        return dict(value)
    for name in ("model_dump", "to_json_dict", "to_dict", "dict"):
        method = getattr(value, name, None)
        if callable(method):
            return dict(method())
    kind = type(value)
    if callable(getattr(kind, "to_dict", None)):
        return dict(kind.to_dict(value))
    if hasattr(value, "__dataclass_fields__"):
        import dataclasses

        return dataclasses.asdict(value)
    if hasattr(value, "__dict__"):
        return {name: member for name, member in vars(value).items() if not name.startswith("_")}
    raise TypeError(f"{kind.__name__} is neither a response nor a usage object; pass a dict, or the response itself")


class CallRecord:
    """One call of a model while it is made: what is set here is recorded when the block is left."""

    def __init__(self, operation_name: str, model_name: str, category: Optional[str], fields: Mapping[str, Any]) -> None:
        self._event: Dict[str, Any] = {"operation": operation_name, "model": model_name, **fields}
        if category is not None:
            self._event["category"] = category
        self._started = time.monotonic()
        #: The answer of ``usage/track``, once the block is left.
        self.result: Optional[Dict[str, Any]] = None

    def set_tokens(
        self,
        prompt: Optional[int] = None,
        completion: Optional[int] = None,
        cache_read: Optional[int] = None,
        cache_write: Optional[int] = None,
        reasoning: Optional[int] = None,
    ) -> None:
        """Tokens, as the provider counts them."""
        self._set(
            prompt_tokens=prompt,
            completion_tokens=completion,
            cache_read_tokens=cache_read,
            cache_write_tokens=cache_write,
            reasoning_tokens=reasoning,
        )

    def set_cost(self, cost_usd: Any) -> None:
        """What it cost; without it the worker's price list says."""
        self._set(cost_usd=cost_usd)

    def set_response_details(
        self,
        response_time_ms: Optional[float] = None,
        request_size: Optional[int] = None,
        response_size: Optional[int] = None,
    ) -> None:
        """Time (measured from the block's begin if not given) and sizes in bytes."""
        self._set(response_time_ms=response_time_ms, request_size=request_size, response_size=response_size)

    def set_response(self, response: Any) -> None:
        """A provider's response, or its usage object: instead of `set_tokens`."""
        usage, model = _parts(response)
        self._set(usage=usage)
        if model is not None:
            self._set(model=model)

    def set(self, **fields: Any) -> None:
        """Any other member of a usage event."""
        self._set(**fields)

    def _set(self, **fields: Any) -> None:
        self._event.update((name, value) for name, value in fields.items() if value is not None)

    def begin(self) -> None:
        self._started = time.monotonic()

    def finished(self, failure: Optional[BaseException]) -> Dict[str, Any]:
        """The event, at the end of the block."""
        event = self._event
        event.setdefault("response_time_ms", round((time.monotonic() - self._started) * 1000, 3))
        event.setdefault("success", failure is None)
        if failure is not None:
            # Its kind only: the message may hold what should not be stored.
            event.setdefault("error", type(failure).__name__)
        return event


class TrackedCall:
    """The block of `Worker.track_call`."""

    def __init__(self, worker: Any, record: CallRecord) -> None:
        self._worker = worker
        self._record = record

    def __enter__(self) -> CallRecord:
        self._record.begin()
        return self._record

    def __exit__(self, kind: Any, failure: Optional[BaseException], trace: Any) -> None:
        try:
            self._record.result = self._worker.call("usage/track", self._record.finished(failure))
        except Exception as error:
            not_recorded(error, failure)


class AsyncTrackedCall(TrackedCall):
    """The block of `AsyncWorker.track_call`."""

    async def __aenter__(self) -> CallRecord:
        return super().__enter__()

    async def __aexit__(self, kind: Any, failure: Optional[BaseException], trace: Any) -> None:
        try:
            self._record.result = await self._worker.call("usage/track", self._record.finished(failure))
        except Exception as error:
            not_recorded(error, failure)

    def __enter__(self) -> CallRecord:
        raise TypeError("With an AsyncWorker this is written: async with worker.track_call(...)")


def not_recorded(error: Exception, failure: Optional[BaseException]) -> None:
    """Raises, unless that would hide why the block itself failed."""
    if failure is None:
        raise error
    warnings.warn(f"What became of the failed call was not recorded: {error}", stacklevel=3)
