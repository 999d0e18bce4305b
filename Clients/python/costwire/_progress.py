"""A bar for ``on_progress``: tqdm's where it is installed, else a plain one on a terminal."""

from __future__ import annotations

import sys
import warnings
from typing import Any, Callable, Dict, Optional, TextIO

_WIDTH = 30


def progress_bar(description: Optional[str] = None, file: Optional[TextIO] = None) -> Callable[[Dict[str, Any]], None]:
    """A function for ``on_progress=`` that shows how far a long call is::

        worker.usage.import_(path="usage.ndjson", on_progress=costwire.progress_bar("Import"))

    With tqdm installed the bar is tqdm's, in a notebook that of a notebook. Without it a line is drawn on a terminal,
    and nothing elsewhere. One function is for one call.

    Args:
        description: What stands before the bar; by default the title the worker gives.
        file: Where to; by default sys.stderr.
    """
    make = _tqdm()
    return _TqdmBar(make, description, file) if make is not None else _Line(description, file)


def _tqdm() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # That a notebook lacks its widgets: it falls back by itself.
            from tqdm.auto import tqdm  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        return None
    return tqdm


class _TqdmBar:
    def __init__(self, make: Any, description: Optional[str], file: Optional[TextIO]) -> None:
        self._make = make
        self._description = description
        self._file = file
        self._bar: Any = None

    def __call__(self, value: Dict[str, Any]) -> None:
        if self._bar is None:
            title = self._description or value.get("title")
            form = "{l_bar}{bar}| {elapsed}{postfix}"
            self._bar = self._make(total=100, desc=title, unit="%", file=self._file, bar_format=form)
        percentage = value.get("percentage")
        if value.get("kind") == "end":
            percentage = 100
        if isinstance(percentage, (int, float)):
            self._bar.update(percentage - self._bar.n)
        if value.get("message"):
            self._bar.set_postfix_str(str(value["message"]), refresh=False)
        if value.get("kind") == "end":
            self._bar.close()


class _Line:
    def __init__(self, description: Optional[str], file: Optional[TextIO]) -> None:
        self._description = description
        self._file: Any = sys.stderr if file is None else file
        self._title = ""
        self._longest = 0

    def __call__(self, value: Dict[str, Any]) -> None:
        try:
            is_shown = self._file is not None and self._file.isatty()
        except (AttributeError, ValueError):
            is_shown = False
        if not is_shown:
            return
        self._title = self._description or value.get("title") or self._title
        is_end = value.get("kind") == "end"
        percentage = 100 if is_end else value.get("percentage")
        bar = ""
        if isinstance(percentage, (int, float)):
            full = int(_WIDTH * min(max(percentage, 0), 100) / 100)
            bar = f" [{'#' * full}{'.' * (_WIDTH - full)}] {percentage:3.0f} %"
        line = f"{self._title}{bar} {value.get('message') or ''}".rstrip()
        self._longest = max(self._longest, len(line))
        file: Any = self._file
        file.write("\r" + line.ljust(self._longest) + ("\n" if is_end else ""))
        file.flush()
