"""What streams and blocks record when they are left: once, whatever becomes of the code around them."""

import asyncio
import contextlib
import os
import subprocess
import sys
import textwrap
import unittest

import costwire
from costwire import AsyncWorker

from .support import WorkerTestCase, scripted
from .test_streams import ANTHROPIC, AsyncStream, Stream

SCOPE = {"customer_id": "acme"}
RESPONSE = {"model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": 500}}
ON_DEMAND = {"modelVersion": "gemini-2.5-flash", "usageMetadata": {"trafficType": "ON_DEMAND"}}
COUNTED = {"modelVersion": "gemini-2.5-flash", "usageMetadata": {"promptTokenCount": 8, "candidatesTokenCount": 20, "trafficType": "ON_DEMAND"}}  # fmt: skip


class RecordingTestCase(WorkerTestCase):
    def setUp(self):
        super().setUp()
        self.worker = self.real()

    def events(self, **scope):
        return self.worker.usage.query(**scope)["events"]

    def event(self, tracked):
        return self.worker.usage.get(id=tracked.result["id"])["event"]


class CancellationTests(RecordingTestCase):
    async def cancelled(self, body):
        """Cancels a task at each of its awaits, from when it leaves what it records: as scopes of anyio do."""
        leaving = asyncio.Event()
        task = asyncio.ensure_future(body(leaving))
        await leaving.wait()
        while not task.done():
            task.cancel()
            await asyncio.sleep(0)
        self.assertTrue(task.cancelled())

    def test_what_is_cancelled_while_it_is_recorded_is_recorded(self):
        self.worker.budget.set(budget_id="acme", scope=SCOPE, daily_limit_usd=10)
        asynchronous = AsyncWorker(database=self.path("costs.db"), durability="normal")
        streams = []

        async def stream(leaving):
            streams.append(asynchronous.track_stream(AsyncStream(Stream(ANTHROPIC)), project_id="cancelled"))
            async for chunk in streams[0]:
                if chunk is ANTHROPIC[-1]:
                    leaving.set()

        async def block(leaving):
            async with asynchronous.track_call("search", "gpt-4o", project_id="cancelled") as call:
                call.set_tokens(prompt=1)
                leaving.set()

        async def function(leaving):
            @self.worker.track_call("search", "gpt-4o", project_id="cancelled")
            async def search():
                leaving.set()
                return RESPONSE

            await search()

        async def settled(leaving):
            async with asynchronous.budget.reserved(SCOPE, 2) as hold:
                hold.cost = 0.5
                leaving.set()

        async def released(leaving):
            async with asynchronous.budget.reserved(SCOPE, 2):
                leaving.set()
                raise KeyError("no")

        async def main():
            async with asynchronous:
                for body in (stream, block, function, settled, released):
                    await self.cancelled(body)

        asyncio.run(main())
        self.assertEqual(streams[0].result["priced_by"], "catalogue")
        self.worker.close()
        self.worker = self.real()
        self.assertEqual(len(self.events(project_id="cancelled")), 3)
        row = self.worker.budget.status(budget_id="acme")["budgets"][0]
        self.assertEqual((row["limits"][0]["spent_usd"], row["held_usd"]), (0.5, 0))

    def test_a_loop_that_ends_with_a_recording_under_way_does_not_take_it_back(self):
        async def main():
            worker = AsyncWorker(database=self.path("costs.db"), durability="normal")
            await worker.cost.summary()

            async def block():
                async with worker.track_call("search", "gpt-4o", project_id="ended") as call:
                    call.set_tokens(prompt=1)

            task = asyncio.ensure_future(block())
            while not worker._recordings:
                await asyncio.sleep(0)
            await asyncio.sleep(0)
            task.cancel()
            return worker

        worker = asyncio.run(main())
        asyncio.run(worker.close())
        self.assertEqual(len(self.events(project_id="ended")), 1)


