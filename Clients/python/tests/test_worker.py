"""Worker against the real binary."""

import asyncio
import datetime
import decimal
import functools
import inspect
import io
import os
import pickle
import signal
import sys
import threading
import unittest
from unittest import mock

import costwire
from costwire import _surface
from costwire._errors import BY_SYMBOL

from .support import WorkerTestCase, is_gone_within

USAGE = {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}

#: CONTRACT section 12.
SYMBOLS = """
VALIDATION_ERROR AUTHENTICATION_REQUIRED ACCESS_DENIED PAYMENT_REQUIRED RATE_LIMIT_EXCEEDED NOT_FOUND CONFLICT
IDEMPOTENCY_CONFLICT BUDGET_EXCEEDED CIRCUIT_BREAKER_OPEN INSUFFICIENT_DATA UNKNOWN_MODEL DATABASE_ERROR DATABASE_FULL
DATABASE_NEWER PROVIDER_UNAVAILABLE PROVIDER_QUOTA_EXCEEDED PROVIDER_AUTHENTICATION_FAILED ALERT_DELIVERY_FAILED
CONFIGURATION_ERROR
""".split()


@functools.lru_cache(maxsize=None)
def document():
    with costwire.Worker(database=":memory:") as worker:
        return worker.discover()


class HandshakeTests(WorkerTestCase):
    def test_tells_what_the_worker_is(self):
        worker = self.real()
        self.assertEqual(worker.initialized["serverInfo"]["name"], "costwire")
        self.assertEqual(worker.initialized["capabilities"]["framing"], "newline")
        self.assertEqual(worker.initialized["database"]["path"], self.path("costs.db"))

    def test_offers_every_method_of_the_worker(self):
        for method in document()["methods"]:
            group, _, verb = method["name"].partition("/")
            name = "".join("_" + letter.lower() if letter.isupper() else letter for letter in verb)
            functions = getattr(_surface, group.capitalize() + "Group")
            function = getattr(functions, name, None) or getattr(functions, name + "_")
            parameters = list(inspect.signature(function).parameters)
            for param in method["params"]:
                self.assertIn(param["name"], [parameter.rstrip("_") for parameter in parameters], method["name"])
            self.assertIn(method["summary"], function.__doc__)

    def test_has_an_exception_for_every_symbol(self):
        for symbol in SYMBOLS:
            self.assertEqual(BY_SYMBOL[symbol].symbol, symbol)
        for method in document()["methods"]:
            for error in method["errors"]:
                self.assertIn(error["message"], BY_SYMBOL, method["name"])

    def test_refused_settings_are_errors_of_the_constructor(self):
        with self.assertRaises(costwire.ValidationError) as caught:
            self.real(durability="sometimes")
        self.assertIn("durability", str(caught.exception))

    def test_types_can_be_resolved(self):
        import typing

        from costwire import types

        for kind in vars(types).values():
            if isinstance(kind, type) and issubclass(kind, dict):
                typing.get_type_hints(kind)


class CallTests(WorkerTestCase):
    def test_sums_what_was_tracked(self):
        worker = self.real()
        tracked = worker.track(USAGE, model="gpt-4o", provider="openai", project_id="naïve ✓ 𝄞")
        self.assertFalse(tracked["duplicate"])
        answer = worker.usage.track_batch(events=[{"model": "gpt-4o", "prompt_tokens": 10} for _ in range(3)])
        self.assertEqual(answer["accepted"], 3)
        self.assertEqual(worker.cost.summary(days=7)["summary"]["event_count"], 4)
        self.assertEqual(worker.cost.summary(project_id="naïve ✓ 𝄞")["summary"]["event_count"], 1)

    def test_wrong_params_say_which(self):
        with self.assertRaises(costwire.ValidationError) as caught:
            self.real().cost.summary(days=0)
        error = caught.exception
        self.assertEqual((error.code, error.symbol, error.details["path"]), (-32602, "VALIDATION_ERROR", "days"))
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((type(again), str(again), again.details), (type(error), str(error), error.details))

    def test_unknown_methods(self):
        with self.assertRaises(costwire.MethodNotFound):
            self.real().call("no/such")

    def test_the_same_id_with_other_content(self):
        worker = self.real()
        worker.usage.track(id="a", model="gpt-4o", prompt_tokens=1)
        with self.assertRaises(costwire.IdempotencyConflict) as caught:
            worker.usage.track(id="a", model="gpt-4o", prompt_tokens=2)
        self.assertIsInstance(caught.exception, costwire.Conflict)

    def test_money_keeps_every_digit_as_a_decimal(self):
        worker = self.real(parse_float=decimal.Decimal)
        worker.usage.track(model="m", cost_usd=decimal.Decimal("0.000000001"))
        worker.usage.track(model="m", cost_usd=decimal.Decimal("0.123456789"))
        total = worker.cost.summary()["summary"]["total_cost_usd"]
        self.assertEqual(total, decimal.Decimal("0.123456790"))

    def test_instants_are_given_as_datetimes(self):
        worker = self.real()
        instant = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)
        worker.usage.track(model="m", cost_usd=1, timestamp=instant)
        window = {"start": datetime.date(2026, 3, 1), "end": datetime.date(2026, 3, 2)}
        self.assertEqual(worker.cost.summary(**window)["summary"]["event_count"], 1)
        with self.assertRaisesRegex(ValueError, "time zone"):
            worker.cost.summary(start=datetime.datetime(2026, 3, 1))

    def test_what_cannot_be_sent_is_refused_before_it_is(self):
        worker = self.real()
        for value in (float("nan"), "\ud800"):
            with self.assertRaises(ValueError):
                worker.usage.track(model="m", metadata={"value": value})
        with self.assertRaises(TypeError):
            worker.usage.track(model="m", metadata={"value": object()})
        self.assertEqual(worker.cost.summary()["summary"]["event_count"], 0)

    def test_a_message_too_deep_to_be_read_fails_and_no_other(self):
        worker, deep = self.real(), {}
        for _ in range(200):
            deep = {"a": deep}
        outcomes = []

        def ask():
            outcomes.extend(worker.cost.summary()["summary"]["event_count"] for _ in range(50))

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(5):
            with self.assertRaises(costwire.ParseError):
                worker.usage.track(model="m", metadata=deep)
        for thread in threads:
            thread.join()
        self.assertEqual(outcomes, [0] * 150)


