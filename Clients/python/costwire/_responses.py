"""Finds the usage object in what AI libraries answer, without looking at the figures in it."""

from __future__ import annotations

import enum
from typing import Any, Callable, Dict, Iterator, Mapping, NamedTuple, Optional, cast

_USAGE = ("usage", "usage_metadata", "usageMetadata", "amazon-bedrock-invocationMetrics")
_MODEL = ("model", "model_version", "modelVersion")
_TIER = ("service_tier", "serviceTier")

#: Where Bedrock's InvokeModel tells the counts of every model, whatever stands in the body.
_HEADERS = {
    "x-amzn-bedrock-input-token-count": "inputTokens",
    "x-amzn-bedrock-output-token-count": "outputTokens",
    "x-amzn-bedrock-cache-read-input-token-count": "cacheReadInputTokens",
    "x-amzn-bedrock-cache-write-input-token-count": "cacheWriteInputTokens",
}


class Found(NamedTuple):
    """What a response says about its own usage."""

    usage: Dict[str, Any]
    model: Optional[str]
    tier: Optional[str]

    @property
    def passed_on(self) -> Dict[str, Any]:
        """The usage object for the worker, in the response's class of service where the object does not tell it."""
        if self.tier is None or any(self.usage.get(name) is not None for name in _TIER):
            return self.usage
        return {"usage": self.usage, "service_tier": self.tier}


def usage_event(response: Any, model: Optional[str], provider: Optional[str], fields: Mapping[str, Any]) -> Dict[str, Any]:
    """The event for a response, or for the usage object out of one: passed on unread, the worker knows each kind.

    Raises:
        TypeError: when it is neither; of a stream the usage is known only when it has ended.
    """
    found = found_in(response) or next(_objects_in(response), None)
    if found is None:
        if hasattr(response, "__next__") or hasattr(response, "__anext__"):
            raise TypeError(f"{type(response).__name__} is a stream, whose usage comes at its end: use track_stream")
        found = Found(plain(response), None, None)
    event: Dict[str, Any] = {"model": model or found.model, "provider": provider, "usage": found.passed_on, **fields}
    return {name: value for name, value in event.items() if value is not None}


def found_in(response: Any) -> Optional[Found]:
    """The usage object in a response that counts anything; None when there is none."""
    for found in _objects_in(response):
        if has_number(found.usage):
            return found
    counts = _counts_in_headers(response)
    return None if counts is None else Found(counts, None, tier_of(response))


def _objects_in(response: Any) -> Iterator[Found]:
    """What stands where usage is told, though it may tell none: Vertex AI's chunks say ON_DEMAND, and count at the end."""
    for name in _USAGE:
        usage = member(response, name)
        if usage is not None and not callable(usage) and not isinstance(usage, (str, int, float)):
            yield Found(plain(usage), model_of(response), tier_of(response))


def has_number(value: Any) -> bool:
    """Whether a usage object counts anything, at any depth."""
    if isinstance(value, Mapping):
        return any(has_number(inner) for inner in cast("Mapping[str, Any]", value).values())
    if isinstance(value, (list, tuple)):
        return any(has_number(inner) for inner in cast("Any", value))
    # Also of decimal.Decimal, which is not loaded for this.
    return hasattr(value, "__float__") and not isinstance(value, bool)


def model_of(response: Any) -> Optional[str]:
    """The model that a response names."""
    return next((text for text in (member(response, name) for name in _MODEL) if isinstance(text, str) and text), None)


def tier_of(response: Any) -> Optional[str]:
    """The class of service it was served in: a word, or Bedrock's object around one."""
    for name in _TIER:
        tier = member(response, name)
        if isinstance(tier, Mapping):
            tier = member(cast(Any, tier), "type")
        if isinstance(tier, str) and tier:
            return tier
    return None


def _counts_in_headers(response: Any) -> Optional[Dict[str, Any]]:
    headers = member(member(response, "ResponseMetadata"), "HTTPHeaders")
    if not isinstance(headers, Mapping):
        return None
    given = {str(name).lower(): value for name, value in headers.items()}
    counts = {name: int(given[header]) for header, name in _HEADERS.items() if str(given.get(header, "")).isdigit()}
    return counts or None


def member(value: Any, name: str) -> Any:
    """A member of a dict or an attribute of an object; None when it has none of that name."""
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def plain(value: Any) -> Dict[str, Any]:
    """An object of a library (pydantic, google-genai, proto-plus, dataclass, namespace) as a dict."""
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    for name in ("model_dump", "to_json_dict", "to_dict", "dict"):
        method: Optional[Callable[[], Any]] = getattr(value, name, None)
        if callable(method):
            return dict(method())
    kind: Any = type(value)
    if callable(getattr(kind, "to_dict", None)):
        return dict(kind.to_dict(value))
    if hasattr(value, "__dataclass_fields__"):
        import dataclasses

        return dataclasses.asdict(value)
    if hasattr(value, "__dict__"):
        attributes: Dict[str, Any] = vars(value)
        return {name: _inner(attribute) for name, attribute in attributes.items() if not name.startswith("_")}
    raise TypeError(f"{kind.__name__} is neither a response nor a usage object; pass a dict, or the response itself")


def _inner(value: Any) -> Any:
    """A member of such an object: what JSON knows is left as it is."""
    if isinstance(value, (list, tuple)):
        return [_inner(element) for element in cast("Any", value)]
    if value is None or isinstance(value, (str, int, float, Mapping, enum.Enum)) or not hasattr(value, "__dict__"):
        return value
    return plain(value)
