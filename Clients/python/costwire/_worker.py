"""Worker: costwire for threads."""

from __future__ import annotations

import atexit
import os
import queue
import time
import weakref
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Mapping, Optional, Set, Tuple, overload

from ._binary import Path
from ._display import Answer
from ._errors import WorkerClosed, WorkerDied, error_from
from ._notifications import Notifications
from ._requests import OnProgress, events_of, prepared, timed_out
from ._reserved import Budgets
from ._responses import usage_event
from ._streams import Chunk, TrackedStream
from ._supervisor import Supervisor, numbers
from ._surface import Surface
from ._tracking import TrackedCall
from ._transport import Ended, OnLog, OnNotification

if TYPE_CHECKING:
    from concurrent.futures import Future

    from .types import UsageTrackResult


class Worker(Surface):
    """A costwire worker as a subprocess.

    Methods are attributes of their group: ``worker.cost.summary(days=7)`` calls ``cost/summary``. Many threads may
    share one worker. A worker that dies is started again, at most 4 times in 3 minutes, and unanswered requests that
    may be repeated are sent again; a worker with its database in memory is not.

    Args:
        database: Path of the database, or ":memory:"; by default the worker's own.
        binary: Path of the binary; by default COSTWIRE_BINARY, the one installed with this package, PATH.
        timeout: Seconds for each call, unless the call says otherwise; None waits for ever.
        on_log: Called with each line of the worker's log, in a thread of its own; by default sys.stderr gets them.
        on_notification: Called with method and params of each notification, in a thread of its own.
        restart: Whether a worker that died is started again.
        access_key: The key of the connection, for workers with ``access="keys"``.
        parse_float: Makes numbers with a fraction; ``decimal.Decimal`` keeps every digit of money.
        initialization_options: The worker's settings: time_zone, durability, log_level, notifications, ...
    """

    def __init__(
        self,
        database: Optional[Path] = None,
        binary: Optional[Path] = None,
        timeout: Optional[float] = None,
        on_log: Optional[OnLog] = None,
        restart: bool = True,
        *,
        on_notification: Optional[OnNotification] = None,
        access_key: Optional[str] = None,
        parse_float: Optional[Callable[[str], Any]] = None,
        **initialization_options: Any,
    ) -> None:
        if database is not None:
            initialization_options["database"] = database
        self._timeout = timeout
        self._streams: "weakref.WeakSet[TrackedStream[Any]]" = weakref.WeakSet()
        #: What is being recorded in other threads, for async functions.
        self._recordings: "Set[Future[Any]]" = set()
        self._supervisor = Supervisor(
            binary=binary,
            options=initialization_options,
            access_key=access_key,
            on_log=on_log,
            on_notification=None if on_notification is None else Notifications(on_notification),
            restart=restart,
            parse_float=parse_float,
        )
        self._supervisor.connection()
        _workers.add(self)

    @property
    def initialized(self) -> Dict[str, Any]:
        """What the worker answered to ``initialize``: serverInfo, capabilities, database."""
        return self._supervisor.initialized

    @property
    def budget(self) -> Budgets:
        """The methods budget/*, and ``reserved``, a block that holds money while a call is made."""
        return Budgets(self)

    @property
    def pid(self) -> Optional[int]:
        """The process id of the worker, while one runs."""
        connection = self._supervisor.live()
        return None if connection is None else connection.pid

    def call(
        self,
        method: str,
        params: Optional[Mapping[str, Any]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> Any:
        """Calls any method by its name.

        Args:
            timeout: Seconds to wait for the answer; then the request is cancelled. Of usage events it is not known then
                whether they were recorded: ``details`` of the exception have their ids (``event_id``, ``event_ids``),
                and sent again with these they count once.
            on_progress: Called with each progress value, in this thread, before the answer is returned.

        Raises:
            Timeout: when there is no answer in time.
            WorkerDied: when the worker ended and the request may not be repeated.
            CostwireError: the kind that belongs to the symbol the worker answered with.
        """
        given, is_repeatable = prepared(method, params)
        number = next(numbers)
        if on_progress is not None:
            given["workDoneToken"] = number
        limit = self._timeout if timeout is None else timeout
        deadline = None if limit is None else time.monotonic() + limit
        connection = self._supervisor.connection()
        frame = self._supervisor.frame(number, method, given)
        while True:
            events: "queue.SimpleQueue[Tuple[str, Any]]" = queue.SimpleQueue()
            try:
                connection.request(number, frame, lambda kind, value: events.put((kind, value)))
            except Ended:
                # It ended between two calls, and nothing was sent.
                connection = self._supervisor.connection()
                continue
            try:
                kind, value = self._outcome(events, deadline, on_progress)
            except queue.Empty:
                connection.cancel(number)
                raise timed_out(method, given, limit) from None
            except BaseException:
                connection.cancel(number)
                raise
            if kind == "result":
                return Answer(value) if isinstance(value, dict) else value
            if kind == "error":
                raise error_from(value)
            if not (is_repeatable and self._supervisor.may_repeat()):
                raise self._supervisor.failure(value, events_of(method, given))
            try:
                connection = self._supervisor.connection()
            except (WorkerClosed, WorkerDied) as error:
                error.details.update(events_of(method, given))
                raise

    @staticmethod
    def _outcome(events: Any, deadline: Optional[float], on_progress: Optional[OnProgress]) -> Tuple[str, Any]:
        while True:
            rest = None if deadline is None else max(0.0, deadline - time.monotonic())
            kind, value = events.get(timeout=rest)
            if kind != "progress":
                return kind, value
            if on_progress is not None:
                on_progress(value)

    def discover(self) -> Dict[str, Any]:
        """The OpenRPC document of every method."""
        document: Dict[str, Any] = self.call("rpc.discover")
        return document

    def track(
        self, usage_or_response: Any, model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> UsageTrackResult:
        """Records one call of a model from what its library answered.

        Args:
            usage_or_response: A response of OpenAI, Anthropic, Google, Bedrock or alike, or the usage object in it.
            model: The model; by default the one the response names (Bedrock's name none).
            fields: Further members of the event: project_id, user_email, operation, tags, ...
        """
        answer: UsageTrackResult = self.call("usage/track", usage_event(usage_or_response, model, provider, fields))
        return answer

    @overload
    def track_stream(
        self, stream: Mapping[str, Any], model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> TrackedStream[Any]: ...

    @overload
    def track_stream(
        self, stream: Iterable[Chunk], model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> TrackedStream[Chunk]: ...

    def track_stream(
        self, stream: Any, model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> TrackedStream[Any]:
        """Hands on the chunks of a stream as they are, and records what it used when it ends::

            stream = client.chat.completions.create(..., stream=True, stream_options={"include_usage": True})
            for chunk in worker.track_stream(stream, project_id="search"):
                ...

        Streams of OpenAI (chat completions, responses), Anthropic, Google and Bedrock (also as boto3 answers them: a
        dict with the stream inside) tell their usage in events of their own; each is passed on unread. One stream is
        one response. A stream that fails or is left early is recorded as far as it told (quality ``partial``); one
        that told nothing is recorded as unpriced (quality ``absent``), with a `UsageWarning`. ``result`` is the
        worker's answer, once the stream has ended; in a ``with`` block it has ended, and is closed, at its end.

        Args:
            stream: What the library answered.
            model: The model; by default the one the stream names (Bedrock's and streams of text name none).
            fields: Further members of the event: project_id, user_email, operation, tags, ...
        """
        tracked: TrackedStream[Any] = TrackedStream(self, stream, {"model": model, "provider": provider, **fields})
        self._streams.add(tracked)
        return tracked

    def track_call(
        self, operation_name: str, model_name: str, category: Optional[str] = None, **fields: Any
    ) -> TrackedCall:
        """A block around a call of a model, recorded when it is left, also by an exception::

            with worker.track_call("search", "gpt-4o-mini", category="literature") as call:
                response = client.chat.completions.create(...)
                call.set_response(response)

        Or around each call of a function, sync or async, that returns the response::

            @worker.track_call("search", "gpt-4o-mini")
            def search(question): ...

        Without `set_response`, `set_tokens` or `set_cost` the call is recorded as unpriced, with a `UsageWarning`.
        """
        return TrackedCall(self, operation_name, model_name, category, fields)

    def close(self, timeout: float = 5.0) -> None:
        """Ends the worker and waits for it; closing twice is no error.

        Tracked streams that are still open are recorded as far as they told. What the worker accepted is committed;
        when that takes longer than `timeout` seconds it is stopped.
        """
        for stream in list(self._streams):
            stream.leave()
        if self._recordings:
            from concurrent.futures import wait

            wait(list(self._recordings), timeout)
        self._supervisor.close(timeout)

    def __enter__(self) -> "Worker":
        if self._supervisor.is_closed:
            raise WorkerClosed("The worker was closed")
        return self

    def __exit__(self, *failure: Any) -> None:
        self.close()

    def __del__(self) -> None:
        supervisor = getattr(self, "_supervisor", None)
        if supervisor is not None:
            supervisor.abandon()


_workers: "weakref.WeakSet[Worker]" = weakref.WeakSet()
#: Seconds that the end of the program waits for open streams to be recorded.
_EXIT_SECONDS = 2.0


def _leave_streams() -> None:
    deadline = time.monotonic() + _EXIT_SECONDS
    for worker in list(_workers):
        for stream in list(worker._streams):
            try:
                stream.leave(max(0.1, deadline - time.monotonic()))
            except Exception:  # noqa: BLE001: the other streams, and the end of the program, go on
                pass


def _forget_recordings() -> None:
    for worker in list(_workers):
        worker._recordings.clear()


# Functions registered later run earlier: the supervisors, which end the workers at exit, have registered theirs.
atexit.register(_leave_streams)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_recordings)
