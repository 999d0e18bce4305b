"""Every snippet of the README runs, and the typed sample is sound and runs."""

import ast
import asyncio
import contextlib
import importlib.util
import inspect
import io
import os
import re
import subprocess
import sys
import types
import unittest
import warnings
from unittest import mock

import costwire

from .support import WorkerTestCase
from .test_streams import ANTHROPIC, CHAT, Stream, thing

HERE = os.path.dirname(os.path.dirname(os.path.abspath(costwire.__file__)))
SAMPLE = os.path.join("tests", "typed_sample.py")


def create(*, stream=False, **request):
    """What the libraries of OpenAI and Anthropic answer, by the model asked for."""
    if request["model"].startswith("claude"):
        return Stream([thing(event) for event in ANTHROPIC])
    if stream:
        return Stream([thing(chunk) for chunk in CHAT])
    return thing({"model": request["model"], "service_tier": "default", "usage": {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10}})


def libraries():
    create_holder = types.SimpleNamespace(create=create)
    client = types.SimpleNamespace(chat=types.SimpleNamespace(completions=create_holder), messages=create_holder)
    return {"openai": types.SimpleNamespace(OpenAI=lambda: client), "anthropic": types.SimpleNamespace(Anthropic=lambda: client)}


@contextlib.contextmanager
def quiet(printed):
    """What is printed goes there, and bars nowhere."""
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        yield


class ReadmeTests(WorkerTestCase):
    def test_every_snippet_runs_as_it_stands(self):
        with open(os.path.join(HERE, "README.md"), encoding="utf-8") as file:
            snippets = re.findall(r"^```python\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)
        self.assertGreaterEqual(len(snippets), 6)
        names, printed = {"__name__": "readme"}, io.StringIO()
        here = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, here)
        with mock.patch.dict(sys.modules, libraries()), warnings.catch_warnings(), quiet(printed):
            warnings.simplefilter("error")
            for snippet in snippets:
                self.run_snippet(snippet, names)
        lines = printed.getvalue().splitlines()
        self.assertEqual(lines[:3], ["0.008015 []", "0.008015", "ada@example.com 0.008015"])
        self.assertIn("Hi", lines)
        self.assertGreater(int(lines[-1]), 1000)

    @staticmethod
    def run_snippet(snippet, names):
        # As a notebook does: await may stand at the top.
        code = compile(snippet, snippet, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        outcome = eval(code, names)
        if inspect.iscoroutine(outcome):
            asyncio.run(outcome)

    def test_the_commands_are_those_there_are(self):
        with open(os.path.join(HERE, "README.md"), encoding="utf-8") as file:
            commands = re.findall(r"^```sh\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)
        self.assertEqual(len(commands), 1)
        for program in re.findall(r"python3 (\S+)", commands[0]):
            self.assertTrue(os.path.isfile(os.path.join(HERE, program)), program)


class TypeTests(WorkerTestCase):
    def test_the_typed_sample_runs(self):
        from . import typed_sample

        with quiet(io.StringIO()):
            typed_sample.main(self.path("costs.db"))

    @unittest.skipUnless(importlib.util.find_spec("mypy"), "mypy is not installed")
    def test_mypy_finds_nothing_in_the_package_or_the_sample(self):
        command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", self.path("mypy"), "costwire", "build_wheel.py", SAMPLE]
        result = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    @unittest.skipUnless(importlib.util.find_spec("basedpyright"), "basedpyright is not installed")
    def test_pyright_finds_nothing_in_the_package_or_the_sample(self):
        with open(self.path("pyrightconfig.json"), "w") as file:
            file.write('{"typeCheckingMode": "standard", "pythonVersion": "3.9", "include": ["%s", "%s"], "extraPaths": ["%s"]}'
                       % (os.path.join(HERE, "costwire"), os.path.join(HERE, SAMPLE), HERE))  # fmt: skip
        command = [sys.executable, "-m", "basedpyright", "-p", self.folder]
        result = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main()
