"""One worker process: its pipes, its frames (a JSON object per line), its unanswered requests."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from typing import Any, Callable, Deque, Dict, List, Optional, Sequence, Tuple

from ._errors import WorkerDied

#: What a request hears: ("progress", value)*, then one of ("result", value), ("error", value), ("end", reason).
Deliver = Callable[[str, Any], None]
OnLog = Callable[[str], None]
OnNotification = Callable[[str, Dict[str, Any]], None]


class Ended(Exception):
    """The process ended before the request could be sent; nothing was sent."""


class Connection:
    """A running worker. Three threads at most: one reads answers, one logs, one writes what a full pipe holds up."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        on_log: Optional[OnLog] = None,
        on_notification: Optional[OnNotification] = None,
        parse_float: Optional[Callable[[str], Any]] = None,
    ) -> None:
        self._on_log = on_log
        self._on_notification = on_notification
        self._parse_float = parse_float
        self._lock = threading.Lock()
        self._pending: Dict[int, Tuple[Deliver, bytes]] = {}
        self._end_reason: Optional[str] = None
        self._is_closing = False
        self.ended = threading.Event()
        stderr, self._drains = _stderr(on_log)
        try:
            self._process = subprocess.Popen(
                list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, bufsize=0, **_apart()
            )
        except OSError as error:
            raise WorkerDied(f"The worker {command[0]} could not be started: {error.strerror or error}") from error
        self._outlet = Outlet(self._process.stdin, self._cannot_write)
        self._start(self._read, "costwire-reader")
        if self._drains:
            self._start(self._drain, "costwire-log")

    @staticmethod
    def _start(body: Callable[[], None], name: str) -> None:
        threading.Thread(target=body, name=name, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._end_reason is None and not self._is_closing

    @property
    def end_reason(self) -> str:
        return self._end_reason or "is being closed"

    # Sending

    def request(self, number: int, frame: bytes, deliver: Deliver) -> None:
        """Sends a request; `deliver` is called from the reading thread.

        Raises:
            Ended: when the process has ended.
        """
        with self._lock:
            if self._end_reason is not None:
                raise Ended(self._end_reason)
            self._pending[number] = (deliver, frame)
        self._outlet.send(frame)

    def notify(self, method: str, params: Dict[str, Any]) -> None:
        self._outlet.send(encoded({"jsonrpc": "2.0", "method": method, "params": params}))

    def cancel(self, number: int) -> None:
        """Asks the worker to stop working on a request; a late answer is dropped."""
        with self._lock:
            if self._pending.pop(number, None) is None:
                return
        self.notify("$/cancelRequest", {"id": number})

    def _cannot_write(self) -> None:
        # Without its standard input the worker is of no use. Its end is seen by the reading thread, and only there.
        try:
            self._process.kill()
        except OSError:
            pass

    # Receiving

    def _read(self) -> None:
        pieces: List[bytes] = []
        try:
            descriptor = self._process.stdout.fileno()  # type: ignore[union-attr]
            while True:
                chunk = os.read(descriptor, 1 << 18)
                if not chunk:
                    break
                *lines, rest = chunk.split(b"\n")
                for line in lines:
                    self._receive(b"".join(pieces) + line if pieces else line)
                    pieces.clear()
                if rest:
                    pieces.append(rest)
        except (OSError, ValueError):
            pass
        finally:
            self._finish()

    def _receive(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            message = json.loads(line, parse_float=self._parse_float)
        except (ValueError, RecursionError):
            return self._log("The worker sent a line that is not JSON: " + repr(line[:200]))
        for member in message if isinstance(message, list) else [message]:
            if isinstance(member, dict):
                self._take(member)

    def _take(self, message: Dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            return self._answered(message)
        params = message.get("params")
        params = params if isinstance(params, dict) else {}
        if method == "$/progress":
            token = params.get("token")
            with self._lock:
                pending = self._pending.get(token) if isinstance(token, int) else None
            if pending is not None:
                return self._deliver(pending[0], "progress", params.get("value"))
        if self._on_notification is not None:
            try:
                self._on_notification(method, params)
            except Exception as error:  # noqa: BLE001: a caller's function must not end the connection
                self._log(f"on_notification failed: {error!r}")

    def _answered(self, message: Dict[str, Any]) -> None:
        number = message.get("id")
        with self._lock:
            if number is None and "error" in message:
                number = self._unreadable()
            pending = self._pending.pop(number, None) if isinstance(number, int) else None
        if pending is None:
            if number is None:
                self._log(f"The worker could not read a message: {message.get('error')}")
        elif "error" in message:
            self._deliver(pending[0], "error", message["error"])
        else:
            self._deliver(pending[0], "result", message.get("result"))

    def _unreadable(self) -> Optional[int]:
        """Which request the worker could not read, not even its id: the only one, or the one nested most deeply."""
        if len(self._pending) == 1:
            return next(iter(self._pending))
        deepest = max(((_depth(frame), number) for number, (_, frame) in self._pending.items()), default=(0, None))
        return deepest[1] if deepest[0] > 64 else None

    @staticmethod
    def _deliver(deliver: Deliver, kind: str, value: Any) -> None:
        try:
            deliver(kind, value)
        except RuntimeError:
            pass  # The event loop that waited for it is closed.

    def _log(self, line: str) -> None:
        if self._on_log is not None:
            try:
                self._on_log(line)
            except Exception:  # noqa: BLE001
                pass
        elif sys.stderr is not None:
            try:
                sys.stderr.write(line + "\n")
            except Exception:  # noqa: BLE001
                pass

    def _drain(self) -> None:
        with self._process.stderr as lines:  # type: ignore[union-attr]
            for line in lines:
                self._log(line.decode("utf-8", "replace").rstrip("\r\n"))

    # Ending

    def _finish(self) -> None:
        """Runs once, when standard output has ended: nothing more will be answered."""
        code = self._wait(2)
        if code is None:
            self._process.kill()
            code = self._wait(5)
        with self._lock:
            self._end_reason = _in_words(code)
            pending, self._pending = self._pending, {}
        self._outlet.close()
        self._process.stdout.close()  # type: ignore[union-attr]
        self.ended.set()
        for deliver, _ in pending.values():
            self._deliver(deliver, "end", self._end_reason)

    def _wait(self, seconds: float) -> Optional[int]:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def close(self, shutdown: bytes, number: int, patience: float = 5.0) -> None:
        """Ends the worker: shutdown, exit, end of input; then SIGTERM, then SIGKILL, each after its time."""
        self._is_closing = True
        answered = threading.Event()
        try:
            self.request(number, shutdown, lambda kind, value: answered.set())
            answered.wait(min(2.0, patience))
            self.notify("exit", {})
        except Ended:
            pass
        self._outlet.close()
        for stop in (None, self._process.terminate, self._process.kill):
            if stop is not None:
                try:
                    stop()
                except OSError:
                    pass
            if self.ended.wait(patience):
                return
            patience = min(patience, 2.0)

    def abandon(self) -> None:
        """Lets go without waiting: at the end of its input the worker commits what it accepted, and leaves."""
        self._is_closing = True
        self._outlet.close()

    def forget(self) -> None:
        """In the child of a fork: closes the parent's pipes, and nothing else."""
        self._end_reason = "belongs to another process"
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass
        self._process.returncode = 0  # Not this process's child: nothing to wait for, and no warning about it.


class Outlet:
    """Standard input of the worker. Frames leave in order, and sending never blocks the sender.

    A frame is written by the thread that sends it as far as the pipe takes it at once; the rest is left to a thread
    of its own, started when first needed. An event loop may therefore send, and a timeout always holds.
    """

    def __init__(self, stream: Any, on_broken: Callable[[], None]) -> None:
        self._stream = stream
        self._descriptor = stream.fileno()
        self._on_broken = on_broken
        self._changed = threading.Condition(threading.Lock())
        self._backlog: Deque[memoryview] = deque()
        self._has_writer = False
        self._is_closing = False
        self._is_broken = False
        try:
            os.set_blocking(self._descriptor, False)
            self._is_direct = True
        except (OSError, AttributeError, ValueError):
            self._is_direct = False  # Windows: pipes there block.

    def send(self, frame: bytes) -> None:
        with self._changed:
            if self._is_closing or self._is_broken:
                return
            rest = memoryview(frame)
            if self._is_direct and not self._backlog:
                rest = self._write(rest)
            if not rest:
                return
            self._backlog.append(rest)
            if not self._has_writer:
                self._has_writer = True
                threading.Thread(target=self._write_backlog, name="costwire-writer", daemon=True).start()
            self._changed.notify()

    def _write(self, rest: memoryview) -> memoryview:
        """Writes what the pipe takes; answers the rest."""
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except BlockingIOError:
            return rest
        except OSError:
            self._is_broken = True
            self._on_broken()
            return memoryview(b"")
        return rest

    def _write_backlog(self) -> None:
        while True:
            with self._changed:
                while not self._backlog and not self._is_closing:
                    self._changed.wait()
                if not self._backlog or self._is_broken:
                    self._backlog.clear()
                    self._has_writer = False
                    if self._is_closing or self._is_broken:
                        self._shut()
                    return
                # It stays in the backlog while it is written, so that nothing overtakes it.
                rest = self._backlog[0]
                if self._is_direct:
                    os.set_blocking(self._descriptor, True)
            rest = self._write(rest)
            with self._changed:
                self._backlog.popleft()
                if self._is_direct and not self._backlog:
                    os.set_blocking(self._descriptor, False)

    def close(self) -> None:
        """Closes the pipe, after what is on its way."""
        # Bounded: the collector of garbage may run this in a thread that is just sending.
        if not self._changed.acquire(timeout=1):
            return
        try:
            self._is_closing = True
            if self._has_writer:
                self._changed.notify()
            else:
                self._shut()
        finally:
            self._changed.release()

    def _shut(self) -> None:
        try:
            self._stream.close()
        except OSError:
            pass


def encoded(message: Dict[str, Any]) -> bytes:
    """A message as one line."""
    text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
    return text.encode("utf-8") + b"\n"


def _depth(frame: bytes) -> int:
    """How deeply a message is nested."""
    depth = deepest = 0
    for byte in re.sub(rb'"(?:[^"\\]|\\.)*"', b"", frame):
        if byte in b"{[":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"}]":
            depth -= 1
    return deepest


def _plain(value: Any) -> Any:
    """What JSON has no word for."""
    import datetime
    import decimal
    import enum
    import uuid

    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; give it one, so that it is clear which instant is meant")
        return value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (uuid.UUID, os.PathLike)):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)) or hasattr(value, "__iter__") and not isinstance(value, bytes):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be sent: {value!r}")


def _stderr(on_log: Optional[OnLog]) -> Tuple[Any, bool]:
    """Where the worker's log goes, and whether a thread has to carry it there (Jupyter's stderr has no number)."""
    if on_log is not None:
        return subprocess.PIPE, True
    try:
        sys.stderr.fileno()
        return sys.stderr, False
    except (AttributeError, OSError, ValueError):
        return subprocess.PIPE, True


def _apart() -> Dict[str, Any]:
    """Keeps Ctrl-C, and a notebook's interrupt, from reaching the worker."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined]
    return {"start_new_session": True}


def _in_words(code: Optional[int]) -> str:
    if code is None:
        return "does not end"
    if code < 0:
        try:
            return "was ended by " + signal.Signals(-code).name
        except ValueError:
            return f"was ended by signal {-code}"
    return f"ended with exit code {code}"
