"""Recording what was used, at the end of a stream or a block: once, and whatever becomes of the code that waits for it."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any, Callable, Coroutine, Dict, Mapping, Optional, Set

from ._errors import ValidationError
from ._requests import with_id

if TYPE_CHECKING:
    import asyncio

# asyncio is loaded where it is needed: a program that does without it starts sooner.

#: Members of an event of which any tells what was used.
_TELLING = frozenset((
    "usage", "prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens",
    "total_tokens", "bytes_processed", "bytes_billed", "slot_ms", "cost_usd",
))  # fmt: skip


def tells_usage(event: Mapping[str, Any]) -> bool:
    """Whether an event tells what was used, or what it cost."""
    return not _TELLING.isdisjoint(event)


class UsageWarning(UserWarning):
    """A call was recorded without what it used, so its cost is not known: it counts among the unpriced events."""


#: Takes the answer of ``usage/track``.
Told = Callable[[Any], None]


def recorded(call: Callable[..., Any], event: Dict[str, Any], told: Told) -> Optional[ValidationError]:
    """Records an event, without its usage object when the worker refuses that; answers the refusal."""
    event = with_id(event)
    try:
        told(call("usage/track", event))
        return None
    except ValidationError as error:
        if not _is_about_usage(error, event):
            raise
        refusal = error
    told(call("usage/track", _without_usage(event)))
    return refusal


async def recorded_async(call: Callable[..., Any], event: Dict[str, Any], told: Told) -> Optional[ValidationError]:
    """As `recorded`, for a call that is awaited."""
    event = with_id(event)
    try:
        told(await call("usage/track", event))
        return None
    except ValidationError as error:
        if not _is_about_usage(error, event):
            raise
        refusal = error
    told(await call("usage/track", _without_usage(event)))
    return refusal


def _is_about_usage(error: ValidationError, event: Mapping[str, Any]) -> bool:
    path = error.details.get("path")
    return "usage" in event and isinstance(path, str) and path.partition(".")[0] == "usage"


def _without_usage(event: Mapping[str, Any]) -> Dict[str, Any]:
    rest = {name: value for name, value in event.items() if name != "usage"}
    if not tells_usage(rest):
        rest["quality"] = "absent"
    return rest


async def outliving(work: Coroutine[Any, Any, Any], kept: "Set[asyncio.Task[Any]]") -> Any:
    """Awaits work in a task of its own, among those `kept`: cancelling who awaits it does not end it.

    A scope that cancels at each await (as anyio's do) reaches only the waiting. What fails when nobody waits any
    more is warned of.
    """
    import asyncio

    task = asyncio.ensure_future(work)
    kept.add(task)
    task.add_done_callback(kept.discard)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.add_done_callback(failed_unseen)
        raise


def failed_unseen(work: Any) -> None:
    """Warns of the failure of what nobody waits for any more."""
    error = None if work.cancelled() else work.exception()
    if error is not None:
        warnings.warn(f"Recording went on after its task was cancelled, and failed: {error}", stacklevel=2)


# Warnings, at the line of the caller's own code


def warn_of_unknown(what: str, hint: str = "") -> None:
    """Warns of a call whose cost is not known."""
    warnings.warn(f'{what}: recorded as unpriced (quality "absent"){hint}', UsageWarning, stacklevel=_outside())


def warn_of_refusal(model: Any, refusal: Optional[ValidationError]) -> None:
    """Warns of a usage object that was not recorded with its call."""
    if refusal is not None:
        warnings.warn(f"The call of {model} was recorded without its usage: {refusal}", UsageWarning, stacklevel=_outside())


def not_recorded(error: Exception, failure: Optional[BaseException]) -> None:
    """Raises, unless that would hide why the block itself failed."""
    if failure is None:
        raise error
    warnings.warn(f"What became of the failed call was not recorded: {error}", stacklevel=_outside())


def _outside() -> int:
    """How far up the first frame outside of this package is, for the function that called this one."""
    # Without inspect: streams may end when the interpreter does, and nothing can be imported then.
    current: Any = getattr(sys, "_getframe", None)
    level, frame = 1, None if current is None else current(1)
    while frame is not None and frame.f_globals.get("__package__") == __package__:
        level, frame = level + 1, frame.f_back
    return level