class UncountedTests(RecordingTestCase):
    def test_usage_that_counts_nothing_is_absent(self):
        for chunk in (ON_DEMAND, {"model": "gpt-4o", "usage": {}}, {"model": "gpt-4o", "usage": {"is_cached": True, "details": [{}]}}):
            tracked = self.worker.track_stream(Stream([chunk]))
            with self.assertWarnsRegex(costwire.UsageWarning, "ended without telling"):
                list(tracked)
            self.assertEqual(self.event(tracked)["quality"], "absent")
            with self.assertWarnsRegex(costwire.UsageWarning, "left without set_response"):
                with self.worker.track_call("search", "gpt-4o") as call:
                    call.set_response(chunk)
            self.assertEqual(self.event(call)["quality"], "absent")
        with self.assertRaisesRegex(costwire.ValidationError, "usage"):
            self.worker.track(ON_DEMAND)

    def test_usage_that_is_counted_later_is_reported(self):
        tracked = self.worker.track_stream(Stream([ON_DEMAND, COUNTED]))
        list(tracked)
        event = self.event(tracked)
        self.assertEqual((event["quality"], event["prompt_tokens"], event["completion_tokens"]), ("reported", 8, 20))
        nested = {"usage": {"billed_units": {"input_tokens": 3, "output_tokens": 4}}, "model": "command-r"}
        tracked = self.worker.track_stream(Stream([nested]))
        list(tracked)
        self.assertEqual(self.event(tracked)["prompt_tokens"], 3)

    def test_usage_that_the_worker_refuses_is_left_out(self):
        strange = {"model": "gpt-4o", "usage": {"strange": 1}}
        tracked = self.worker.track_stream(Stream([strange]), id="mine")
        with self.assertWarnsRegex(costwire.UsageWarning, "gpt-4o was recorded without its usage: params.usage"):
            list(tracked)
        self.assertEqual((self.event(tracked)["quality"], tracked.result["id"]), ("absent", "mine"))

        async def main():
            async with AsyncWorker(database=self.path("costs.db"), durability="normal") as worker:
                async with worker.track_call("search", "gpt-4o") as call:
                    call.set_response(strange)
            return call

        with self.assertWarnsRegex(costwire.UsageWarning, "without its usage"):
            self.assertEqual(self.event(asyncio.run(main()))["quality"], "absent")
        with self.assertRaisesRegex(costwire.ValidationError, "unheard"):
            list(self.worker.track_stream(Stream([strange]), unheard="of"))


class UnansweredTests(WorkerTestCase):
    def check(self, failures):
        one, batch, mine = failures
        self.assertEqual(len(one.details["event_id"]), 36)
        self.assertEqual([len(batch.details["event_ids"]), batch.details["event_ids"][1]], [2, "mine"])
        self.assertEqual(mine.details, {"event_id": "mine"})
        for failure in failures:
            self.assertIn("whether it was recorded is not known", str(failure))
            self.assertNotIn("cancelled", str(failure))

    def requests(self, members):
        yield "usage/track", members
        yield "usage/trackBatch", {**members, "events": [members, {"id": "mine"}]}
        yield "usage/track", {"id": "mine", **members}

    def test_a_recording_without_an_answer_in_time_tells_its_ids(self):
        def failure(method, params):
            with self.assertRaises(costwire.Timeout) as caught:
                worker.call(method, params, timeout=0.01)
            return caught.exception

        worker = self.fake()
        self.check([failure(*request) for request in self.requests({"is_slow": True})])
        with self.assertRaisesRegex(costwire.Timeout, "the request was cancelled") as caught:
            worker.call("test/slow", timeout=0.01)
        self.assertEqual(caught.exception.details, {})

        async def main():
            return [await failing(*request) for request in self.requests({"is_slow": True})]

        async def failing(method, params):
            with self.assertRaises(costwire.Timeout) as caught:
                await asynchronous.call(method, params, timeout=0.01)
            return caught.exception

        asynchronous = self.fake(AsyncWorker)
        self.addCleanup(lambda: asyncio.run(asynchronous.close()))
        with scripted():
            asyncio.run(asynchronous._connection())
        self.check(asyncio.run(main()))

    def test_a_recording_whose_worker_died_tells_its_ids(self):
        def failure(number, method, params):
            with self.assertRaises(costwire.WorkerDied) as caught:
                self.fake(restart=False).call(method, params)
            return caught.exception

        requests = [self.requests({"die_once": self.path(str(number))}) for number in range(3)]
        self.check([failure(number, *list(request)[number]) for number, request in enumerate(requests)])


