"""What the tests share: folders, the built worker on the PATH, and servers on loopback."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

EXAMPLES = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROJECT = os.path.dirname(os.path.dirname(EXAMPLES))
PACKAGE = os.path.join(PROJECT, "Clients", "python")
SERVERS = os.path.join(PROJECT, "Tests", "ProcessTests", "Receivers")
KEY, SECRET = "zqexample-key-77", "whsec_example"

sys.path.insert(0, PACKAGE)
from costwire import Worker, find_binary  # noqa: E402


class Server:
    """A server of Tests/ProcessTests/Receivers; it ends with its standard input."""

    def __init__(self, program, *arguments):
        command = [sys.executable, os.path.join(SERVERS, program), *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = "127.0.0.1:" + self._process.stdout.readline().strip()

    def ask(self, order):
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class ExampleTestCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="costwire-example-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        programs = self.path("programs")
        os.mkdir(programs)
        os.symlink(find_binary(), os.path.join(programs, "costwire"))
        # Nothing of the machine's own settings; no test cuts the power.
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("COSTWIRE_", "XDG_"))}
        self.environment.update(
            HOME=self.folder, PATH=programs + os.pathsep + os.environ["PATH"], PYTHONPATH=PACKAGE,
            COSTWIRE_BINARY=find_binary(), COSTWIRE_DURABILITY="normal", PYTHONDONTWRITEBYTECODE="1",
        )  # fmt: skip

    def path(self, name):
        return os.path.join(self.folder, name)

    def server(self, program, *arguments):
        server = Server(program, *arguments)
        self.addCleanup(server.close)
        return server

    def providers(self):
        """Providers that answer on loopback, and are asked without delay."""
        server = self.server("providers.py", KEY)
        urls = {name: "http://" + server.address for name in ("anthropic", "openai", "bigquery")}
        self.environment.update(
            COSTWIRE_PROVIDER_URLS=json.dumps(urls), COSTWIRE_REQUEST_MS="5", COSTWIRE_WEBHOOK_ALLOW=server.address, ANTHROPIC_ADMIN_KEY=KEY,
        )  # fmt: skip
        return server

    def start(self, *command):
        return subprocess.Popen(command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def run_program(self, *command, expecting=0):
        """What a program printed, which ended as it should."""
        process = self.start(*command)
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, expecting, f"{command}\n{output}\n{errors}")
        return output

    @contextlib.contextmanager
    def asking(self, database):
        with Worker(database=self.path(database), timeout=30) as worker:
            yield worker
