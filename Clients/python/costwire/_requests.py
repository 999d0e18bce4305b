"""What a request is before it is sent: its params, and whether it may be sent twice."""

from __future__ import annotations

import uuid
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

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
        return _with_id(given), True
    if method == "usage/trackBatch" and isinstance(given.get("events"), (list, tuple)):
        given["events"] = [_with_id(event) if isinstance(event, Mapping) else event for event in given["events"]]
        return given, True
    if method in _KEYED and given.get(_KEYED[method]) is None:
        given[_KEYED[method]] = str(uuid.uuid4())
    return given, method in _ONCE or method in READS or method == "rpc.discover"


def _with_id(event: Mapping[str, Any]) -> Dict[str, Any]:
    if event.get("id") is not None:
        return dict(event)
    return {**event, "id": str(uuid.uuid4())}
