"""The wheel, the sources, and the syntax of the oldest Python."""

import ast
import importlib.util
import os
import platform
import stat
import struct
import subprocess
import sys
import tarfile
import unittest
import zipfile
from unittest import mock

import build_wheel

from .support import WorkerTestCase

HERE = os.path.dirname(os.path.abspath(build_wheel.__file__))
MACHINES = {"x86_64": 62, "aarch64": 183}


def elf(machine="x86_64", interpreter=False):
    """The head of an ELF executable."""
    kinds = [1, 3] if interpreter else [1]
    head = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 2, MACHINES[machine], 1, 0, 64, 0, 0, 64, 56, len(kinds), 0, 0, 0)
    return head + b"".join(struct.pack("<I", kind) + bytes(52) for kind in kinds)


def mach_o(major, minor):
    """The head of a Mach-O executable."""
    head = struct.pack("<IIIIIIII", 0xFEEDFACF, 0x0100000C, 0, 2, 2, 48, 0, 0)
    return head + struct.pack("<IIII", 0x1B, 24, 0, 0) + bytes(8) + struct.pack("<IIIIII", 0x32, 24, 1, major << 16 | minor << 8, 0, 0)


class TagTests(unittest.TestCase):
    def test_the_platform_is_that_of_the_binary(self):
        tags = build_wheel.platform_tags
        self.assertEqual(tags(elf()), ["manylinux_2_17_x86_64", "manylinux2014_x86_64", "musllinux_1_1_x86_64"])
        self.assertEqual(tags(elf("aarch64"))[0], "manylinux_2_17_aarch64")
        self.assertEqual(tags(elf(interpreter=True)), ["linux_x86_64"])
        self.assertEqual(tags(mach_o(14, 2)), ["macosx_14_0_arm64"])
        self.assertEqual(tags(mach_o(10, 15)), ["macosx_10_15_arm64"])

    def test_what_is_no_executable_is_refused(self):
        for content in (b"#!/bin/sh\n" + bytes(100), b"", elf()[:70], b"\x7fELF\x02\x01" + bytes(100)):
            with self.assertRaises(ValueError):
                build_wheel.platform_tags(content)


class WheelTests(WorkerTestCase):
    def binary(self, content):
        with open(self.path("costwire"), "wb") as file:
            file.write(content)
        return self.path("costwire")

    def test_carries_the_binary_as_a_script_and_every_module(self):
        command = [sys.executable, os.path.join(HERE, "build_wheel.py"), self.binary(elf()), self.folder]
        name = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()
        self.assertEqual(name.split("-")[2:5], ["py3", "none", "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64.whl"])
        with zipfile.ZipFile(self.path(name)) as wheel:
            names = set(wheel.namelist())
            mode = wheel.getinfo("costwire-0.1.0.data/scripts/costwire").external_attr >> 16
            record = wheel.read("costwire-0.1.0.dist-info/RECORD").decode()
            head = wheel.read("costwire-0.1.0.dist-info/WHEEL").decode()
        self.assertTrue(mode & stat.S_IXUSR)
        self.assertEqual({line.split(",")[0] for line in record.split()}, names)
        self.assertIn("Root-Is-Purelib: false\nTag: py3-none-manylinux_2_17_x86_64\nTag: py3-none-manylinux2014_x86_64\n", head)
        for module in os.listdir(os.path.join(HERE, "costwire")):
            if module.endswith(".py") or module == "py.typed":
                self.assertIn(f"costwire/{module}", names)
        with open(self.path(name), "rb") as file:
            first = file.read()
        build_wheel.build_wheel(self.folder, {"binary": self.path("costwire")})
        with open(self.path(name), "rb") as file:
            self.assertEqual(file.read(), first, "the same input makes the same wheel")

    def test_a_binary_that_is_none_is_one_line(self):
        command = [sys.executable, os.path.join(HERE, "build_wheel.py"), self.binary(b"text"), self.folder]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60)
        self.assertEqual((result.returncode, result.stderr.count("\n")), (1, 1))

    def test_without_a_binary_it_is_for_any_platform(self):
        with mock.patch.dict(os.environ):
            del os.environ["COSTWIRE_BINARY"]
            self.assertEqual(build_wheel.build_wheel(self.folder), "costwire-0.1.0-py3-none-any.whl")
        name = build_wheel.build_editable(self.folder)
        with zipfile.ZipFile(self.path(name)) as wheel:
            self.assertEqual(wheel.read("costwire.pth").decode().strip(), HERE)

    def test_the_sources_hold_what_builds_them(self):
        name = build_wheel.build_sdist(self.folder)
        with tarfile.open(self.path(name)) as archive:
            names = {entry.name.partition("/")[2] for entry in archive}
        self.assertLessEqual({"pyproject.toml", "build_wheel.py", "README.md", "PKG-INFO", "LICENSE", "costwire/types.py"}, names)

    @unittest.skipUnless(importlib.util.find_spec("pip"), "pip is not installed")
    @unittest.skipUnless(sys.platform == "linux" and platform.machine() in MACHINES, "tags of Linux")
    def test_pip_installs_it_without_network_and_the_binary_is_found(self):
        wheel = build_wheel.build_wheel(self.folder, {"binary": self.binary(elf(platform.machine()))})
        target = self.path("target")
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-compile", "--disable-pip-version-check"]
        subprocess.run([*command, "--target", target, self.path(wheel)], check=True, timeout=120, capture_output=True)
        environment = {**os.environ, "PYTHONPATH": target}
        del environment["COSTWIRE_BINARY"]
        command = [sys.executable, "-c", "import costwire; print(costwire.find_binary())"]
        found = subprocess.run(command, env=environment, cwd=self.folder, capture_output=True, text=True, timeout=60).stdout
        self.assertEqual(found.strip(), os.path.join(target, "bin", "costwire"))


class SyntaxTests(unittest.TestCase):
    def test_every_module_is_python_3_9(self):
        for folder in (HERE, os.path.join(HERE, "costwire")):
            for name in os.listdir(folder):
                if name.endswith(".py"):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        tree = ast.parse(file.read(), name, feature_version=(3, 9))
                    future = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
                    has_annotations = any(isinstance(node, (ast.AnnAssign, ast.arg)) for node in ast.walk(tree))
                    self.assertTrue(future or not has_annotations or name == "__init__.py", f"{name} evaluates annotations")


if __name__ == "__main__":
    unittest.main()
