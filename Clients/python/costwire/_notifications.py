"""Carries notifications to a caller's function, in a thread of its own: it may call the worker."""

from __future__ import annotations

import queue
import threading
from typing import Any, Dict, Tuple

from ._transport import OnNotification


class Notifications:
    """Called by reading threads; calls the caller's function in order, one at a time."""

    def __init__(self, receive: OnNotification) -> None:
        self._receive = receive
        self._lock = threading.Lock()
        self._waiting: "queue.SimpleQueue[Tuple[str, Dict[str, Any]]]" = queue.SimpleQueue()
        self._is_running = False

    def __call__(self, method: str, params: Dict[str, Any]) -> None:
        self._waiting.put((method, params))
        with self._lock:
            if self._is_running:
                return
            self._is_running = True
        threading.Thread(target=self._run, name="costwire-notifications", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                method, params = self._waiting.get(timeout=1)
            except queue.Empty:
                with self._lock:
                    if self._waiting.empty():
                        self._is_running = False
                        return
                continue
            try:
                self._receive(method, params)
            except Exception as error:  # noqa: BLE001: the next notification may fare better
                threading.excepthook(
                    threading.ExceptHookArgs((type(error), error, error.__traceback__, threading.current_thread()))
                )
