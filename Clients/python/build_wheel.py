"""Builds the wheel, with the binary inside; the build backend of pyproject.toml, and a command.

    python3 build_wheel.py ../../.build/release/costwire dist/

Standard library only, so that building needs no network. Without a binary (neither given, nor in COSTWIRE_BINARY, nor
beside the package) the wheel is for any platform, and finds costwire on the PATH.
"""

from __future__ import annotations

import base64
import hashlib
import os
import stat
import sys
import sysconfig
import zipfile
from typing import Any, Dict, List, Optional

_HERE = os.path.dirname(os.path.abspath(__file__))
_NAME = "costwire.exe" if os.name == "nt" else "costwire"


def build_wheel(
    wheel_directory: str,
    config_settings: Optional[Dict[str, Any]] = None,
    metadata_directory: Optional[str] = None,
) -> str:
    """Answers the file's name (PEP 517). The setting ``binary`` is the binary's path."""
    binary = _binary((config_settings or {}).get("binary"))
    tag = "py3-none-" + ("any" if binary is None else sysconfig.get_platform().replace("-", "_").replace(".", "_"))
    version = _version()
    information = f"costwire-{version}.dist-info"
    name = f"costwire-{version}-{tag}.whl"
    record: List[str] = []
    os.makedirs(wheel_directory, exist_ok=True)
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w", zipfile.ZIP_DEFLATED) as wheel:

        def add(path: str, content: bytes, mode: int = 0o644) -> None:
            # A fixed time: the same input makes the same wheel.
            entry = zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0))
            entry.external_attr = (stat.S_IFREG | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{path},sha256={digest},{len(content)}")

        package = os.path.join(_HERE, "costwire")
        for file in sorted(os.listdir(package)):
            if file.endswith(".py") or file == "py.typed":
                add(f"costwire/{file}", _content(os.path.join(package, file)))
        if binary is not None:
            add(f"costwire/bin/{_NAME}", _content(binary), 0o755)
        add(f"{information}/METADATA", _metadata(version).encode())
        purelib = "true" if binary is None else "false"
        wheel_text = f"Wheel-Version: 1.0\nGenerator: costwire\nRoot-Is-Purelib: {purelib}\nTag: {tag}\n"
        add(f"{information}/WHEEL", wheel_text.encode())
        record.append(f"{information}/RECORD,,")
        wheel.writestr(zipfile.ZipInfo(f"{information}/RECORD", (2020, 1, 1, 0, 0, 0)), "\n".join(record) + "\n")
    return name


def build_sdist(sdist_directory: str, config_settings: Optional[Dict[str, Any]] = None) -> str:
    raise NotImplementedError("costwire is built from its repository")


def _binary(given: Optional[str]) -> Optional[str]:
    if given is None:
        given = os.environ.get("COSTWIRE_BINARY")
    if given is not None:
        return given
    beside = os.path.join(_HERE, "costwire", "bin", _NAME)
    return beside if os.path.isfile(beside) else None


def _version() -> str:
    scope: Dict[str, Any] = {}
    exec(_content(os.path.join(_HERE, "costwire", "_version.py")), scope)
    return str(scope["__version__"])


def _metadata(version: str) -> str:
    return (
        f"Metadata-Version: 2.1\nName: costwire\nVersion: {version}\n"
        "Summary: Cost intelligence for AI-API and BigQuery spend: a thin client of the costwire worker\n"
        "License: Apache-2.0\nRequires-Python: >=3.9\nDescription-Content-Type: text/markdown\n\n"
        + _content(os.path.join(_HERE, "README.md")).decode()
    )


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("Usage: python3 build_wheel.py BINARY [FOLDER]")
    print(build_wheel(sys.argv[2] if len(sys.argv) > 2 else ".", {"binary": sys.argv[1]}))
