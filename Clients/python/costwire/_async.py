"""AsyncWorker: costwire for asyncio."""

from __future__ import annotations

import asyncio
import inspect
import weakref
from typing import TYPE_CHECKING, Any, AsyncIterable, Callable, Dict, Mapping, Optional, Set, Tuple, overload

from ._async_surface import AsyncSurface
from ._binary import Path
from ._display import Answer
from ._errors import ValidationError, WorkerClosed, WorkerDied, error_from
from ._notifications import Notifications
from ._recording import Told, outliving, recorded_async
from ._requests import OnProgress, events_of, prepared, timed_out
from ._reserved import AsyncBudgets
from ._responses import usage_event
from ._streams import AsyncTrackedStream, Chunk
from ._supervisor import Supervisor, numbers
from ._tracking import AsyncTrackedCall
from ._transport import Connection, Ended, OnLog, OnNotification

if TYPE_CHECKING:
    from .types import UsageTrackResult


class AsyncWorker(AsyncSurface):
    """A costwire worker as a subprocess, for asyncio: as `Worker`, with await.

    Threads of its own carry the pipes, so any event loop will do: Windows' selector loop, Jupyter's, one after another.
    The worker is started by the first call, or by ``async with``. A task that is cancelled cancels its request;
    what streams and blocks record when they are left is recorded all the same.
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
        self._streams: "weakref.WeakSet[AsyncTrackedStream[Any]]" = weakref.WeakSet()
        #: What goes on when the tasks that wait for it are cancelled: recordings, and the closing.
        self._recordings: "Set[asyncio.Task[Any]]" = set()
        self._closings: "Set[asyncio.Task[Any]]" = set()
        self._supervisor = Supervisor(
            binary=binary,
            options=initialization_options,
            access_key=access_key,
            on_log=on_log,
            on_notification=None if on_notification is None else Notifications(on_notification),
            restart=restart,
            parse_float=parse_float,
        )

    @property
    def initialized(self) -> Dict[str, Any]:
        """What the worker answered to ``initialize``: serverInfo, capabilities, database."""
        return self._supervisor.initialized

    @property
    def budget(self) -> AsyncBudgets:
        """The methods budget/*, to be awaited, and ``reserved``, a block that holds money while a call is made."""
        return AsyncBudgets(self)

    @property
    def pid(self) -> Optional[int]:
        """The process id of the worker, while one runs."""
        connection = self._supervisor.live()
        return None if connection is None else connection.pid

    async def _connection(self) -> Connection:
        connection = self._supervisor.live()
        if connection is not None:
            return connection
        return await asyncio.get_running_loop().run_in_executor(None, self._supervisor.connection)

    async def call(
        self,
        method: str,
        params: Optional[Mapping[str, Any]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> Any:
        """Calls any method by its name; see `Worker.call`. `on_progress` may be a coroutine function."""
        return await self._call(method, params, timeout, on_progress)

    async def _call(
        self,
        method: str,
        params: Optional[Mapping[str, Any]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
        is_cancelled_with_its_task: bool = True,
    ) -> Any:
        given, is_repeatable = prepared(method, params)
        number = next(numbers)
        if on_progress is not None:
            given["workDoneToken"] = number
        limit = self._timeout if timeout is None else timeout
        loop = asyncio.get_running_loop()
        deadline = None if limit is None else loop.time() + limit
        connection = await self._connection()
        frame = self._supervisor.frame(number, method, given)
        while True:
            events: "asyncio.Queue[Tuple[str, Any]]" = asyncio.Queue()

            def deliver(kind: str, value: Any, events: Any = events) -> None:
                loop.call_soon_threadsafe(events.put_nowait, (kind, value))

            try:
                connection.request(number, frame, deliver)
            except Ended:
                connection = await self._connection()
                continue
            timer = None if deadline is None else loop.call_at(deadline, events.put_nowait, ("timeout", None))
            try:
                kind, value = await self._outcome(events, on_progress)
            except BaseException:
                if is_cancelled_with_its_task:
                    connection.cancel(number)
                raise
            finally:
                if timer is not None:
                    timer.cancel()
            if kind == "result":
                return Answer(value) if isinstance(value, dict) else value
            if kind == "error":
                raise error_from(value)
            if kind == "timeout":
                connection.cancel(number)
                raise timed_out(method, given, limit)
            if not (is_repeatable and self._supervisor.may_repeat()):
                raise self._supervisor.failure(value, events_of(method, given))
            try:
                connection = await self._connection()
            except (WorkerClosed, WorkerDied) as error:
                error.details.update(events_of(method, given))
                raise

    async def _finished(self, method: str, params: Mapping[str, Any]) -> Any:
        """Calls a method that is to take effect even when the task that waits for it is cancelled."""
        return await outliving(self._unstopped(method, params), self._recordings)

    async def _recorded(self, event: Dict[str, Any], told: Told) -> Optional[ValidationError]:
        """Records an event likewise; see `recorded`."""
        refusal: Optional[ValidationError] = await outliving(
            recorded_async(self._unstopped, event, told), self._recordings
        )
        return refusal

    async def _unstopped(self, method: str, params: Mapping[str, Any]) -> Any:
        # A loop that ends cancels every task, this one too: what it has sent by then is not called back.
        return await self._call(method, params, is_cancelled_with_its_task=False)

    @staticmethod
    async def _outcome(events: Any, on_progress: Optional[OnProgress]) -> Tuple[str, Any]:
        while True:
            kind, value = await events.get()
            if kind != "progress":
                return kind, value
            if on_progress is not None:
                told = on_progress(value)
                if inspect.isawaitable(told):
                    await told

    async def discover(self) -> Dict[str, Any]:
        """The OpenRPC document of every method."""
        document: Dict[str, Any] = await self.call("rpc.discover")
        return document

    async def track(
        self, usage_or_response: Any, model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> UsageTrackResult:
        """Records one call of a model from what its library answered; see `Worker.track`."""
        answer: UsageTrackResult = await self.call("usage/track", usage_event(usage_or_response, model, provider, fields))
        return answer

    @overload
    def track_stream(
        self, stream: Mapping[str, Any], model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> AsyncTrackedStream[Any]: ...

    @overload
    def track_stream(
        self, stream: AsyncIterable[Chunk], model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> AsyncTrackedStream[Chunk]: ...

    def track_stream(
        self, stream: Any, model: Optional[str] = None, provider: Optional[str] = None, **fields: Any
    ) -> AsyncTrackedStream[Any]:
        """Hands on the chunks of a stream, to be read with ``async for``; see `Worker.track_stream`.

        A loop that is left by ``break`` is recorded at once in an ``async with`` block around it, else when the
        event loop comes to it, or the worker is closed.
        """
        tracked: AsyncTrackedStream[Any] = AsyncTrackedStream(self, stream, {"model": model, "provider": provider, **fields})
        self._streams.add(tracked)
        return tracked

    def track_call(
        self, operation_name: str, model_name: str, category: Optional[str] = None, **fields: Any
    ) -> AsyncTrackedCall:
        """A block around a call of a model: ``async with worker.track_call(...) as call:``, or a decorator of async
        functions; see `Worker.track_call`."""
        return AsyncTrackedCall(self, operation_name, model_name, category, fields)

    async def close(self, timeout: float = 5.0) -> None:
        """Ends the worker and waits for it; see `Worker.close`."""
        await outliving(self._end(timeout), self._closings)

    async def _end(self, timeout: float) -> None:
        for stream in list(self._streams):
            await stream.leave()
        loop = asyncio.get_running_loop()
        recordings = [task for task in self._recordings if task.get_loop() is loop]
        if recordings:
            await asyncio.wait(recordings, timeout=timeout)
        await loop.run_in_executor(None, self._supervisor.close, timeout)

    async def __aenter__(self) -> "AsyncWorker":
        if self._supervisor.is_closed:
            raise WorkerClosed("The worker was closed")
        await self._connection()
        return self

    async def __aexit__(self, *failure: Any) -> None:
        await self.close()

    def __del__(self) -> None:
        supervisor = getattr(self, "_supervisor", None)
        if supervisor is not None:
            supervisor.abandon()
