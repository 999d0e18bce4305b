"""AsyncWorker."""

import asyncio
import os
import signal
import unittest

import costwire
from costwire import AsyncWorker

from .support import WorkerTestCase, is_gone_within, scripted


class AsyncTests(WorkerTestCase):
    def real(self, **options):
        return AsyncWorker(database=self.path("costs.db"), durability="normal", **options)

    def test_has_the_same_surface(self):
        async def main():
            async with self.real() as worker:
                await worker.usage.track_batch(events=[{"model": "m", "cost_usd": 0.5}])
                async with worker.track_call("search", "gpt-4o") as call:
                    call.set_tokens(prompt=1)
                await worker.track({"prompt_tokens": 1}, model="gpt-4o")
                return (await worker.cost.summary(days=7))["summary"]["event_count"]

        self.assertEqual(asyncio.run(main()), 3)
        self.assertIn("Args:", AsyncWorker.cost.fget(None).summary.__doc__)

    def test_many_tasks_share_one(self):
        async def main():
            async with self.real() as worker:
                await asyncio.gather(*[worker.usage.track(model="m", cost_usd=0.01) for _ in range(200)])
                return (await worker.cost.summary())["summary"]["total_cost_usd"]

        self.assertEqual(asyncio.run(main()), 2)

    def test_goes_on_in_another_loop(self):
        worker = self.real()
        pids = []
        for _ in range(2):
            asyncio.run(worker.track({"prompt_tokens": 1}, model="gpt-4o"))
            pids.append(worker.pid)
        self.assertEqual(pids[0], pids[1])
        asyncio.run(worker.close())
        asyncio.run(worker.close())
        self.assertTrue(is_gone_within(pids[0], 1))
        with self.assertRaises(costwire.WorkerClosed):
            asyncio.run(worker.cost.summary())

    def test_works_on_a_loop_that_cannot_spawn(self):
        class Loop(asyncio.SelectorEventLoop):
            async def subprocess_exec(self, *arguments, **options):
                raise NotImplementedError

            connect_read_pipe = connect_write_pipe = subprocess_shell = subprocess_exec

        async def main():
            async with self.real() as worker:
                return (await worker.cost.summary())["summary"]["event_count"]

        loop = Loop()
        try:
            self.assertEqual(loop.run_until_complete(main()), 0)
        finally:
            loop.close()

    def test_a_killed_worker_is_started_again(self):
        async def main():
            async with self.real() as worker:
                await worker.track({"prompt_tokens": 1}, model="gpt-4o")
                os.kill(worker.pid, signal.SIGKILL)
                answers = await asyncio.gather(*[worker.cost.summary() for _ in range(5)])
                return [answer["summary"]["event_count"] for answer in answers]

        self.assertEqual(asyncio.run(main()), [1] * 5)


class AsyncBehaviourTests(WorkerTestCase):
    def run_with_fake(self, body):
        async def main():
            worker = self.fake(AsyncWorker)
            with scripted():
                async with worker:
                    return await body(worker)

        return asyncio.run(main())

    def test_a_cancelled_task_cancels_its_request(self):
        async def body(worker):
            task = asyncio.ensure_future(worker.call("test/slow"))
            while await worker.call("test/waiting") < 1:
                pass
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(worker.call("test/late"), 0.05)
            self.assertEqual(len(await worker.call("test/cancelled")), 2)

        self.run_with_fake(body)

    def test_a_timeout_cancels_the_request(self):
        async def body(worker):
            with self.assertRaises(costwire.Timeout):
                await worker.call("test/late", timeout=0.05)
            self.assertEqual(len(await worker.call("test/cancelled")), 1)
            self.assertEqual(await worker.call("test/echo", {"a": 1}), {"a": 1})

        self.run_with_fake(body)

    def test_progress_comes_before_the_answer(self):
        async def body(worker):
            values, awaited = [], []

            async def receive(value):
                await asyncio.sleep(0)
                awaited.append(value["percentage"])

            await worker.call("test/progress", {"steps": 20}, on_progress=lambda value: values.append(value["percentage"]))
            await worker.call("test/progress", {"steps": 20}, on_progress=receive)
            self.assertEqual((values, awaited), (list(range(20)), list(range(20))))

        self.run_with_fake(body)

    def test_only_what_may_be_repeated_is_sent_again(self):
        async def body(worker):
            answer = await worker.call("usage/track", {"die_once": self.path("first")})
            self.assertEqual(len(answer["id"]), 36)
            with self.assertRaises(costwire.WorkerDied):
                await worker.call("budget/set", {"die_once": self.path("second")})

        self.run_with_fake(body)

    def test_large_messages_do_not_hold_up_the_loop(self):
        async def body(worker):
            ticks = 0

            async def tick():
                nonlocal ticks
                while True:
                    ticks += 1
                    await asyncio.sleep(0.001)

            ticking = asyncio.ensure_future(tick())
            text = "é" * 1_000_000
            self.assertEqual((await worker.call("test/echo", {"text": text}))["text"], text)
            self.assertGreater(ticks, 2)
            ticking.cancel()

        self.run_with_fake(body)


if __name__ == "__main__":
    unittest.main()
