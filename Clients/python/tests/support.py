"""What the tests share: a real worker on a new database, and a fake one that misbehaves on demand."""

import atexit
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
import unittest
import warnings
from unittest import mock

from costwire import Worker



def _fake():
    """fake_worker.py as a program of this very Python, without site packages: most of its time is its start."""
    folder = tempfile.mkdtemp(prefix="costwire-fake-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = os.path.join(folder, "costwire")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fake_worker.py")) as source, open(path, "w") as file:
        file.write(f"#!{sys.executable} -IS\n" + source.read())
    os.chmod(path, 0o755)
    return path


FAKE = _fake()


class WorkerTestCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="costwire-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def real(self, **options):
        """A real worker on a database of its own, which waits for no disk: no test cuts the power."""
        worker = Worker(**{"database": self.path("costs.db"), "timeout": 30, "durability": "normal", **options})
        self.addCleanup(worker.close)
        return worker

    def fake(self, kind=Worker, script=None, **options):
        """A scripted worker."""
        with scripted(script):
            worker = kind(binary=FAKE, **{"timeout": 15, **options})
        if kind is Worker:
            self.addCleanup(worker.close)
        return worker


@contextlib.contextmanager
def scripted(script=None):
    """Starts within this block are of fakes with this script; what they do not offer is not warned about."""
    with mock.patch.dict(os.environ, {"FAKE_WORKER": json.dumps(script or {})}), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        pass
    if os.path.isdir("/proc/self"):
        return False
    try:
        os.kill(pid, 0)
        return True
    except OSError:
        return False


def is_gone_within(pid, seconds):
    limit = time.monotonic() + seconds
    while is_running(pid):
        if time.monotonic() > limit:
            return False
        time.sleep(0.01)
    return True
