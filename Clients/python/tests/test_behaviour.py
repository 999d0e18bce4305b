"""Worker against a scripted one: what the real one does not do on demand."""

import io
import json
import os
import sys
import threading
import time
import warnings
from unittest import mock

import costwire
from costwire import Worker
from costwire._errors import BY_SYMBOL

from .support import FAKE, WorkerTestCase, is_gone_within, scripted


class ErrorTests(WorkerTestCase):
    def test_each_symbol_is_its_own_exception(self):
        worker = self.fake()
        for symbol, kind in BY_SYMBOL.items():
            error = {
                "code": 4299,
                "message": "Why",
                "data": {"code": symbol, "details": {"limit": 1}, "retry_after": 2.5},
            }
            with self.assertRaises(costwire.CostwireError) as caught:
                worker.call("test/error", error)
            self.assertIs(type(caught.exception), kind)
            self.assertEqual(str(caught.exception), "Why")
            self.assertEqual(caught.exception.code, 4299)
            self.assertEqual(caught.exception.details, {"limit": 1})
            self.assertEqual(caught.exception.retry_after, 2.5)

    def test_a_symbol_of_a_later_version_is_still_an_error(self):
        with self.assertRaises(costwire.CostwireError) as caught:
            self.fake().call("test/error", {"code": 499, "message": "Odd", "data": {"code": "ODD"}})
        self.assertEqual((type(caught.exception), caught.exception.symbol), (costwire.CostwireError, "ODD"))

    def test_an_error_without_data_goes_by_its_number(self):
        worker = self.fake()
        for code, kind in [(-32601, costwire.MethodNotFound), (-32800, costwire.RequestCancelled)]:
            with self.assertRaises(kind):
                worker.call("test/error", {"code": code, "message": "Bare"})


class TimeTests(WorkerTestCase):
    def test_a_timeout_cancels_the_request(self):
        worker = self.fake()
        with self.assertRaises(costwire.Timeout) as caught:
            worker.call("test/slow", timeout=0.05)
        self.assertIsInstance(caught.exception, TimeoutError)
        self.assertEqual(len(worker.call("test/cancelled")), 1)

    def test_a_late_answer_is_dropped(self):
        worker = self.fake()
        with self.assertRaises(costwire.Timeout):
            worker.call("test/late", timeout=0.05)
        self.assertEqual(worker.call("test/echo", {"a": 1}), {"a": 1})

    def test_the_workers_own_timeout_holds_for_every_call(self):
        worker = self.fake(timeout=0.05)
        with self.assertRaises(costwire.Timeout):
            worker.call("test/slow")

    def test_a_timeout_holds_when_the_worker_does_not_read(self):
        worker = self.fake()
        worker.call("test/deaf")
        with self.assertRaises(costwire.Timeout):
            worker.call("test/echo", {"text": "x" * 5_000_000}, timeout=0.05)
        worker.close(timeout=0.05)


class ProgressTests(WorkerTestCase):
    def test_every_value_comes_before_the_answer(self):
        values = []
        answer = self.fake().call("test/progress", {"steps": 50}, on_progress=values.append)
        self.assertEqual((answer, [value["percentage"] for value in values]), ("done", list(range(50))))

    def test_the_function_may_call_the_worker(self):
        worker, values = self.fake(), []
        worker.call("test/progress", {"steps": 3}, on_progress=lambda v: values.append(worker.call("test/echo", v)))
        self.assertEqual([value["percentage"] for value in values], [0, 1, 2])

    def test_a_function_that_fails_cancels_the_request(self):
        worker = self.fake()

        def fail(value):
            raise KeyError("mine")

        with self.assertRaises(KeyError):
            worker.call("test/progress", {"steps": 1}, on_progress=fail)
        self.assertEqual(worker.call("test/echo"), {})


class RestartTests(WorkerTestCase):
    def test_an_unanswered_read_is_asked_again(self):
        with scripted():
            answer = self.fake().call("cost/summary", {"die_once": self.path("died")})
        self.assertEqual(answer["die_once"], self.path("died"))

    def test_unanswered_events_are_sent_again_with_the_same_ids(self):
        event, path = {"model": "m"}, self.path("died")
        with scripted():
            worker = self.fake()
            answer = worker.usage.track_batch(events=[{**event, "die_once": path}, event, {**event, "id": "mine"}])
        with open(path) as file:
            first = json.load(file)
        self.assertEqual(answer["events"], first)
        ids = [event["id"] for event in first]
        self.assertEqual((len(set(ids)), ids[2]), (3, "mine"))
        self.assertNotIn("id", event)
        with scripted():
            tracked = worker.call("usage/track", {"die_once": self.path("again")})
        self.assertEqual(len(tracked["id"]), 36)

    def test_an_unanswered_write_is_not_sent_again(self):
        worker = self.fake()
        with self.assertRaisesRegex(costwire.WorkerDied, "was ended by SIGKILL before it answered"):
            worker.call("budget/set", {"die_once": self.path("died")})
        with scripted():
            self.assertEqual(worker.call("test/echo", {"a": 1}), {"a": 1})

    def test_without_restart_the_end_is_the_end(self):
        worker = self.fake(restart=False)
        for _ in range(2):
            with self.assertRaises(costwire.WorkerDied):
                worker.call("cost/summary", {"die_once": self.path("died")})

    def test_every_thread_that_waits_hears_of_the_end(self):
        worker, outcomes = self.fake(), []

        def ask():
            try:
                worker.call("test/slow")
            except costwire.CostwireError as error:
                outcomes.append(type(error))

        threads = [threading.Thread(target=ask) for _ in range(5)]
        for thread in threads:
            thread.start()
        while worker.call("test/waiting") < 5:
            pass
        with self.assertRaises(costwire.WorkerDied):
            worker.call("test/die")
        for thread in threads:
            thread.join(5)
        self.assertEqual(outcomes, [costwire.WorkerDied] * 5)


