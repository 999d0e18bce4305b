"""Answers that show themselves as tables in a notebook."""

from __future__ import annotations

from html import escape
from typing import Any, Dict, List

_MOST_ROWS = 100


class Answer(Dict[str, Any]):
    """A worker's answer: a dict that a notebook shows as tables."""

    def _repr_html_(self) -> str:
        return "".join(_section(name, value) for name, value in self.items() if name != "query_params")


def _section(name: str, value: Any) -> str:
    if isinstance(value, (dict, list)):
        return f"<details open><summary>{escape(str(name))}</summary>{_html(value)}</details>"
    return f"<div>{escape(str(name))}: {_html(value)}</div>"


def _html(value: Any) -> str:
    if isinstance(value, dict):
        return _table([], [[name, member] for name, member in value.items()])
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        columns: List[str] = list(dict.fromkeys(name for row in value for name in row))
        return _table(columns, [[row.get(column) for column in columns] for row in value])
    if isinstance(value, list):
        return escape(", ".join(str(element) for element in value))
    return "" if value is None else escape(str(value))


def _table(columns: List[str], rows: List[List[Any]]) -> str:
    head = "".join(f"<th>{escape(str(column))}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>" for row in rows[:_MOST_ROWS])
    more = f"<caption>{_MOST_ROWS} of {len(rows)} rows</caption>" if len(rows) > _MOST_ROWS else ""
    return f"<table>{more}{'<tr>' + head + '</tr>' if head else ''}{body}</table>"
