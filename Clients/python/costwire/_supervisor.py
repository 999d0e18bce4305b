"""Keeps one worker running for one client: start, handshake, restart, fork, end."""

from __future__ import annotations

import atexit
import itertools
import os
import queue
import threading
import time
import warnings
import weakref
from collections import deque
from typing import Any, Callable, Deque, Dict, Optional, Tuple

from ._binary import Path, find_binary
from ._errors import CostwireError, IncompatibleWorker, ValidationError, WorkerClosed, WorkerDied, error_from
from ._surface import GROUPS
from ._transport import Connection, Ended, OnLog, OnNotification, encoded
from ._version import __version__

CLIENT_NAME = "costwire-python"

#: A worker that died more often than this, within so many seconds, is not started again.
MOST_RESTARTS = 4
RESTART_SECONDS = 180.0
#: Seconds a worker has to answer ``initialize``: it may have to upgrade a large database first.
START_SECONDS = 60.0

#: Request ids, over all workers of the process.
numbers = itertools.count(1)


class Supervisor:
    """What Worker and AsyncWorker share. Thread-safe."""

    def __init__(
        self,
        *,
        binary: Optional[Path],
        options: Dict[str, Any],
        access_key: Optional[str],
        on_log: Optional[OnLog],
        on_notification: Optional[OnNotification],
        restart: bool,
        parse_float: Optional[Callable[[str], Any]],
    ) -> None:
        self._binary = binary
        self._options = options
        self._access_key = access_key
        self._on_log = on_log
        self._on_notification = on_notification
        self._restart = restart
        self._parse_float = parse_float
        self._lock = threading.Lock()
        self._process_id = os.getpid()
        self._connection: Optional[Connection] = None
        self._deaths: Deque[float] = deque()
        self._is_closed = False
        self._message_bytes = 64 << 20
        self.initialized: Dict[str, Any] = {}
        _supervisors.add(self)

    # Starting

    def live(self) -> Optional[Connection]:
        """The running worker, if there is one; never waits."""
        connection = self._connection
        if connection is None or not connection.is_alive or self._process_id != os.getpid() or self._is_closed:
            return None
        return connection

    def connection(self) -> Connection:
        """The running worker, started if need be."""
        connection = self.live()
        if connection is not None:
            return connection
        if self._process_id != os.getpid():
            self.after_fork()
        with self._lock:
            if self._is_closed:
                raise WorkerClosed("The worker was closed")
            if self._connection is not None:
                if self._connection.is_alive:
                    return self._connection
                self._bury(self._connection)
            self._connection = self._start()
            return self._connection

    def _bury(self, dead: Connection) -> None:
        """Counts a worker that died, and raises when it is not to be followed by another."""
        if not self._restart:
            raise WorkerDied(f"The worker {dead.end_reason}")
        if self._is_in_memory:
            raise WorkerDied(f"The worker {dead.end_reason}, and its database in memory with it")
        now = time.monotonic()
        while self._deaths and self._deaths[0] < now - RESTART_SECONDS:
            self._deaths.popleft()
        if len(self._deaths) >= MOST_RESTARTS:
            raise WorkerDied(
                f"The worker {dead.end_reason}; it was started again {MOST_RESTARTS} times within "
                f"{RESTART_SECONDS / 60:.0f} minutes, and now no more",
                retry_after=round(self._deaths[0] + RESTART_SECONDS - now, 1),
            )
        self._deaths.append(now)

    @property
    def _is_in_memory(self) -> bool:
        database = self.initialized.get("database")
        return isinstance(database, dict) and database.get("path") == ":memory:"

    def may_repeat(self) -> bool:
        """Whether a request may be sent again to the next worker: there is one, and it has the same database."""
        return self._restart and not self._is_closed and not self._is_in_memory

    def _start(self) -> Connection:
        path = find_binary(self._binary)
        connection = Connection(
            [path], on_log=self._on_log, on_notification=self._on_notification, parse_float=self._parse_float
        )
        try:
            answer = self._initialize(connection, path)
            self._check(answer, path)
            limits = answer["capabilities"].get("limits")
            if isinstance(limits, dict) and isinstance(limits.get("message_bytes"), int):
                self._message_bytes = limits["message_bytes"]
            self.initialized = answer
            connection.notify("initialized", {})
        except BaseException:
            connection.close(*_shutdown(), patience=1.0)
            raise
        return connection

    def _initialize(self, connection: Connection, path: str) -> Any:
        params: Dict[str, Any] = {
            "processId": os.getpid(),
            "clientInfo": {"name": CLIENT_NAME, "version": __version__},
            "capabilities": {},
            "initializationOptions": self._options,
        }
        if self._access_key is not None:
            params["access_key"] = self._access_key
        number = next(numbers)
        answers: "queue.SimpleQueue[Tuple[str, Any]]" = queue.SimpleQueue()
        frame = encoded({"jsonrpc": "2.0", "id": number, "method": "initialize", "params": params})
        try:
            connection.request(number, frame, lambda kind, value: answers.put((kind, value)))
            kind, value = answers.get(timeout=START_SECONDS)
        except Ended as error:
            kind, value = "end", str(error)
        except queue.Empty:
            raise IncompatibleWorker(f"{path} did not answer initialize within {START_SECONDS:.0f} s") from None
        if kind == "error":
            raise error_from(value)
        if kind == "end":
            raise WorkerDied(f"The worker {path} {value} before it answered initialize")
        return value

    def _check(self, answer: Any, path: str) -> None:
        """The handshake: by what the worker offers, not by its version. A mismatch is one line."""
        server = answer.get("serverInfo") if isinstance(answer, dict) else None
        capabilities = answer.get("capabilities") if isinstance(answer, dict) else None
        if not isinstance(server, dict) or server.get("name") != "costwire" or not isinstance(capabilities, dict):
            raise IncompatibleWorker(f"{path} is not a costwire worker: it answered initialize as something else")
        groups = capabilities.get("groups")
        missing = sorted(set(GROUPS) - set(groups if isinstance(groups, list) else []))
        if missing:
            warnings.warn(
                f"{CLIENT_NAME} {__version__} runs costwire {server.get('version')} ({path}), which does not offer "
                f"{', '.join(missing)}: calls to these will fail; update whichever is older",
                stacklevel=2,
            )

    def frame(self, number: int, method: str, params: Dict[str, Any]) -> bytes:
        """A request as bytes.

        Raises:
            ValidationError: when it is larger than the worker reads; it would be lost without an answer.
        """
        frame = encoded({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        if len(frame) > self._message_bytes:
            raise ValidationError(
                f"{method}: expected a message of at most {self._message_bytes} bytes, got {len(frame)}; "
                "send fewer at a time, or use usage/import",
                code=-32602,
            )
        return frame

    # Ending

    def close(self, patience: float = 5.0) -> None:
        """Ends the worker, once. Requests under way in other threads end with WorkerClosed."""
        if self._process_id != os.getpid():
            self.after_fork()
        self._is_closed = True
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close(*_shutdown(), patience=patience)

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def abandon(self) -> None:
        """Lets go of the worker without waiting for its end."""
        connection = self._connection
        self._is_closed = True
        if connection is not None and self._process_id == os.getpid():
            connection.abandon()

    def failure(self, reason: str, events: Dict[str, Any]) -> CostwireError:
        """The exception for a request that got no answer and is not sent again; `events` are those it records."""
        if self._is_closed:
            return WorkerClosed("The worker was closed before it answered", details=events)
        if self._is_in_memory:
            text = f"The worker {reason} before it answered, and its database in memory with it"
            return WorkerDied(text, details=events)
        became = "whether it was recorded is not known" if events else "whether it did what was asked is not known"
        return WorkerDied(f"The worker {reason} before it answered; {became}", details=events)

    def after_fork(self) -> None:
        """In the child of a fork: the pipes are the parent's, and locks may be held by threads that are not here."""
        self._lock = threading.Lock()
        connection, self._connection = self._connection, None
        self._process_id = os.getpid()
        self._deaths.clear()
        if connection is not None:
            connection.forget()


def _shutdown() -> Tuple[bytes, int]:
    number = next(numbers)
    return encoded({"jsonrpc": "2.0", "id": number, "method": "shutdown"}), number


_supervisors: "weakref.WeakSet[Supervisor]" = weakref.WeakSet()


def _close_all() -> None:
    for supervisor in list(_supervisors):
        supervisor.close(patience=2.0)


def _forget_all() -> None:
    for supervisor in list(_supervisors):
        supervisor.after_fork()


atexit.register(_close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
