"""Finds the costwire binary: argument, environment, beside this package, PATH."""

from __future__ import annotations

import os
import shutil
from typing import List, Optional, Union

from ._errors import BinaryNotFound

Path = Union[str, "os.PathLike[str]"]

_NAME = "costwire.exe" if os.name == "nt" else "costwire"


def find_binary(binary: Optional[Path] = None) -> str:
    """The path of the binary.

    An explicit place (the argument, or the environment variable COSTWIRE_BINARY) is the only one looked at: a typo
    there should not start some other costwire.

    Raises:
        BinaryNotFound: with every place looked at, and what was wrong with each.
    """
    if binary is not None:
        return _only(os.fspath(binary), "the argument binary")
    variable = os.environ.get("COSTWIRE_BINARY")
    if variable:
        return _only(variable, "the environment variable COSTWIRE_BINARY")
    looked = ["the argument binary: not given", "the environment variable COSTWIRE_BINARY: not set"]
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin", _NAME)
    trouble = _trouble(beside)
    if trouble is None:
        return beside
    looked.append(f"beside the package: {beside}: {trouble}")
    found = shutil.which(_NAME)
    if found is not None:
        return os.path.abspath(found)
    looked.append(f"PATH: no {_NAME} in {os.environ.get('PATH', '') or 'an empty PATH'}")
    raise _not_found(looked)


def _only(path: str, place: str) -> str:
    trouble = _trouble(path)
    if trouble is None:
        return os.path.abspath(path)
    raise _not_found([f"{place}: {path}: {trouble}"])


def _trouble(path: str) -> Optional[str]:
    if not os.path.exists(path):
        return "no such file"
    if not os.path.isfile(path):
        return "not a file"
    if not os.access(path, os.X_OK):
        return "not executable"
    return None


def _not_found(looked: List[str]) -> BinaryNotFound:
    lines = "\n".join("  - " + place for place in looked)
    return BinaryNotFound(
        f"There is no costwire binary. Looked at:\n{lines}\n"
        "Give Worker(binary=...), set COSTWIRE_BINARY, or put costwire on the PATH.",
        details={"looked": looked},
    )
