"""Every command and snippet of the README runs as it stands."""

import json
import os
import re
import shutil
import sys
import unittest

from .fixtures import FILES
from .support import KEY, PROJECT, ExampleTestCase

# What is not run: how the line begins, and why.
NOT_RUN = {
    "S=$(command -v sudo || true); $S apt-get update": "installs packages as root, and builds or tests the program that this is a test of",
}
# What a line's output holds, by what the line begins with. A line without an entry is run all the same and must succeed.
SAYS = {
    "costwire import usage.ndjson": "Read 80 rows (ndjson): 80 stored",
    "costwire import trace.csv": "Read 2 rows (csv): 2 stored",
    "costwire demo --trace trace.csv": "2023-11-16 18:15:46",
    "costwire import burst.csv": "Read 1 rows (csv): 1 stored",
    "costwire import jobs.csv": "Read 1 rows (bigquery_jobs): 1 stored",
    "costwire import --format claude_code": "(claude_code): 1 stored",
    "costwire import spend_logs.csv": "Read 1 rows (litellm): 1 stored",
    "costwire import usage_report.json": "(anthropic_usage): 1 stored",
    "costwire import bill.csv": "Read 1 rows (focus): 1 stored",
    "costwire call cost/attribution": "bo@example.com",
    "costwire call cost/forecast": "total_forecasted_cost_usd",
    "costwire export charges.csv": "Wrote ",
    "printf ": '"id":2,"result":{',
    "costwire budget set acme": "customer acme",
    "costwire budget check": "allowed: 0.007 USD; budget acme",
    "costwire budget status": "acme  ",
    "costwire call collectors/run": '"state": "completed"',
    "costwire call collectors/reconcile": '"coverage_percent"',
}
# What is run behind a snippet, in the same program: by a word of it.
CHECKS = {
    "is_genuine": """
body, now = b'{"type": "budget_warning"}', str(int(time.time()))
code = hmac.new(b"whsec", now.encode() + b"." + body, hashlib.sha256).hexdigest()
print(is_genuine(b"whsec", f"t={now},v1=00,v1={code}", body), is_genuine(b"whsec", f"t={now},v1={code}", body + b" "),
      is_genuine(b"other", f"t={now},v1={code}", body), is_genuine(b"whsec", f"t=1,v1={code}", body))
""",
}
PRINTS = {"is_genuine": "True False False False\n", "worker.cost.attribution": "\nada@example.com 0.005615\n", "receipt.lines": "\n0.005615\n"}


def blocks(text):
    """The fenced blocks, with their languages."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def commands(block):
    """The commands of a block of shell: a line, and those that it goes on with."""
    command, quote, ended = "", "", True
    for line in block.splitlines():
        command += line
        ended = True
        for place, character in enumerate(line):
            if quote:
                quote = "" if character == quote else quote
            elif character in "'\"":
                quote = character
            elif character == "#" and (place == 0 or line[place - 1].isspace()):
                break
            elif character == "\\" and place == len(line) - 1:
                ended = False
        if quote or not ended:
            command += "\n"
        else:
            if command.strip() and not command.startswith("#"):
                yield command
            command = ""
    if command:
        raise ValueError(f"a block ends in the middle of: {command}")


class SplittingTests(unittest.TestCase):
    def test_a_command_ends_where_the_shell_ends_it(self):
        text = "a 'it\nis' # don't\n# no \" command\nb \\\n  c \"d\n#e\"\n\nf#g\n"
        self.assertEqual(list(commands(text)), ["a 'it\nis' # don't", 'b \\\n  c "d\n#e"', "f#g"])
        with self.assertRaises(ValueError):
            list(commands("a 'b\n"))


class ReadmeTests(ExampleTestCase):
    def setUp(self):
        super().setUp()
        with open(os.path.join(PROJECT, "README.md"), encoding="utf-8") as file:
            self.blocks = blocks(file.read())

    def texts(self, language):
        return [text for kind, text in self.blocks if kind == language]

    def test_the_first_screen_has_the_two_commands(self):
        first = [list(commands(text)) for kind, text in self.blocks[:2]]
        self.assertTrue(first[0][0].endswith(" && swift run -c release costwire demo"), first[0])
        self.assertTrue(first[1][0].endswith(" && swift test"), first[1])

    def test_every_language_is_one_that_is_run_here(self):
        self.assertEqual({kind for kind, _ in self.blocks} - {"sh", "python", "js", "json", "text"}, set())
        for text in self.texts("json"):
            json.loads(text)

    def test_every_command_runs(self):
        self.providers()
        self.environment["WEBHOOK_SECRET"] = "whsec"
        self.write("programs/gcloud", f"#!/bin/sh\necho {KEY}\n")
        os.chmod(self.path("programs/gcloud"), 0o755)
        for name, text in FILES.items():
            self.write(name, text)
        ran = skipped = 0
        self.checked = set()
        for text in self.texts("sh"):
            found = list(commands(text))
            wanted = [command for command in found if not command.startswith(tuple(NOT_RUN))]
            skipped += len(found) - len(wanted)
            if wanted:
                self.run_commands(wanted)
            ran += len(wanted)
        self.assertGreater(ran, 25)
        self.assertEqual(skipped, 2, "lines that are not run")
        self.assertEqual(self.checked, set(SAYS), "an entry of SAYS is for no line")
        self.check_files()

    def run_commands(self, wanted):
        """In one shell, as somebody would paste them; each with its output to itself."""
        script = "set -e\n"
        for number, command in enumerate(wanted):
            script += f"echo {number} > running\n{{\n{command}\n}} > output.{number} 2>&1\n"
        shell = self.start("sh", "-c", script)
        shell.communicate(timeout=120)
        last = int(self.read("running"))
        self.assertEqual(shell.returncode, 0, f"{wanted[last]}\n{self.read(f'output.{last}')}")
        self.assertEqual(last, len(wanted) - 1)
        for number, command in enumerate(wanted):
            output = self.read(f"output.{number}")
            for start, words in SAYS.items():
                if command.startswith(start):
                    self.assertIn(words, output, command)
                    self.checked.add(start)
            if re.match(r"costwire [a-z]", command) and " > " not in command:
                self.assertTrue(output.strip(), f"{command} says nothing")

    def check_files(self):
        self.assertTrue(self.read("costs.html").lower().startswith("<!doctype html>"))
        self.assertIn("BilledCost", self.read("charges.csv").splitlines()[0])

    def test_every_python_snippet_runs(self):
        self.run_snippets("python", "snippet.py", [sys.executable])

    def test_every_javascript_snippet_runs(self):
        self.assertTrue(shutil.which("node"), "node is not on the PATH")
        os.symlink(os.path.join(PROJECT, "Clients"), self.path("Clients"))
        self.run_snippets("js", "snippet.mjs", ["node"])

    def run_snippets(self, language, name, interpreter):
        texts = self.texts(language)
        self.assertTrue(texts)
        for text in texts:
            words = [word for word in PRINTS if word in text]
            self.write(name, text + "".join(check for word, check in CHECKS.items() if word in text))
            output = self.run_program(*interpreter, self.path(name))
            for word in words:
                self.assertIn(PRINTS[word], output, text)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()


if __name__ == "__main__":
    unittest.main()
