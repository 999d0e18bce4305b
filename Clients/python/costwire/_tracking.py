"""Records calls of models while they are made: `track_call`, as a block and as a decorator."""

from __future__ import annotations

import functools
import os
import time
from typing import TYPE_CHECKING, Any, Callable, Dict, Mapping, Optional, TypeVar, cast

from ._recording import Told, failed_unseen, not_recorded, recorded, tells_usage, warn_of_refusal, warn_of_unknown
from ._responses import found_in, has_number, usage_event

if TYPE_CHECKING:
    from ._errors import ValidationError
    from .types import UsageTrackResult

# asyncio and inspect are loaded where they are needed: a program that does without them starts sooner.

Function = TypeVar("Function", bound=Callable[..., Any])


class CallRecord:
    """One call of a model while it is made: what is set here is recorded when the block is left."""

    def __init__(self, operation_name: str, model_name: str, category: Optional[str], fields: Mapping[str, Any]) -> None:
        self._event: Dict[str, Any] = {"operation": operation_name, "model": model_name, **fields}
        if category is not None:
            self._event["category"] = category
        self._process_id = os.getpid()
        self._started = time.monotonic()
        #: The answer of ``usage/track``, once the block is left.
        self.result: Optional[UsageTrackResult] = None

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
        event = usage_event(response, None, None, {})
        if not has_number(event["usage"]):
            del event["usage"]
        self._set(**event)

    def set(self, **fields: Any) -> None:
        """Any other member of a usage event."""
        self._set(**fields)

    def _set(self, **fields: Any) -> None:
        self._event.update((name, value) for name, value in fields.items() if value is not None)

    def _returned(self, value: Any) -> None:
        """Takes the usage out of what a function returned, unless the record has been told by other means."""
        if not tells_usage(self._event) and found_in(value) is not None:
            self.set_response(value)

    def finished(self, failure: Optional[BaseException]) -> Dict[str, Any]:
        """The event, at the end of the block."""
        event = self._event
        event.setdefault("response_time_ms", round((time.monotonic() - self._started) * 1000, 3))
        event.setdefault("success", failure is None)
        if failure is not None:
            # Its kind only: the message may hold what should not be stored.
            event.setdefault("error", type(failure).__name__)
        if not tells_usage(event):
            event.setdefault("quality", "absent")
        return event

    def recorded(self, answer: UsageTrackResult) -> None:
        """Takes the worker's answer."""
        self.result = answer

    def warn(self, refusal: Optional[ValidationError]) -> None:
        """After the event is safe: where warnings are errors, it is not lost by them."""
        warn_of_refusal(self._event["model"], refusal)
        if not tells_usage(self._event) and self._event["success"]:
            call = f"The call {self._event['operation']!r} of {self._event['model']}"
            warn_of_unknown(f"{call} was left without set_response, set_tokens or set_cost")


class _Block:
    """What both kinds of blocks know."""

    def __init__(
        self, worker: Any, operation_name: str, model_name: str, category: Optional[str], fields: Mapping[str, Any]
    ) -> None:
        self._worker = worker
        self._given = (operation_name, model_name, category, fields)
        self._record: Any = None

    def _enter(self) -> CallRecord:
        if self._record is not None:
            raise RuntimeError(
                "This block is entered already: one track_call(...) is one call at a time; make another for each call"
            )
        record = self._record = CallRecord(*self._given)
        return record

    def _leave(self) -> Optional[CallRecord]:
        """What is to be recorded: of a fork only the process that entered the block records it."""
        record, self._record = cast(CallRecord, self._record), None
        return record if record._process_id == os.getpid() else None


class TrackedCall(_Block):
    """The block of `Worker.track_call`, and the decorator."""

    def __enter__(self) -> CallRecord:
        return self._enter()

    def __exit__(self, kind: Any, failure: Optional[BaseException], trace: Any) -> None:
        record = self._leave()
        if record is None:
            return
        refusal = None
        try:
            refusal = recorded(self._worker.call, record.finished(failure), record.recorded)
        except Exception as error:
            not_recorded(error, failure)
        record.warn(refusal)

    def __call__(self, function: Function) -> Function:
        """Decorates a function, sync or async: each call of it is recorded, with the usage in what it returns."""
        if _is_async(function):

            @functools.wraps(function)
            async def awaited(*arguments: Any, **named: Any) -> Any:
                block = AsyncTrackedCall(_InAnotherThread(self._worker), *self._given)
                async with block as record:
                    answer = await function(*arguments, **named)
                    record._returned(answer)
                return answer

            return cast(Function, awaited)

        @functools.wraps(function)
        def called(*arguments: Any, **named: Any) -> Any:
            with TrackedCall(self._worker, *self._given) as record:
                answer = function(*arguments, **named)
                record._returned(answer)
            return answer

        return cast(Function, called)


class AsyncTrackedCall(_Block):
    """The block of `AsyncWorker.track_call`, and the decorator."""

    async def __aenter__(self) -> CallRecord:
        return self._enter()

    async def __aexit__(self, kind: Any, failure: Optional[BaseException], trace: Any) -> None:
        record = self._leave()
        if record is None:
            return
        refusal = None
        try:
            refusal = await self._worker._recorded(record.finished(failure), record.recorded)
        except Exception as error:
            not_recorded(error, failure)
        record.warn(refusal)

    def __enter__(self) -> CallRecord:
        raise TypeError("With an AsyncWorker this is written: async with worker.track_call(...)")

    def __exit__(self, *failure: Any) -> None:
        pass

    def __call__(self, function: Function) -> Function:
        """Decorates an async function: each call of it is recorded, with the usage in what it returns."""
        if not _is_async(function):
            raise TypeError(f"{_name(function)} is not an async function: an AsyncWorker records those only; use a Worker")

        @functools.wraps(function)
        async def awaited(*arguments: Any, **named: Any) -> Any:
            async with AsyncTrackedCall(self._worker, *self._given) as record:
                answer = await function(*arguments, **named)
                record._returned(answer)
            return answer

        return cast(Function, awaited)


class _InAnotherThread:
    """A Worker as async functions may call it: their loop goes on meanwhile."""

    def __init__(self, worker: Any) -> None:
        self._worker = worker

    async def _recorded(self, event: Dict[str, Any], told: Told) -> Optional[ValidationError]:
        import asyncio
        import concurrent.futures

        done: concurrent.futures.Future[Optional[ValidationError]] = concurrent.futures.Future()

        def record() -> None:
            try:
                done.set_result(recorded(self._worker.call, event, told))
            except BaseException as error:
                done.set_exception(error)

        # Cancelling who awaits it does not end it, and the worker waits for it when it is closed.
        done.add_done_callback(self._worker._recordings.discard)
        self._worker._recordings.add(done)
        try:
            asyncio.get_running_loop().run_in_executor(None, record)
        except BaseException as error:
            done.set_exception(error)
        waiting = asyncio.wrap_future(done)
        try:
            return await asyncio.shield(waiting)
        except asyncio.CancelledError:
            waiting.add_done_callback(failed_unseen)
            raise


def _is_async(function: Callable[..., Any]) -> bool:
    import inspect

    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(f"{_name(function)} makes a stream, whose usage comes at its end: use track_stream inside it")
    return inspect.iscoroutinefunction(function)


def _name(function: Any) -> str:
    return str(getattr(function, "__name__", function))
