"""What the generated groups of methods build on."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional, TypeVar

OnProgress = Callable[[Dict[str, Any]], Any]


class Group:
    """The methods of one group, on one worker."""

    __slots__ = ("_worker",)

    def __init__(self, worker: Any) -> None:
        self._worker = worker

    def _ask(
        self, method: str, params: Dict[str, Any], timeout: Optional[float], on_progress: Optional[OnProgress]
    ) -> Any:
        given = {name: value for name, value in params.items() if value is not None}
        return self._worker.call(method, given, timeout=timeout, on_progress=on_progress)


_Method = TypeVar("_Method", bound=Callable[..., Any])


def described_by(original: Any) -> Callable[[_Method], _Method]:
    """Gives a method the documentation of its twin."""

    def describe(method: _Method) -> _Method:
        method.__doc__ = original.__doc__
        return method

    return describe
