"""Finding the binary, and leaving the program."""

import os
import subprocess
import sys
import unittest
from unittest import mock

import costwire
from costwire import _binary, find_binary

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
        with mock.patch.dict(os.environ, {"PATH": os.path.dirname(path)}), self.nothing_installed():
            del os.environ["COSTWIRE_BINARY"]
            self.assertEqual(find_binary(), path)

    def test_a_missing_binary_lists_every_place(self):
        with mock.patch.dict(os.environ, {"PATH": self.folder}), self.nothing_installed():
            del os.environ["COSTWIRE_BINARY"]
            with self.assertRaises(costwire.BinaryNotFound) as caught:
                find_binary()
        text, beside = str(caught.exception), os.path.join(PACKAGE, "bin", "costwire")
        for place in (
            "the argument binary: not given", "COSTWIRE_BINARY: not set", os.path.join(PACKAGE, "costwire", "bin", "costwire"),
            f"beside the package (pip install --target): {beside}: no such file", "the scripts of this Python: ",
            "the scripts of the base Python: ", "the user's scripts (pip install --user): ", f"PATH: no costwire in {self.folder}",
        ):  # fmt: skip
            self.assertIn(place, text)
        self.assertEqual(len(caught.exception.details["looked"]), 8)

    def test_every_folder_that_installers_use_is_looked_at(self):
        site = self.path(os.path.join("venv", "lib", "python3.9", "site-packages"))
        for module, places in [
            (os.path.join(site, "costwire", "_binary.py"), [
                ("venv", "lib", "python3.9", "site-packages", "costwire", "bin"),
                ("venv", "lib", "python3.9", "site-packages", "bin"), ("venv", "bin"), ("0",), ("1",), ("2",)]),
            (self.path(os.path.join("target", "costwire", "_binary.py")), [("target", "costwire", "bin"), ("target", "bin")]),
        ]:  # fmt: skip
            paths = [self.executable(*place, "costwire") for place in places]
            with mock.patch.object(_binary, "__file__", module), mock.patch.dict(os.environ), self.nothing_installed():
                del os.environ["COSTWIRE_BINARY"]
                for path in paths:
                    self.assertEqual(find_binary(), path)
                    os.remove(path)

    def nothing_installed(self):
        """Scripts folders that are empty unless a test puts something there."""
        schemes = iter(range(100))
        return mock.patch("sysconfig.get_path", lambda *_, **__: self.path(str(next(schemes) % 3)))

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
        command = [sys.executable, "-X", "dev", "-W", "error", "-c", text]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    def test_importing_starts_no_thread_and_loads_nothing_slow(self):
        result = self.program(
            "import costwire, sys, threading\n"
            "print(threading.active_count(), 'asyncio' in sys.modules, 'costwire.types' in sys.modules)\n"
            "print({'AsyncWorker', 'types', 'Worker'} <= set(dir(costwire)), hasattr(costwire, 'no_such'))\n"
            "print(costwire.AsyncWorker.__name__, costwire.types.CostSummaryResult.__name__)\n"
        )
        lines = ["1 False False", "True False", "AsyncWorker CostSummaryResult"]
        self.assertEqual((result.stdout.splitlines(), result.stderr), (lines, ""))

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
        command = [sys.executable, "-m", "costwire", "nonsense"]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn('There is no command "nonsense"', result.stderr)


if __name__ == "__main__":
    unittest.main()
