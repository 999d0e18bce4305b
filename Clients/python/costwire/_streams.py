"""Streams of AI libraries, recorded when they end: `track_stream`."""

from __future__ import annotations

import json
import os
import time
import weakref
from typing import (
    TYPE_CHECKING, Any, AsyncGenerator, AsyncIterable, AsyncIterator, Dict, Generator, Generic, Iterable, Iterator,
    Mapping, Optional, TypeVar,
)  # fmt: skip

from ._recording import not_recorded, recorded, tells_usage, warn_of_refusal, warn_of_unknown
from ._responses import Found, found_in, member, model_of, tier_of

if TYPE_CHECKING:
    from ._errors import ValidationError
    from .types import UsageTrackResult

Chunk = TypeVar("Chunk")

#: Where an event holds what others hold themselves: Anthropic's message_start, the events of OpenAI's Responses, those
#: of OpenAI's own stream helper, the last one of Bedrock's ConverseStream, those of Cohere and of Mistral.
_INSIDE = ("message", "response", "chunk", "metadata", "delta", "data")

#: Events after which nothing more is counted.
_LAST = frozenset(("message_stop", "response.completed", "response.incomplete", "response.failed"))

_HINT = (
    '; OpenAI\'s chat completions tell it when asked with stream_options={"include_usage": True}, '
    "and streams of mere text never do"
)


class StreamUsage:
    """What the events of one response have told so far."""

    def __init__(self) -> None:
        self._usage: Dict[str, Any] = {}
        self._model: Optional[str] = None
        self._tier: Optional[str] = None
        #: Whether nothing more is to be counted.
        self.is_whole = False
        #: Whether the response has begun, in a protocol that tells, and not told its output yet.
        self.is_begun = False

    def see(self, event: Any) -> None:
        """Takes what an event tells. Counts are totals so far: a later one replaces an earlier, and none stays."""
        if event is None or isinstance(event, (str, bytes, int, float)):
            return
        event = _payload(event)
        kind = member(event, "type")
        for part in (event, *(member(event, name) for name in _INSIDE)):
            if part is None or isinstance(part, (str, bytes, int, float)) or callable(part):
                continue
            self._model = model_of(part) or self._model
            self._tier = tier_of(part) or self._tier
            found = found_in(part)
            if found is not None:
                self._usage.update((name, value) for name, value in found.usage.items() if value is not None)
                self._judge(event, part, kind)
        if kind in _LAST:
            self.is_whole = True

    def _judge(self, event: Any, part: Any, kind: Any) -> None:
        if kind == "message_start":
            self.is_begun = True
        elif kind == "message_delta":
            self.is_begun = False
        elif part is member(event, "metadata"):
            self.is_whole = True
        elif kind is None or kind == "chunk":
            choices = member(part, "choices")
            if isinstance(choices, list) and not choices:
                self.is_whole = True  # OpenAI's last chunk has the usage and no choice.

    def event(self, given: Mapping[str, Any], is_at_end: bool) -> Dict[str, Any]:
        """The usage event; of what was not told to its end the quality is partial, of what was not told at all absent."""
        event = dict(given)
        event.setdefault("model", self._model)
        if self._usage:
            event["usage"] = Found(self._usage, None, self._tier).passed_on
            if not (self.is_whole or is_at_end and not self.is_begun):
                event.setdefault("quality", "partial")
        elif not tells_usage(event):
            event.setdefault("quality", "absent")
        return {name: value for name, value in event.items() if value is not None}


def _payload(event: Any) -> Any:
    """What Bedrock's InvokeModelWithResponseStream packs into bytes."""
    packed = member(member(event, "chunk"), "bytes")
    if not isinstance(packed, bytes):
        return event
    try:
        return json.loads(packed)
    except ValueError:
        return {}


def source_of(stream: Any) -> Any:
    """The stream inside what boto3 answers: ``stream`` of ConverseStream, ``body`` of InvokeModelWithResponseStream."""
    if isinstance(stream, Mapping):
        for name in ("stream", "body"):
            inner: Any = member(stream, name)
            if inner is not None:
                return inner
    return stream


