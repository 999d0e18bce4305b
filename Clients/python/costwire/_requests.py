"""What a request is before it is sent: its params, and whether it may be sent twice."""

from __future__ import annotations

import uuid
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

from ._errors import Timeout
from ._surface import READS

OnProgress = Callable[[Dict[str, Any]], Any]

#: Writes that take effect once, however often they are sent, with the key that may be made for them.
_KEYED = {"budget/reserve": "reservation_id", "breaker/acquire": "operation_id"}
_ONCE = frozenset({*_KEYED, "budget/settle", "budget/release", "breaker/record"})

#: Methods that take one event.
_ONE_EVENT = frozenset({"usage/track", "usage/logBatch"})


def prepared(method: str, params: Optional[Mapping[str, Any]]) -> Tuple[Dict[str, Any], bool]:
    """The params to send, and whether sending them twice has the effect of sending them once.

    Reads may be repeated. So may usage events, since each has an id by which it counts once: events without one are
    given one here, before they are sent for the first time. Reservations and operations of breakers likewise.
    """
    given = dict(params or {})
    if method in _ONE_EVENT:
        return with_id(given), True
    if method == "usage/trackBatch" and isinstance(given.get("events"), (list, tuple)):
        given["events"] = [with_id(event) if isinstance(event, Mapping) else event for event in given["events"]]
        return given, True
    if method in _KEYED and given.get(_KEYED[method]) is None:
        given[_KEYED[method]] = str(uuid.uuid4())
    return given, method in _ONCE or method in READS or method == "rpc.discover"


def with_id(event: Mapping[str, Any]) -> Dict[str, Any]:
    """The event with an id, by which it counts once."""
    if event.get("id") is not None:
        return dict(event)
    return {**event, "id": str(uuid.uuid4())}


def events_of(method: str, given: Mapping[str, Any]) -> Dict[str, Any]:
    """Which events a request records, for an exception's details: sent again with their ids, they still count once."""
    if method in _ONE_EVENT:
        return {"event_id": given["id"]}
    events = given.get("events") if method == "usage/trackBatch" else None
    if not isinstance(events, list):
        return {}
    return {"event_ids": [event.get("id") for event in events if isinstance(event, dict)]}


def timed_out(method: str, given: Mapping[str, Any], limit: Optional[float]) -> Timeout:
    """The exception for a request without an answer in time."""
    events = events_of(method, given)
    became = "whether it was recorded is not known" if events else "the request was cancelled"
    return Timeout(f"{method}: no answer within {limit} s; {became}", details=events)
