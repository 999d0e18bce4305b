"""Finds the costwire binary: argument, environment, in this package, scripts folders, PATH."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from typing import Iterator, List, Optional, Tuple, Union

from ._errors import BinaryNotFound

Path = Union[str, "os.PathLike[str]"]

_NAME = "costwire.exe" if os.name == "nt" else "costwire"


def find_binary(binary: Optional[Path] = None) -> str:
    """The path of the binary.

    An explicit place (the argument, or the environment variable COSTWIRE_BINARY) is the only one looked at: a typo
    there should not start some other costwire. Without either, the binary is where a wheel puts it: in the scripts
    folder that belongs to this package. PATH comes last.

    Raises:
        BinaryNotFound: with every place looked at, and what was wrong with each.
    """
    if binary is not None:
        return _only(os.fspath(binary), "the argument binary")
    variable = os.environ.get("COSTWIRE_BINARY")
    if variable:
        return _only(variable, "the environment variable COSTWIRE_BINARY")
    looked = ["the argument binary: not given", "the environment variable COSTWIRE_BINARY: not set"]
    seen = set()
    for place, folder in _folders():
        path = os.path.join(folder, _NAME)
        if path in seen:
            continue
        seen.add(path)
        trouble = _trouble(path)
        if trouble is None:
            return path
        looked.append(f"{place}: {path}: {trouble}")
    found = shutil.which(_NAME)
    if found is not None:
        return os.path.abspath(found)
    looked.append(f"PATH: no {_NAME} in {os.environ.get('PATH', '') or 'an empty PATH'}")
    raise _not_found(looked)


def _folders() -> Iterator[Tuple[str, str]]:
    """The folders a package manager may have put the binary in, with what each is called."""
    package = os.path.dirname(os.path.abspath(__file__))
    yield "in the package", os.path.join(package, "bin")
    above = os.path.dirname(package)
    # pip install --target FOLDER: FOLDER/costwire and FOLDER/bin.
    yield "beside the package (pip install --target)", os.path.join(above, "bin")
    prefix = _prefix(above)
    if prefix is not None:
        yield "above the package (pip install --prefix)", os.path.join(prefix, "Scripts" if os.name == "nt" else "bin")
    yield "the scripts of this Python", sysconfig.get_path("scripts")
    yield "the scripts of the base Python", sysconfig.get_path("scripts", vars={"base": sys.base_prefix})
    yield "the user's scripts (pip install --user)", sysconfig.get_path("scripts", scheme=_user_scheme())


def _prefix(packages: str) -> Optional[str]:
    """Of PREFIX/lib/pythonX.Y/site-packages, or Windows' PREFIX/Lib/site-packages, the PREFIX; of other folders none."""
    library, last = os.path.split(packages)
    if last not in ("site-packages", "dist-packages"):
        return None
    if os.name != "nt":
        library, version = os.path.split(library)
        if not version.startswith(("python", "pypy")):
            return None
    prefix, name = os.path.split(library)
    return prefix if name.lower() in ("lib", "lib64", "lib32") else None


def _user_scheme() -> str:
    preferred = getattr(sysconfig, "get_preferred_scheme", None)  # Python 3.10 or later.
    if preferred is not None:
        return str(preferred("user"))
    if os.name == "nt":
        return "nt_user"
    return "osx_framework_user" if sys.platform == "darwin" and getattr(sys, "_framework", "") else "posix_user"


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
        "Install a wheel that carries it, give Worker(binary=...), set COSTWIRE_BINARY, or put costwire on the PATH.",
        details={"looked": looked},
    )
