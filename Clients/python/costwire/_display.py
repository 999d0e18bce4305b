"""Answers that show themselves in a notebook: as tables, and what cost/render drew as the picture it is."""

from __future__ import annotations

import base64
from html import escape
from typing import Any, Dict, List, Optional, cast

_MOST_ROWS = 100


class Answer(Dict[str, Any]):
    """A worker's answer: a dict that a notebook shows as tables, and a picture as a picture."""

    def _repr_html_(self) -> str:
        drawn = self._drawn()
        if drawn is None:
            return "".join(_section(name, value) for name, value in self.items() if name != "query_params")
        return _picture(str(self["title"]), str(self["format"]), drawn)

    def _repr_svg_(self) -> Optional[str]:
        return self._drawn() if self.get("format") == "svg" else None

    def _repr_markdown_(self) -> Optional[str]:
        return self._drawn() if self.get("format") == "markdown" else None

    def _drawn(self) -> Optional[str]:
        """The text of cost/render's answer."""
        text = self.get("text")
        return text if isinstance(text, str) and {"view", "format", "media_type", "title"} <= self.keys() else None


def _picture(title: str, format: str, text: str) -> str:
    if format == "svg":
        # As an image it is shown and nothing in it can run, whatever names it holds.
        data = base64.b64encode(text.encode("utf-8")).decode("ascii")
        return f'<img alt="{escape(title)}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'
    if format == "html":
        return (
            f'<iframe title="{escape(title)}" sandbox="" style="width:100%;height:640px;border:0" '
            f'srcdoc="{escape(text)}"></iframe>'
        )
    return f"<pre>{escape(text)}</pre>"


def _section(name: str, value: Any) -> str:
    if isinstance(value, (dict, list)):
        return f"<details open><summary>{escape(str(name))}</summary>{_html(value)}</details>"
    return f"<div>{escape(str(name))}: {_html(value)}</div>"


def _html(value: Any) -> str:
    if isinstance(value, dict):
        members = cast("Dict[str, Any]", value)
        return _table([], [[name, member] for name, member in members.items()])
    if isinstance(value, list):
        elements: List[Any] = value
        if elements and all(isinstance(row, dict) for row in elements):
            rows = cast("List[Dict[str, Any]]", value)
            columns: List[str] = list(dict.fromkeys(name for row in rows for name in row))
            return _table(columns, [[row.get(column) for column in columns] for row in rows])
        return escape(", ".join(str(element) for element in elements))
    if isinstance(value, float):
        return _digits(value)
    return "" if value is None else escape(str(value))


def _digits(number: float) -> str:
    """Small amounts in digits, too: 0.0000625 for 6.25e-05."""
    text = repr(number)
    if "e-" not in text:
        return text
    digits, _, exponent = text.partition("e-")
    return f"{number:.{len(digits.partition('.')[2]) + int(exponent)}f}"


def _table(columns: List[str], rows: List[List[Any]]) -> str:
    head = "".join(f"<th>{escape(str(column))}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>" for row in rows[:_MOST_ROWS])
    more = f"<caption>{_MOST_ROWS} of {len(rows)} rows</caption>" if len(rows) > _MOST_ROWS else ""
    return f"<table>{more}{'<tr>' + head + '</tr>' if head else ''}{body}</table>"
