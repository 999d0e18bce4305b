"""Streams, in the shapes their libraries give them, recorded when they end."""

import asyncio
import json
import types
import unittest
import warnings

import costwire
from costwire import AsyncWorker

from .support import WorkerTestCase


def thing(value):
    """A dict as the object that a library makes of it."""
    return json.loads(json.dumps(value), object_hook=lambda members: types.SimpleNamespace(**members))


CHAT = [
    {"model": "gpt-5-mini", "service_tier": "flex", "choices": [{"delta": {"content": "Hi"}}], "usage": None},
    {"model": "gpt-5-mini", "service_tier": "flex", "choices": [{"delta": {"content": None}, "finish_reason": "stop"}], "usage": None},
    {"model": "gpt-5-mini", "service_tier": "flex", "choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}},
]  # fmt: skip
RESPONSES = [
    {"type": "response.created", "response": {"model": "gpt-4o", "service_tier": "auto", "usage": None}},
    {"type": "response.output_text.delta", "delta": "Hi"},
    {"type": "response.completed", "response": {"model": "gpt-4o", "service_tier": "default", "usage": {"input_tokens": 30, "output_tokens": 4, "total_tokens": 34, "input_tokens_details": {"cached_tokens": 10}}}},
]  # fmt: skip
ANTHROPIC = [
    {"type": "message_start", "message": {"model": "claude-sonnet-4-5", "usage": {"input_tokens": 25, "cache_creation_input_tokens": 40, "cache_read_input_tokens": 60, "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 40}, "output_tokens": 1, "service_tier": "standard"}}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hi"}},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"input_tokens": None, "cache_read_input_tokens": None, "output_tokens": 15}},
    {"type": "message_stop"},
]  # fmt: skip
GOOGLE = [
    {"model_version": "gemini-2.5-flash", "usage_metadata": {"prompt_token_count": 8, "candidates_token_count": None, "total_token_count": 8}},
    {"model_version": "gemini-2.5-flash", "usage_metadata": {"prompt_token_count": 8, "candidates_token_count": 20, "thoughts_token_count": 5, "total_token_count": 33}},
]  # fmt: skip
CONVERSE = [
    {"messageStart": {"role": "assistant"}},
    {"contentBlockDelta": {"delta": {"text": "Hi"}, "contentBlockIndex": 0}},
    {"messageStop": {"stopReason": "end_turn"}},
    {"metadata": {"usage": {"inputTokens": 11, "outputTokens": 3, "totalTokens": 14}, "metrics": {"latencyMs": 1}}},
]
CLAUDE = "anthropic.claude-3-5-sonnet-20241022-v2:0"


def packed(events):
    """As Bedrock's InvokeModelWithResponseStream packs what models say."""
    return [{"chunk": {"bytes": json.dumps(event).encode()}} for event in events]


LLAMA = packed([
    {"generation": "Hi", "prompt_token_count": 12, "generation_token_count": 1, "stop_reason": None},
    {"generation": "", "generation_token_count": 7, "stop_reason": "stop", "amazon-bedrock-invocationMetrics": {"inputTokenCount": 12, "outputTokenCount": 7}},
])  # fmt: skip

#: Name, chunks, model that the caller has to name, tokens in and out, what else the event says.
STREAMS = [
    ("openai chat", CHAT, None, (1000, 500), {"model": "gpt-5-mini", "service_tier": "flex"}),
    ("openai chat's helper", [{"type": "chunk", "chunk": chunk} for chunk in CHAT], None, (1000, 500), {"model": "gpt-5-mini"}),
    ("openai responses", RESPONSES, None, (30, 4), {"model": "gpt-4o", "cache_read_tokens": 10}),
    ("anthropic", ANTHROPIC, None, (25, 15), {"model": "claude-sonnet-4-5", "cache_read_tokens": 60, "cache_write_tokens": 40}),
    ("google", GOOGLE, None, (8, 20), {"model": "gemini-2.5-flash", "reasoning_tokens": 5}),
    ("bedrock converse", CONVERSE, CLAUDE, (11, 3), {"model": CLAUDE}),
    ("bedrock invoke, anthropic", packed(ANTHROPIC), CLAUDE, (25, 15), {"cache_read_tokens": 60}),
    ("bedrock invoke, llama", LLAMA, "meta.llama3-1-70b-instruct-v1:0", (12, 7), {}),
]


