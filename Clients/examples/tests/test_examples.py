"""The worked examples run as they stand, and keep what they promise."""

import importlib.util
import json
import os
import sys
import unittest
from decimal import Decimal
from unittest import mock

from .support import EXAMPLES, KEY, SECRET, ExampleTestCase


def example(name):
    return os.path.join(EXAMPLES, name)


class CappedAppTests(ExampleTestCase):
    def test_two_of_them_together_spend_no_more_than_the_limit(self):
        apps = [self.start(sys.executable, example("capped_app.py"), "costs.db") for _ in range(2)]
        printed = [app.communicate(timeout=120) for app in apps]
        self.assertEqual([app.returncode for app in apps], [0, 0], printed)
        done = [int(output.split()[0]) for output, _ in printed]
        for (output, _), count in zip(printed, done):
            self.assertIn(f"{count} documents summarised, {100 - count} refused\nspent 0.0", output)
        with self.asking("costs.db") as worker:
            budget = worker.budget.status(budget_id="summaries")["budgets"][0]
            summary = worker.cost.summary(days=2)["summary"]
            self.assertTrue(worker.system.verify()["ok"])
        spent = Decimal(str(summary["total_cost_usd"]))
        # One more summary costs less than a thousandth of a dollar at most, so that much may be left over.
        self.assertTrue(Decimal("0.029") < spent <= Decimal("0.03"), spent)
        self.assertEqual(Decimal(str(budget["limits"][0]["spent_usd"])), spent)
        self.assertEqual(summary["total_queries"], sum(done))
        self.assertEqual(budget["held_usd"], 0)


class NightlyTests(ExampleTestCase):
    def run_nightly(self, limit, expecting):
        return self.run_program(sys.executable, example("nightly.py"), "costs.db", limit, expecting=expecting)

    def test_it_stops_when_the_budget_is_broken_or_the_bill_does_not_agree(self):
        providers, hooks = self.providers(), self.server("hooks.py", "0", SECRET)
        self.environment["COSTWIRE_WEBHOOK_ALLOW"] += "," + hooks.address
        self.environment.update(ALERT_WEBHOOK=f"http://{hooks.address}/costs", WEBHOOK_SECRET=SECRET)

        allowed = self.run_nightly("100000", 0)
        self.assertIn("\nallowed: 0 USD; budget anthropic: ", allowed)
        self.assertEqual(hooks.ask("report"), [])
        refused = self.run_nightly("5", 3)
        lines = refused.splitlines()
        self.assertEqual(lines[0], "fetched: 0 new, 0 changed, +0.00 USD")
        billed = lines[1].split()
        self.assertEqual(billed[1], billed[-2], "what was billed is what was fetched")
        self.assertGreater(float(billed[1]), 5)
        self.assertTrue(any(line.startswith("exceeded: Budget anthropic: ") for line in lines), refused)
        self.assertTrue(lines[-1].startswith("refused: 0 USD; budget anthropic: "), refused)
        told = hooks.ask("report")
        self.assertIn("exceeded", [hook["body"]["severity"] for hook in told])
        self.assertTrue(all(hook["valid"] == [True] for hook in told))

        # A price that is not the provider's: what is fetched with it is not what was billed.
        with self.asking("costs.db") as worker:
            worker.usage.delete(provider="anthropic", days=60, confirm=True)
            worker.prices.set(provider="anthropic", model="claude-sonnet-4-5*", rates_per_million={"input": 1, "output": 1})
        disagreeing = self.run_nightly("100000", 1)
        self.assertIn("billed: ", disagreeing)
        self.assertNotIn("allowed: ", disagreeing)
        self.assertEqual(providers.ask('{"do": "report"}')["wrong"], [])
        self.assertNotIn(KEY, allowed + refused + disagreeing)


class NotebookTests(ExampleTestCase):
    def setUp(self):
        super().setUp()
        with open(example("analysis.ipynb"), encoding="utf-8") as file:
            self.notebook = json.load(file)

    def check_shown(self, shown):
        """What the cells that show something show, as text."""
        self.assertIn("'rows': 1556, 'accepted': 1556, 'duplicates': 0, 'unpriced': 0", shown[0])
        self.assertIn("'event_count': 1556", shown[1])
        self.assertIn("data:image/svg+xml;base64,", shown[2])
        self.assertRegex(shown[3], r"2026-08-26: 1\.\d\d USD where 0\.\d\d were to be expected\n  cy@example\.com: \+1\.\d\d\n")
        self.assertEqual(shown[4].count("2026-1"), 13)
        self.assertRegex(shown[5], r"^cy@example\.com +\d\.\d\d USD +\d\d\.\d %\nada@example\.com ")
        self.assertEqual(len(shown), 6)

    def test_it_is_a_notebook_without_outputs(self):
        self.assertEqual((self.notebook["nbformat"], self.notebook["nbformat_minor"]), (4, 5))
        self.assertEqual(set(self.notebook), {"cells", "metadata", "nbformat", "nbformat_minor"})
        ids = [cell["id"] for cell in self.notebook["cells"]]
        self.assertEqual(len(set(ids)), len(ids))
        for cell in self.notebook["cells"]:
            code = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
            self.assertIn(cell["cell_type"], {"code", "markdown"})
            self.assertEqual(set(cell), {"cell_type", "id", "metadata", "source"} | code)
            self.assertEqual((cell.get("outputs", []), cell.get("execution_count")), ([], None))

    def test_its_cells_run_in_plain_python(self):
        with open(self.path("cells.py"), "w") as file:
            file.write(RUNNER)
        shown = json.loads(self.run_program(sys.executable, self.path("cells.py"), example("analysis.ipynb")))
        self.check_shown(shown)

    @unittest.skipUnless(importlib.util.find_spec("nbclient") and importlib.util.find_spec("ipykernel"), "nbclient is not installed")
    def test_it_runs_in_a_kernel(self):
        import nbclient
        import nbformat

        notebook = nbformat.reads(json.dumps(self.notebook), as_version=4)
        nbformat.validate(notebook)
        with mock.patch.dict(os.environ, self.environment):
            nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": self.folder}}).execute()
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        texts = [output["text"] if output.output_type == "stream" else "".join(output["data"].values()) for output in outputs]
        self.check_shown(texts)


# Shows each cell's last expression as a notebook would, and what it printed.
RUNNER = """
import ast, contextlib, io, json, sys

names, shown = {}, []
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] != "code":
        continue
    tree, printed = ast.parse("".join(cell["source"])), io.StringIO()
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, cell["id"], "exec"), names)
        value = last and eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)
    text = printed.getvalue()
    if value is not None:
        text += repr(value) + (value._repr_html_() if hasattr(value, "_repr_html_") else "")
    if text:
        shown.append(text)
print(json.dumps(shown))
"""


if __name__ == "__main__":
    unittest.main()
