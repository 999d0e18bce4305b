"""Answers in a notebook, and bars."""

import io
import sys
import types
import unittest
from unittest import mock

import costwire
from costwire._display import Answer

from .support import WorkerTestCase

HOSTILE = '<script>alert("x")</script>'


class DisplayTests(WorkerTestCase):
    def setUp(self):
        super().setUp()
        self.worker = self.real()
        self.worker.usage.track(model=HOSTILE, cost_usd=1, project_id="<b>&", user_email=HOSTILE)

    def test_tables_hold_names_escaped(self):
        html = self.worker.cost.summary()._repr_html_()
        self.assertIn("&lt;script&gt;", html)
        self.assertIn("<td>total_cost_usd</td><td>1</td>", html)
        self.assertNotIn("<script", html)
        html = self.worker.cost.attribution(dimensions=["user", "project"])._repr_html_()
        self.assertIn("<th>user_email</th>", html)
        self.assertIn("&lt;b&gt;&amp;", html)
        self.assertNotIn("<script", html)

    def test_pictures_are_shown_as_pictures_in_which_nothing_runs(self):
        picture = self.worker.cost.render(view="attribution", format="svg", days=7)
        self.assertTrue(picture._repr_svg_().startswith("<svg"))
        self.assertNotIn("<script", picture._repr_svg_())
        self.assertRegex(picture._repr_html_(), r'^<img alt="[^"<]*" style="[^"]*" src="data:image/svg\+xml;base64,[\w+/=]+">$')
        page = self.worker.cost.render(view="attribution", format="html", days=7)
        self.assertRegex(page._repr_html_(), r'^<iframe title="[^"<]*" sandbox="" style="[^"]*" srcdoc="&lt;![^"<]*"></iframe>$')
        text = self.worker.cost.render(view="attribution", format="text", days=7)
        self.assertRegex(text._repr_html_(), r"^<pre>[^<]*</pre>$")
        markdown = self.worker.cost.render(view="attribution", format="markdown", days=7)
        self.assertEqual(markdown._repr_markdown_(), markdown["text"])
        self.assertEqual((page._repr_svg_(), text._repr_markdown_(), self.worker.cost.summary()._repr_svg_()), (None, None, None))


class TableTests(unittest.TestCase):
    def test_small_amounts_are_shown_in_digits(self):
        shown = {6.25e-05: "0.0000625", 1e-09: "0.000000001", -2.5e-06: "-0.0000025", 0.25: "0.25", 3.0: "3.0"}
        for amount, text in shown.items():
            self.assertEqual(Answer(cost_usd=amount)._repr_html_(), f"<div>cost_usd: {text}</div>")

    def test_what_only_looks_like_a_picture_is_a_table(self):
        self.assertIn("<div>text: &lt;b&gt;</div>", Answer(text="<b>", format="svg")._repr_html_())

    def test_long_tables_say_what_they_leave_out(self):
        html = Answer(rows=[{"n": number} for number in range(150)])._repr_html_()
        self.assertIn("100 of 150 rows", html)
        self.assertNotIn("<td>100</td>", html)


VALUES = [
    {"kind": "begin", "title": "Importing", "percentage": 0},
    {"kind": "report", "message": "500 rows", "percentage": 50},
    {"kind": "end", "message": "1000 rows"},
]


class Terminal(io.StringIO):
    def isatty(self):
        return True


class ProgressTests(unittest.TestCase):
    def told(self, *arguments, values=VALUES):
        bar = costwire.progress_bar(*arguments)
        for value in values:
            bar(value)

    def test_without_tqdm_a_line_is_drawn_on_a_terminal_and_nothing_elsewhere(self):
        terminal, pipe = Terminal(), io.StringIO()
        with mock.patch.dict(sys.modules, {"tqdm": None, "tqdm.auto": None}):
            self.told(None, terminal)
            self.told("Mine", pipe)
            with mock.patch.object(sys, "stderr", None):
                self.told()
        lines = terminal.getvalue().split("\r")
        self.assertEqual(lines[1], "Importing [" + "." * 30 + "]   0 %")
        self.assertEqual(lines[2], "Importing [" + "#" * 15 + "." * 15 + "]  50 % 500 rows")
        self.assertEqual(lines[3], "Importing [" + "#" * 30 + "] 100 % 1000 rows\n")
        self.assertEqual(pipe.getvalue(), "")

    def test_with_tqdm_it_is_tqdms(self):
        made = []

        class Bar:
            def __init__(self, **options):
                self.options, self.n, self.messages, self.is_closed = options, 0, [], False
                made.append(self)

            def update(self, by):
                self.n += by

            def set_postfix_str(self, text, refresh):
                self.messages.append(text)

            def close(self):
                self.is_closed = True

        with mock.patch.dict(sys.modules, {"tqdm": types.ModuleType("tqdm"), "tqdm.auto": types.SimpleNamespace(tqdm=Bar)}):
            self.told("Mine")
        (bar,) = made
        self.assertEqual((bar.options["desc"], bar.options["total"], bar.n, bar.is_closed), ("Mine", 100, 100, True))
        self.assertEqual(bar.messages, ["500 rows", "1000 rows"])

    def test_shows_a_real_import(self):
        terminal = Terminal()
        with mock.patch.dict(sys.modules, {"tqdm": None, "tqdm.auto": None}), costwire.Worker(database=":memory:") as worker:
            rows = '{"model": "m", "cost_usd": 1}\n' * 100
            worker.usage.import_(text=rows, format="ndjson", on_progress=costwire.progress_bar(file=terminal))
        self.assertRegex(terminal.getvalue(), r"] 100 % .*\n$")


if __name__ == "__main__":
    unittest.main()