class LongWorkTests(WorkerTestCase):
    @staticmethod
    def rows(count):
        return "".join('{"id": "%d", "model": "m", "cost_usd": 0.001}\n' % number for number in range(count))

    def test_an_import_tells_how_far_it_is(self):
        worker, values = self.real(), []
        answer = worker.usage.import_(text=self.rows(4_000), format="ndjson", on_progress=values.append)
        kinds = [value["kind"] for value in values]
        self.assertEqual((kinds[0], kinds[-1], set(kinds[1:-1]) - {"report"}), ("begin", "end", set()))
        percentages = [value["percentage"] for value in values if "percentage" in value]
        self.assertEqual(percentages, sorted(percentages))
        self.assertEqual(worker.cost.summary()["summary"]["event_count"], 4_000, answer)

    def test_a_timeout_stops_the_work_and_the_worker_goes_on(self):
        worker = self.real()
        with self.assertRaises(costwire.Timeout):
            worker.usage.import_(text=self.rows(30_000), format="ndjson", timeout=0.001)
        self.assertLess(worker.cost.summary()["summary"]["event_count"], 30_000)


class ProcessTests(WorkerTestCase):
    def test_a_killed_worker_is_started_again_and_knows_what_was_tracked(self):
        worker = self.real()
        worker.track(USAGE, model="gpt-4o")
        first = worker.pid
        os.kill(first, signal.SIGKILL)
        self.assertEqual(worker.cost.summary()["summary"]["event_count"], 1)
        self.assertNotEqual(worker.pid, first)

    def test_it_is_started_again_four_times_and_no_more(self):
        worker = self.real()
        for _ in range(4):
            os.kill(worker.pid, signal.SIGKILL)
            worker.cost.summary()
        os.kill(worker.pid, signal.SIGKILL)
        with self.assertRaisesRegex(costwire.WorkerDied, "SIGKILL.*4 times within 3 minutes"):
            worker.cost.summary()

    def test_a_database_in_memory_is_not_replaced_by_an_empty_one(self):
        worker = self.real(database=":memory:")
        worker.track(USAGE, model="gpt-4o")
        os.kill(worker.pid, signal.SIGKILL)
        for _ in range(2):
            with self.assertRaisesRegex(costwire.WorkerDied, "memory"):
                worker.cost.summary()

    def test_closing_twice(self):
        worker = self.real()
        pid = worker.pid
        worker.close()
        self.assertTrue(is_gone_within(pid, 0.5))
        worker.close()
        with self.assertRaises(costwire.WorkerClosed):
            worker.cost.summary()
        with self.assertRaises(costwire.WorkerClosed), worker:
            pass

    def test_a_worker_nobody_holds_ends(self):
        worker = costwire.Worker(database=self.path("costs.db"))
        pid = worker.pid
        del worker
        self.assertTrue(is_gone_within(pid, 5))

    def test_many_threads_share_one(self):
        worker, failures = self.real(), []

        def track(name):
            try:
                for number in range(20):
                    worker.usage.track(id=f"{name}-{number}", model="m", cost_usd=0.001)
                    worker.cost.summary(days=1)
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=track, args=(name,)) for name in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(worker.cost.summary()["summary"]["total_cost_usd"], 0.16)

    def test_works_inside_a_running_loop(self):
        async def main():
            with costwire.Worker(database=self.path("costs.db")) as worker:
                return worker.cost.summary()["summary"]["event_count"]

        self.assertEqual(asyncio.run(main()), 0)

    def test_works_where_stderr_has_no_number(self):
        log = io.StringIO()
        with mock.patch.object(sys, "stderr", log):
            worker = self.real(log_level="debug")
            self.assertEqual(worker.cost.summary()["summary"]["event_count"], 0)
        with mock.patch.object(sys, "stderr", None):
            self.assertEqual(self.real().cost.summary()["summary"]["event_count"], 0)

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_forked_child_has_a_worker_of_its_own(self):
        worker = self.real()
        worker.track(USAGE, model="gpt-4o")
        parents = worker.pid
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                count = worker.cost.summary()["summary"]["event_count"]
                os.write(writer, f"{count} {worker.pid != parents} {worker.pid}".encode())
                worker.close()
            finally:
                os._exit(0)
        os.close(writer)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        count, is_other, pid = os.read(reader, 100).decode().split()
        os.close(reader)
        self.assertEqual((count, is_other), ("1", "True"))
        self.assertTrue(is_gone_within(int(pid), 1))
        self.assertEqual(worker.pid, parents)
        self.assertEqual(worker.cost.summary()["summary"]["event_count"], 1)
