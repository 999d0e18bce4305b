"""A notebook in a real Jupyter kernel."""

import importlib.util
import os
import unittest
from unittest import mock

import costwire

from .support import WorkerTestCase

CELLS = [
    # Jupyter's loop is running, and both workers go on in it.
    "import asyncio, costwire; asyncio.get_running_loop()\nworker = costwire.Worker(database='costs.db', timeout=60)",
    "for day in range(1, 21):\n"
    "    worker.usage.track(model='<script>', cost_usd=day, timestamp=f'2025-11-{day:02}T10:00:00Z')",
    "worker.cost.summary(start='2025-11-01', end='2025-12-01')",
    "worker.cost.render(view='trends', format='svg', start='2025-11-01', end='2025-12-01')",
    "async with costwire.AsyncWorker(database='costs.db') as other:\n"
    "    await other.track({'input_tokens': 5, 'output_tokens': 5}, model='claude-sonnet-4-5', timestamp='2025-11-30T10:00:00Z')\n"
    "    answer = await other.cost.summary(start='2025-11-01', end='2025-12-01')\n"
    "answer",
    "worker.usage.import_(text='{\"model\": \"m\", \"cost_usd\": 1}\\n', format='ndjson', on_progress=costwire.progress_bar())['state']",
    "worker.close()",
]


@unittest.skipUnless(importlib.util.find_spec("nbclient") and importlib.util.find_spec("ipykernel"), "nbclient is not installed")
class NotebookTests(WorkerTestCase):
    def test_a_notebook_tracks_asks_and_draws(self):
        import nbclient
        import nbformat

        package = os.path.dirname(os.path.dirname(os.path.abspath(costwire.__file__)))
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
        with mock.patch.dict(os.environ, {"PYTHONPATH": package}):
            client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": self.folder}})
            client.execute()
        shown = [{name: text for output in cell.outputs for name, text in output.get("data", {}).items()} for cell in notebook.cells]
        self.assertIn("<td>total_cost_usd</td><td>210</td>", shown[2]["text/html"])
        self.assertIn("&lt;script&gt;", shown[2]["text/html"])
        self.assertTrue(shown[3]["image/svg+xml"].startswith("<svg"))
        self.assertTrue(shown[3]["text/html"].startswith("<img"))
        self.assertIn("<td>event_count</td><td>21</td>", shown[4]["text/html"])
        self.assertEqual(shown[5]["text/plain"], "'completed'")
        for outputs in shown:
            self.assertNotIn("<script", outputs.get("text/html", "") + outputs.get("image/svg+xml", ""))


if __name__ == "__main__":
    unittest.main()
