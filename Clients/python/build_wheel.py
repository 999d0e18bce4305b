"""Builds the wheel, with the binary inside; the build backend of pyproject.toml, and a command.

    python3 build_wheel.py ../../.build/release/costwire dist/

Standard library only, so that building needs no network. Without a binary (neither given, nor in COSTWIRE_BINARY) the
wheel is for any platform, and finds costwire on the PATH.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import stat
import struct
import sys
import sysconfig
import tarfile
import zipfile
from typing import Any, Dict, Iterator, List, Optional, Tuple

_HERE = os.path.dirname(os.path.abspath(__file__))
_WHEN = (2020, 1, 1, 0, 0, 0)  # The same input makes the same file.

#: The words of platform tags for ELF's and Mach-O's numbers.
_ELF_MACHINES = {3: "i686", 40: "armv7l", 62: "x86_64", 183: "aarch64"}
_MACH_MACHINES = {0x01000007: "x86_64", 0x0100000C: "arm64"}


def build_wheel(
    wheel_directory: str, config_settings: Optional[Dict[str, Any]] = None, metadata_directory: Optional[str] = None
) -> str:
    """Answers the file's name (PEP 517). The setting ``binary`` is the binary's path."""
    binary = (config_settings or {}).get("binary") or os.environ.get("COSTWIRE_BINARY")
    files = [(f"costwire/{name}", content, 0o644) for name, content in _modules()]
    if binary is None:
        return _wheel(wheel_directory, ["any"], files)
    content = _content(binary)
    name = "costwire.exe" if content[:2] == b"MZ" else "costwire"
    # An installer puts it on the PATH, beside the environment's python.
    files.append((f"costwire-{_version()}.data/scripts/{name}", content, 0o755))
    return _wheel(wheel_directory, platform_tags(content), files)


def build_editable(
    wheel_directory: str, config_settings: Optional[Dict[str, Any]] = None, metadata_directory: Optional[str] = None
) -> str:
    """A wheel that points to this folder (PEP 660); its binary is found on the PATH, or by COSTWIRE_BINARY."""
    return _wheel(wheel_directory, ["any"], [("costwire.pth", (_HERE + "\n").encode(), 0o644)])


def build_sdist(sdist_directory: str, config_settings: Optional[Dict[str, Any]] = None) -> str:
    """The sources of this package, without the binary: installing them takes that of COSTWIRE_BINARY, if it is set."""
    top = f"costwire-{_version()}"
    files = [(f"costwire/{name}", content) for name, content in _modules()]
    files += [(name, _content(os.path.join(_HERE, name))) for name in ("README.md", "build_wheel.py", "pyproject.toml")]
    files += [("PKG-INFO", _metadata())] + _license()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in sorted(files):
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size = len(content)
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(content))
    os.makedirs(sdist_directory, exist_ok=True)
    with open(os.path.join(sdist_directory, top + ".tar.gz"), "wb") as file:
        file.write(gzip.compress(packed.getvalue(), mtime=0))
    return top + ".tar.gz"


def platform_tags(binary: bytes) -> List[str]:
    """Where a binary runs, by its own header.

    A static Linux executable asks for no C library, so that any will do: glibc's since 2014 (manylinux_2_17, and the
    name that older installers know it by) and musl's. One that loads libraries is said to run on this machine's like only.

    Raises:
        ValueError: when it is no executable of a kind known here.
    """
    if binary[:4] == b"\x7fELF" and len(binary) >= 64:
        machine = _ELF_MACHINES.get(struct.unpack_from("<H", binary, 18)[0])
        if machine is None or binary[5] != 1:
            raise ValueError("The binary is for a kind of processor that has no platform tag here")
        if _is_dynamic(binary):
            return [f"linux_{machine}"]
        return [f"manylinux_2_17_{machine}", f"manylinux2014_{machine}", f"musllinux_1_1_{machine}"]
    if binary[:4] == b"\xcf\xfa\xed\xfe" and len(binary) >= 32:
        machine = _MACH_MACHINES.get(struct.unpack_from("<I", binary, 4)[0])
        if machine is not None:
            major, minor = _least_macos(binary)
            return [f"macosx_{major}_{minor}_{machine}"]
    if binary[:2] == b"MZ":
        return [sysconfig.get_platform().replace("-", "_").replace(".", "_")]
    raise ValueError("The binary is no executable of Linux, macOS or Windows")


def _is_dynamic(binary: bytes) -> bool:
    """Whether an ELF file names an interpreter (PT_INTERP), that is, a dynamic linker of some C library."""
    is_wide = binary[4] == 2
    start = struct.unpack_from("<Q", binary, 32)[0] if is_wide else struct.unpack_from("<I", binary, 28)[0]
    size, count = struct.unpack_from("<HH", binary, 54 if is_wide else 42)
    ends = start + size * count
    if ends > len(binary):
        raise ValueError("The binary is cut off")
    return any(struct.unpack_from("<I", binary, place)[0] == 3 for place in range(start, ends, size or 1))


def _least_macos(binary: bytes) -> Tuple[int, int]:
    """The oldest macOS that a Mach-O file is for (LC_BUILD_VERSION, or LC_VERSION_MIN_MACOSX)."""
    place = 32
    for _ in range(struct.unpack_from("<I", binary, 16)[0]):
        command, size = struct.unpack_from("<II", binary, place)
        if command in (0x32, 0x24):
            version = struct.unpack_from("<I", binary, place + (12 if command == 0x32 else 8))[0]
            # Since macOS 11 tags have the major version only.
            return (version >> 16, 0 if version >> 16 >= 11 else version >> 8 & 255)
        place += size
    raise ValueError("The binary does not say which macOS it is for")


def _wheel(folder: str, platforms: List[str], files: List[Tuple[str, bytes, int]]) -> str:
    information = f"costwire-{_version()}.dist-info"
    tags = "".join(f"Tag: py3-none-{platform}\n" for platform in platforms)
    pure = "true" if platforms == ["any"] else "false"
    head = f"Wheel-Version: 1.0\nGenerator: costwire\nRoot-Is-Purelib: {pure}\n{tags}"
    files = files + [
        (f"{information}/METADATA", _metadata(), 0o644),
        (f"{information}/WHEEL", head.encode(), 0o644),
        *[(f"{information}/licenses/{name}", content, 0o644) for name, content in _license()],
    ]
    record = "".join(f"{path},sha256={_digest(content)},{len(content)}\n" for path, content, _ in files)
    files.append((f"{information}/RECORD", (record + f"{information}/RECORD,,\n").encode(), 0o644))
    name = f"costwire-{_version()}-py3-none-{'.'.join(platforms)}.whl"
    os.makedirs(folder, exist_ok=True)
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content, mode in files:
            entry = zipfile.ZipInfo(path, _WHEN)
            entry.external_attr = (stat.S_IFREG | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
    return name


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _modules() -> Iterator[Tuple[str, bytes]]:
    package = os.path.join(_HERE, "costwire")
    for name in sorted(os.listdir(package)):
        if name.endswith(".py") or name == "py.typed":
            yield name, _content(os.path.join(package, name))


def _license() -> List[Tuple[str, bytes]]:
    """The project's license: at the top of the repository, and beside this file in the sources built from it."""
    for folder in (_HERE, os.path.dirname(os.path.dirname(_HERE))):
        path = os.path.join(folder, "LICENSE")
        if os.path.isfile(path):
            return [("LICENSE", _content(path))]
    return []


def _version() -> str:
    scope: Dict[str, Any] = {}
    exec(_content(os.path.join(_HERE, "costwire", "_version.py")), scope)
    return str(scope["__version__"])


def _metadata() -> bytes:
    head = (
        f"Metadata-Version: 2.1\nName: costwire\nVersion: {_version()}\n"
        "Summary: Cost intelligence for AI-API and BigQuery spend: a thin client of the costwire worker\n"
        "License: Apache-2.0\nClassifier: Programming Language :: Python :: 3\nClassifier: Typing :: Typed\n"
        "Requires-Python: >=3.9\nDescription-Content-Type: text/markdown\n\n"
    )
    return head.encode() + _content(os.path.join(_HERE, "README.md"))


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("Usage: python3 build_wheel.py BINARY [FOLDER]")
    try:
        print(build_wheel(sys.argv[2] if len(sys.argv) > 2 else ".", {"binary": sys.argv[1]}))
    except (OSError, ValueError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