class _Tracked:
    """What both kinds of tracked streams know."""

    def __init__(self, worker: Any, stream: Any, fields: Mapping[str, Any]) -> None:
        self._process_id = os.getpid()
        self._worker = worker
        self._stream = stream
        self._fields = {name: value for name, value in fields.items() if value is not None}
        self._seen = StreamUsage()
        self._started = time.monotonic()
        self._running: Any = None
        self._is_over = False
        #: The answer of ``usage/track``, once the stream has ended.
        self.result: Optional[UsageTrackResult] = None

    def _begin(self) -> None:
        if self._running is not None:
            raise RuntimeError("A tracked stream is read once: what it used is recorded when it is left")

    def _at_end(self, failure: Optional[BaseException]) -> Optional[Dict[str, Any]]:
        """The event to record, once: of a fork only the process in which the stream was tracked records it."""
        if self._is_over or self._process_id != os.getpid():
            return None
        self._is_over = True
        was_read = self._running is not None
        event = self._seen.event(self._fields, is_at_end=was_read and failure is None)
        event.setdefault("response_time_ms", round((time.monotonic() - self._started) * 1000, 3))
        if failure is not None and not isinstance(failure, GeneratorExit):
            event.setdefault("success", False)
            event.setdefault("error", type(failure).__name__)
        return event

    def _recorded(self, answer: UsageTrackResult) -> None:
        self.result = answer

    @staticmethod
    def _warn(event: Mapping[str, Any], failure: Optional[BaseException], refusal: Optional[ValidationError]) -> None:
        """After the event is safe: where warnings are errors, it is not lost by them. A failure speaks for itself."""
        warn_of_refusal(event.get("model", "a model not named"), refusal)
        if not tells_usage(event) and (failure is None or isinstance(failure, GeneratorExit)):
            how = "ended without telling" if failure is None else "was left before it told"
            warn_of_unknown(f"The stream of {event.get('model', 'a model not named')} {how} what it used", _HINT)


class TrackedStream(_Tracked, Generic[Chunk]):
    """A stream that is recorded when it ends, is left, or fails; see `Worker.track_stream`."""

    def __init__(self, worker: Any, stream: Any, fields: Mapping[str, Any]) -> None:
        super().__init__(worker, source_of(stream), fields)
        if not hasattr(self._stream, "__iter__"):
            asynchronous = hasattr(self._stream, "__aiter__")
            raise TypeError(
                f"{type(self._stream).__name__} is no stream to be read with for"
                + (": use track_stream of an AsyncWorker" if asynchronous else "")
            )

    def __iter__(self) -> Iterator[Chunk]:
        self._begin()
        running = self._read(self._stream)
        # Weakly: a loop that is left by break lets go of it, and that is when it is recorded.
        self._running = weakref.ref(running)
        return running

    def _read(self, stream: Iterable[Chunk]) -> Generator[Chunk, None, None]:
        failure: Optional[BaseException] = None
        try:
            for chunk in stream:
                self._seen.see(chunk)
                yield chunk
        except BaseException as error:
            failure = error
            raise
        finally:
            self._record(failure)

    def _record(self, failure: Optional[BaseException], timeout: Optional[float] = None) -> None:
        event = self._at_end(failure)
        if event is None:
            return
        refusal = None
        try:
            refusal = recorded(lambda method, params: self._worker.call(method, params, timeout), event, self._recorded)
        except Exception as error:
            not_recorded(error, failure)
        self._warn(event, failure, refusal)

    def leave(self, timeout: Optional[float] = None) -> None:
        """Records what is known by now."""
        self._record(GeneratorExit(), timeout)

    def close(self) -> None:
        """Records what is known by now, and closes the stream."""
        running = None if self._running is None else self._running()
        if running is not None:
            running.close()
        self.leave()
        close = getattr(self._stream, "close", None)
        if callable(close):
            close()

    def __enter__(self) -> "TrackedStream[Chunk]":
        return self

    def __exit__(self, *failure: Any) -> None:
        self.close()


class AsyncTrackedStream(_Tracked, Generic[Chunk]):
    """A stream that is recorded when it ends, is left, or fails; see `AsyncWorker.track_stream`."""

    def __init__(self, worker: Any, stream: Any, fields: Mapping[str, Any]) -> None:
        super().__init__(worker, source_of(stream), fields)
        if not hasattr(self._stream, "__aiter__"):
            synchronous = hasattr(self._stream, "__iter__")
            raise TypeError(
                f"{type(self._stream).__name__} is no stream to be read with async for"
                + (": use track_stream of a Worker" if synchronous else "")
            )

    def __aiter__(self) -> AsyncIterator[Chunk]:
        self._begin()
        running = self._read(self._stream)
        self._running = weakref.ref(running)
        return running

    async def _read(self, stream: AsyncIterable[Chunk]) -> AsyncGenerator[Chunk, None]:
        failure: Optional[BaseException] = None
        try:
            async for chunk in stream:
                self._seen.see(chunk)
                yield chunk
        except BaseException as error:
            failure = error
            raise
        finally:
            await self._record(failure)

    async def _record(self, failure: Optional[BaseException]) -> None:
        event = self._at_end(failure)
        if event is None:
            return
        refusal = None
        try:
            refusal = await self._worker._recorded(event, self._recorded)
        except Exception as error:
            not_recorded(error, failure)
        self._warn(event, failure, refusal)

    async def leave(self) -> None:
        """Records what is known by now."""
        await self._record(GeneratorExit())

    async def close(self) -> None:
        """Records what is known by now, and closes the stream."""
        running = None if self._running is None else self._running()
        if running is not None:
            await running.aclose()
        await self.leave()
        close = getattr(self._stream, "close", None) or getattr(self._stream, "aclose", None)
        if callable(close):
            closing: Any = close()
            if hasattr(closing, "__await__"):
                await closing

    async def __aenter__(self) -> "AsyncTrackedStream[Chunk]":
        return self

    async def __aexit__(self, *failure: Any) -> None:
        await self.close()