class ProcessTests(RecordingTestCase):
    def test_streams_that_are_open_when_the_program_ends_are_recorded(self):
        program = """
            import sys
            from costwire import Worker
            worker = Worker(database=sys.argv[1], durability="normal")
            chunks = [{"type": "message_start", "message": {"model": "claude-sonnet-4-5", "usage": {"input_tokens": 25}}}, {}]
            streams = [iter(worker.track_stream(iter(chunks), project_id="open")) for _ in range(2)]
            print([next(stream)["type"] for stream in streams])
        """
        client = os.path.dirname(os.path.dirname(os.path.abspath(costwire.__file__)))
        ended = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), self.path("costs.db")],
            env={**os.environ, "PYTHONPATH": client}, capture_output=True, text=True,
        )  # fmt: skip
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        events = self.events(project_id="open")
        self.assertEqual([(event["quality"], event["prompt_tokens"]) for event in events], [("partial", 25)] * 2)

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_fork_inside_a_stream_or_a_block_records_it_once(self):
        self.worker.budget.set(budget_id="acme", scope=SCOPE, daily_limit_usd=10)
        asynchronous = AsyncWorker(database=self.path("costs.db"), durability="normal")
        stream, other = self.worker.track_stream(Stream(ANTHROPIC)), asynchronous.track_stream(AsyncStream(Stream(ANTHROPIC)))
        block, hold = asynchronous.track_call("search", "gpt-4o"), asynchronous.budget.reserved(SCOPE, 1)
        asyncio.run(block.__aenter__()).set_cost(1)
        asyncio.run(hold.__aenter__())
        chunks = iter(stream)
        next(chunks)

        def leave():
            blocks.close()
            chunks.close()

            async def main():
                await block.__aexit__(None, None, None)
                await hold.__aexit__(None, None, None)
                await other.leave()

            asyncio.run(main())

        blocks = contextlib.ExitStack()
        blocks.enter_context(self.worker.track_call("search", "gpt-4o")).set_cost(1)
        blocks.enter_context(self.worker.budget.reserved(SCOPE, 1))
        child = os.fork()
        if child == 0:
            status = 1
            try:
                leave()
                status = 0 if self.worker.pid is None and asynchronous.pid is None else 2  # Nothing was asked of a worker.
            finally:
                os._exit(status)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        with self.assertWarnsRegex(costwire.UsageWarning, "left before it told"):
            leave()
        asyncio.run(asynchronous.close())
        self.assertEqual(self.worker.cost.summary()["summary"]["event_count"], 6)  # With the two settlements.
        row = self.worker.budget.status(budget_id="acme")["budgets"][0]
        self.assertEqual((row["limits"][0]["spent_usd"], row["held_usd"]), (2, 0))


class EnteredTests(RecordingTestCase):
    def test_a_block_is_entered_once_at_a_time(self):
        for block in (self.worker.track_call("search", "gpt-4o", cost_usd=1), self.worker.budget.reserved(SCOPE, 1)):
            for _ in range(2):
                with block, self.assertRaisesRegex(RuntimeError, "entered already.*make another"):
                    block.__enter__()
        self.assertEqual(self.worker.cost.summary()["summary"]["event_count"], 4)  # With the settlements.

        async def main():
            async with AsyncWorker(database=self.path("costs.db"), durability="normal") as worker:
                for block in (worker.track_call("search", "gpt-4o", cost_usd=1), worker.budget.reserved(SCOPE, 1)):
                    for _ in range(2):
                        async with block:
                            with self.assertRaisesRegex(RuntimeError, "entered already.*make another"):
                                await block.__aenter__()

        asyncio.run(main())
        self.assertEqual(self.worker.cost.summary()["summary"]["event_count"], 8)


if __name__ == "__main__":
    unittest.main()
