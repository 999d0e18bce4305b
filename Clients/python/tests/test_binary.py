"""Finding the binary, and leaving the program."""

import os
import stat
import subprocess
import sys
import time
import zipfile
from unittest import mock

import costwire
from costwire import find_binary

from .support import WorkerTestCase, is_gone_within

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(costwire.__file__)))


class FindTests(WorkerTestCase):
    def executable(self, *parts):
        path = os.path.join(self.folder, *parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write("#!/bin/sh\n")
        os.chmod(path, 0o755)
        return path

    def test_the_argument_goes_before_the_environment(self):
        first, second = self.executable("a", "costwire"), self.executable("b", "costwire")
        with mock.patch.dict(os.environ, {"COSTWIRE_BINARY": second}):
            self.assertEqual(find_binary(first), first)
            self.assertEqual(find_binary(), second)

    def test_without_either_the_path_is_searched(self):
        path = self.executable("bin", "costwire")
        with mock.patch.dict(os.environ, {"PATH": os.path.dirname(path)}):
            del os.environ["COSTWIRE_BINARY"]
            self.assertEqual(find_binary(), path)

    def test_a_missing_binary_lists_every_place(self):
        with mock.patch.dict(os.environ, {"PATH": self.folder}):
            del os.environ["COSTWIRE_BINARY"]
            with self.assertRaises(costwire.BinaryNotFound) as caught:
                find_binary()
        text = str(caught.exception)
        for place in ("the argument binary", "COSTWIRE_BINARY: not set", os.path.join("costwire", "bin"), self.folder):
            self.assertIn(place, text)

    def test_a_wrong_place_says_what_is_wrong(self):
        path = self.path("costwire")
        for trouble in ("no such file", "not executable"):
            with self.assertRaisesRegex(costwire.BinaryNotFound, f"{path}: {trouble}"):
                find_binary(path)
            with open(path, "w"):
                pass
            os.chmod(path, 0o644)
        with mock.patch.dict(os.environ, {"COSTWIRE_BINARY": self.folder}):
            with self.assertRaisesRegex(costwire.BinaryNotFound, "COSTWIRE_BINARY: .*: not a file"):
                costwire.Worker()


class ProgramTests(WorkerTestCase):
    def program(self, text):
        environment = {**os.environ, "PYTHONPATH": PACKAGE, "DATABASE": self.path("costs.db")}
        started = time.monotonic()
        command = [sys.executable, "-X", "dev", "-W", "error", "-c", text]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20)
        self.assertLess(time.monotonic() - started, 5)
        return result

    def test_importing_starts_no_thread_and_no_process(self):
        result = self.program("import costwire, threading; print(threading.active_count())")
        self.assertEqual((result.stdout, result.stderr), ("1\n", ""))

    def test_a_program_that_never_closes_ends_and_so_does_the_worker(self):
        result = self.program(
            "import costwire, os\n"
            "worker = costwire.Worker(database=os.environ['DATABASE'])\n"
            "worker.usage.track(model='m', cost_usd=1)\n"
            "print(worker.pid)\n"
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertTrue(is_gone_within(int(result.stdout), 1))

    def test_a_program_that_is_killed_takes_the_worker_with_it(self):
        result = self.program(
            "import costwire, os, signal\n"
            "worker = costwire.Worker(database=os.environ['DATABASE'])\n"
            "print(worker.pid, flush=True)\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        self.assertTrue(is_gone_within(int(result.stdout), 5))

    def test_the_command_line_is_the_binarys(self):
        environment = {**os.environ, "PYTHONPATH": PACKAGE}
        command = [sys.executable, "-m", "costwire", "--version"]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20)
        self.assertIn("0.1.0", result.stdout)


class WheelTests(WorkerTestCase):
    def test_carries_the_binary_and_every_module(self):
        binary = self.path("costwire")
        with open(binary, "w") as file:
            file.write("#!/bin/sh\n")
        command = [sys.executable, os.path.join(PACKAGE, "build_wheel.py"), binary, self.folder]
        name = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout.strip()
        self.assertRegex(name, r"^costwire-0\.1\.0-py3-none-(?!any)\w+\.whl$")
        with zipfile.ZipFile(self.path(name)) as wheel:
            names = set(wheel.namelist())
            mode = wheel.getinfo("costwire/bin/costwire").external_attr >> 16
            record = wheel.read("costwire-0.1.0.dist-info/RECORD").decode()
        self.assertTrue(mode & stat.S_IXUSR)
        self.assertEqual({line.split(",")[0] for line in record.split()}, names)
        for module in os.listdir(os.path.dirname(os.path.abspath(costwire.__file__))):
            if module.endswith(".py"):
                self.assertIn(f"costwire/{module}", names)