class WireTests(WorkerTestCase):
    def test_letters_split_between_reads_stay_whole(self):
        self.assertEqual(self.fake().call("test/split", {"text": "é✓𝄞"}), "é✓𝄞")

    def test_messages_of_many_pipefuls(self):
        worker, text = self.fake(), "x" * 4_000_000
        self.assertEqual(len(worker.call("test/huge", {"letters": 2_000_000})), 2_000_000)
        self.assertEqual(worker.call("test/echo", {"text": text})["text"], text)

    def test_a_message_larger_than_the_worker_reads_is_not_sent(self):
        worker = self.fake(script={"message_bytes": 1000})
        with self.assertRaisesRegex(costwire.ValidationError, "usage/import"):
            worker.call("usage/track", {"prompt": "x" * 1000})
        self.assertEqual(worker.call("test/echo", {"a": 1}), {"a": 1})

    def test_stray_lines_do_not_end_the_session(self):
        lines = []
        worker = self.fake(on_log=lines.append)
        self.assertEqual(worker.call("test/garbage"), "still here")
        self.assertTrue(any("stray print" in line for line in lines))

    def test_notifications_may_be_answered_with_calls(self):
        heard = threading.Event()
        worker = self.fake(on_notification=lambda method, params: worker.call("test/echo") == {} and heard.set())
        worker.call("test/notify")
        self.assertTrue(heard.wait(5))


class LogTests(WorkerTestCase):
    def test_on_log_hears_the_workers_log(self):
        heard = threading.Event()
        worker = self.fake(on_log=lambda line: line == "Häufig" and heard.set())
        worker.call("test/log", {"line": "Häufig"})
        self.assertTrue(heard.wait(5))

    def test_a_stderr_without_number_is_fed_by_a_thread(self):
        with mock.patch.object(sys, "stderr", io.StringIO()) as log:
            worker = self.fake()
            worker.call("test/log", {"line": "Here"})
            worker.close()
            limit = time.monotonic() + 5
            while "Here\n" not in log.getvalue() and time.monotonic() < limit:
                time.sleep(0.01)
            self.assertEqual(log.getvalue(), "Here\n")


class HandshakeTests(WorkerTestCase):
    def test_what_the_worker_lacks_is_one_warning(self):
        with warnings.catch_warnings(record=True) as caught, mock.patch.dict(os.environ, {"FAKE_WORKER": "{}"}):
            warnings.simplefilter("always")
            worker = Worker(binary=FAKE)
            self.addCleanup(worker.close)
        lines = [str(warning.message) for warning in caught if warning.category is UserWarning]
        self.assertEqual(len(lines), 1)
        self.assertRegex(lines[0], r"costwire-python .* runs costwire 0\.0\.1 .*does not offer .*cost")
        self.assertNotIn("\n", lines[0])
        self.assertEqual(worker.initialized["database"]["client"]["name"], "costwire-python")

    def test_another_program_is_refused_in_one_line(self):
        with self.assertRaisesRegex(costwire.IncompatibleWorker, "^[^\n]* is not a costwire worker[^\n]*$"):
            self.fake(script={"name": "gopls"})

    def test_a_refusal_keeps_its_kind(self):
        refuse = {"code": 5051, "message": "Made by a later costwire", "data": {"code": "DATABASE_NEWER"}}
        with self.assertRaises(costwire.DatabaseNewer):
            self.fake(script={"refuse": refuse})

    def test_a_program_that_ends_at_once(self):
        with self.assertRaisesRegex(costwire.WorkerDied, "ended with exit code 1 before it answered initialize"):
            Worker(binary="/bin/false")

    def test_a_file_that_is_no_program(self):
        path = self.path("costwire")
        with open(path, "wb") as file:
            file.write(b"\x00\x01")
        os.chmod(path, 0o755)
        with self.assertRaisesRegex(costwire.WorkerDied, "could not be started"):
            Worker(binary=path)


class EndTests(WorkerTestCase):
    def test_a_worker_that_will_not_end_is_killed(self):
        worker = self.fake(script={"stubborn": True})
        pid = worker.pid
        worker.close(timeout=0.05)
        self.assertTrue(is_gone_within(pid, 5))

    def test_requests_under_way_hear_that_it_was_closed(self):
        worker, outcomes = self.fake(), []

        def ask():
            try:
                worker.call("test/slow")
            except costwire.CostwireError as error:
                outcomes.append(type(error))

        thread = threading.Thread(target=ask)
        thread.start()
        while worker.call("test/waiting") < 1:
            pass
        worker.close()
        thread.join(5)
        self.assertEqual(outcomes, [costwire.WorkerClosed])