class Stream:
    """A stream as libraries make them: it can be closed."""

    def __init__(self, chunks, failure=None):
        self.chunks, self.failure, self.is_closed = chunks, failure, False

    def __iter__(self):
        yield from self.chunks
        if self.failure is not None:
            raise self.failure

    async def __aiter__(self):
        for chunk in self:
            yield chunk

    def close(self):
        self.is_closed = True


class AsyncStream:
    def __init__(self, stream):
        self.stream = stream

    def __aiter__(self):
        return self.stream.__aiter__()

    async def close(self):
        self.stream.close()


class StreamTests(WorkerTestCase):
    def setUp(self):
        super().setUp()
        self.worker = self.real()

    def event(self, tracked):
        return self.worker.usage.get(id=tracked.result["id"])["event"]

    def check(self, tracked, name, tokens, members):
        event = self.event(tracked)
        self.assertEqual((event["prompt_tokens"], event["completion_tokens"]), tokens, name)
        self.assertEqual(tracked.result["priced_by"], "catalogue", name)
        self.assertEqual({member: event[member] for member in members}, members, name)
        self.assertEqual((event["quality"], event["success"], event["operation"]), ("reported", True, "test"), name)

    def test_every_kind_is_recorded_at_its_end_and_its_chunks_are_left_as_they_are(self):
        for name, chunks, model, tokens, members in STREAMS:
            for made in (chunks, [thing(chunk) for chunk in chunks] if "invoke" not in name else chunks):
                tracked = self.worker.track_stream(Stream(made), model=model, operation="test")
                received = list(tracked)
                self.assertTrue(all(one is other for one, other in zip(received, made)) and len(received) == len(made), name)
                self.check(tracked, name, tokens, members)

    def test_every_kind_for_asyncio(self):
        async def main():
            async with AsyncWorker(database=self.path("costs.db")) as worker:
                for name, chunks, model, tokens, members in STREAMS:
                    tracked = worker.track_stream(AsyncStream(Stream(chunks)), model=model, operation="test")
                    self.assertEqual([chunk async for chunk in tracked], chunks, name)
                    self.check(tracked, name, tokens, members)

        asyncio.run(main())

    def test_boto3s_answers_hold_their_stream_inside(self):
        for response in ({"stream": Stream(CONVERSE)}, {"body": Stream(packed(ANTHROPIC)), "contentType": "application/json"}):
            tracked = self.worker.track_stream(response, model=CLAUDE)
            self.assertGreater(len(list(tracked)), 3)
            self.assertGreater(tracked.result["cost_usd"], 0)

    def test_a_stream_that_tells_nothing_is_unpriced_and_warned_of_where_it_was_read(self):
        tracked = self.worker.track_stream(Stream(CHAT[:2]), project_id="p")
        with self.assertWarnsRegex(costwire.UsageWarning, "gpt-5-mini ended without.*unpriced.*include_usage") as caught:
            for _ in tracked:
                pass
        self.assertEqual(caught.filename, __file__)
        event = self.event(tracked)
        self.assertEqual((event["quality"], event["unpriced"], event["project_id"]), ("absent", True, "p"))
        tracked = self.worker.track_stream(Stream(["mere", "text"]), model="gpt-4o")
        with self.assertWarns(costwire.UsageWarning):
            self.assertEqual("".join(tracked), "meretext")
        self.assertEqual(self.worker.cost.summary()["data_quality"]["unpriced_events"], 2)

    def test_a_warning_that_is_an_error_comes_after_the_event_is_safe(self):
        with warnings.catch_warnings(), self.assertRaises(costwire.UsageWarning):
            warnings.simplefilter("error")
            list(self.worker.track_stream(Stream(CHAT[:2])))
        self.assertEqual(self.worker.cost.summary()["summary"]["event_count"], 1)

    def test_a_stream_left_early_is_recorded_as_far_as_it_told(self):
        for _ in self.worker.track_stream(Stream(ANTHROPIC), project_id="broken"):
            break
        (event,) = self.worker.usage.query(project_id="broken")["events"]
        self.assertEqual((event["quality"], event["prompt_tokens"], event["success"]), ("partial", 25, True))
        stream = Stream(ANTHROPIC)
        with self.worker.track_stream(stream) as tracked:
            for _ in tracked:
                break
        self.assertEqual((self.event(tracked)["quality"], stream.is_closed), ("partial", True))
        with self.assertWarnsRegex(costwire.UsageWarning, "left before it told"):
            with self.worker.track_stream(Stream(CHAT), model="gpt-5-mini") as tracked:
                pass
        self.assertEqual(self.event(tracked)["quality"], "absent")
        tracked.close()
        self.assertEqual(self.worker.cost.summary()["summary"]["event_count"], 3)

    def test_streams_that_are_open_when_the_worker_closes_are_recorded(self):
        async def main():
            async with AsyncWorker(database=self.path("costs.db")) as worker:
                async for _ in worker.track_stream(AsyncStream(Stream(ANTHROPIC)), project_id="left"):
                    break

        asyncio.run(main())
        with costwire.Worker(database=self.path("costs.db")) as worker:
            tracked = worker.track_stream(Stream(ANTHROPIC), project_id="left")
            next(chunks := iter(tracked))
        chunks.close()
        events = self.worker.usage.query(project_id="left")["events"]
        self.assertEqual([(event["quality"], event["prompt_tokens"]) for event in events], [("partial", 25)] * 2)

    def test_a_stream_left_after_its_last_count_is_whole(self):
        tracked = self.worker.track_stream(Stream(CONVERSE + [{"more": 1}]), model=CLAUDE)
        for chunk in tracked:
            if "metadata" in chunk:
                break
        self.assertEqual(self.event(tracked)["quality"], "reported")

    def test_a_stream_that_fails_is_recorded_as_failed_and_goes_on_failing(self):
        tracked = self.worker.track_stream(Stream(ANTHROPIC[:3], ConnectionError("secret")))
        with self.assertRaisesRegex(ConnectionError, "secret"):
            list(tracked)
        event = self.event(tracked)
        self.assertEqual((event["success"], event["error"], event["quality"]), (False, "ConnectionError", "partial"))
        self.assertEqual((event["prompt_tokens"], event["completion_tokens"]), (25, 1))

    def test_a_stream_cut_off_without_a_failure_is_partial(self):
        tracked = self.worker.track_stream(Stream(ANTHROPIC[:3]))
        list(tracked)
        self.assertEqual(self.event(tracked)["quality"], "partial")

    def test_what_the_caller_knows_goes_before(self):
        tracked = self.worker.track_stream(Stream(["text"]), model="gpt-4o", id="mine", prompt_tokens=5, completion_tokens=1)
        list(tracked)
        event = self.event(tracked)
        self.assertEqual((event["id"], event["quality"], event["prompt_tokens"]), ("mine", "reported", 5))

    def test_a_stream_is_read_once(self):
        tracked = self.worker.track_stream(Stream(ANTHROPIC))
        list(tracked)
        with self.assertRaisesRegex(RuntimeError, "read once"):
            iter(tracked)

    def test_the_wrong_kind_says_which_worker_reads_it(self):
        with self.assertRaisesRegex(TypeError, "of an AsyncWorker"):
            self.worker.track_stream(AsyncStream(Stream([])))
        with self.assertRaisesRegex(TypeError, "of a Worker"):
            AsyncWorker(database=":memory:").track_stream([])

    def test_a_cancelled_task_records_what_it_read(self):
        async def main():
            async with AsyncWorker(database=self.path("costs.db")) as worker:

                async def endless():
                    yield ANTHROPIC[0]
                    await asyncio.Event().wait()

                began, tracked = asyncio.Event(), worker.track_stream(endless())

                async def read():
                    async for _ in tracked:
                        began.set()

                task = asyncio.ensure_future(read())
                await began.wait()
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await task
                left = AsyncStream(Stream(ANTHROPIC))
                async with worker.track_stream(left) as early:
                    async for _ in early:
                        break
                return tracked, early, left

        tracked, early, left = asyncio.run(main())
        event = self.event(tracked)
        self.assertEqual((event["quality"], event["error"], event["prompt_tokens"]), ("partial", "CancelledError", 25))
        self.assertEqual((self.event(early)["quality"], left.stream.is_closed), ("partial", True))


if __name__ == "__main__":
    unittest.main()
