"""One line for each response, block and function that cost money."""

import asyncio
import enum
import types
import unittest
import warnings

import costwire
from costwire import AsyncWorker

from .support import WorkerTestCase

USAGE = {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}
RESPONSE = {"model": "gpt-4o", "usage": USAGE}


class Model:
    """What pydantic's models have in common, for objects of OpenAI, Anthropic and Google alike."""

    def __init__(self, **members):
        self.__dict__.update(members)

    def model_dump(self):
        return {name: value.model_dump() if isinstance(value, Model) else value for name, value in vars(self).items()}


class TrackTests(WorkerTestCase):
    def setUp(self):
        super().setUp()
        self.worker = self.real()

    def event(self, tracked):
        return self.worker.usage.get(id=tracked["id"])["event"]

    def test_takes_responses_of_every_kind(self):
        google = {"promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 10}
        text = [{"modality": enum.Enum("Modality", {"TEXT": "TEXT"}).TEXT, "token_count": 7}]  # as model_dump has it
        snake = Model(prompt_token_count=7, candidates_token_count=3, thoughts_token_count=None, prompt_tokens_details=text)
        converse = {"output": {}, "usage": {"inputTokens": 7, "outputTokens": 3, "totalTokens": 10}}
        claude = "anthropic.claude-3-5-sonnet-20241022-v2:0"
        for response, model, tokens in [
            (Model(model="gpt-4o", usage=Model(**USAGE)), None, (1000, 500)),
            (types.SimpleNamespace(model="gpt-4o", usage=types.SimpleNamespace(**USAGE)), None, (1000, 500)),
            (RESPONSE, None, (1000, 500)),
            (USAGE, "gpt-4o", (1000, 500)),
            (Model(**USAGE), "gpt-4o", (1000, 500)),
            ({"model": "gpt-4o", "usage": {"input_tokens": 9, "output_tokens": 4, "total_tokens": 13}}, None, (9, 4)),
            (Model(model="claude-sonnet-4-5", usage=Model(input_tokens=5, output_tokens=6, cache_creation=None)), None, (5, 6)),
            (Model(model_version="gemini-2.5-flash", usage_metadata=snake), None, (7, 3)),
            ({"modelVersion": "gemini-2.5-flash", "usageMetadata": google}, None, (7, 3)),
            (converse, claude, (7, 3)),
            ({"usage": {"input_tokens": 5, "output_tokens": 6}, "content": []}, claude, (5, 6)),
        ]:
            tracked = self.worker.track(response, model=model, operation="test")
            self.assertEqual(tracked["priced_by"], "catalogue", response)
            event = self.event(tracked)
            self.assertEqual((event["prompt_tokens"], event["completion_tokens"]), tokens, response)
        self.assertEqual(self.worker.cost.summary()["summary"]["event_count"], 11)

    def test_bedrocks_invoke_model_tells_in_its_headers_and_the_body_is_left_alone(self):
        body = object()
        headers = {
            "x-amzn-bedrock-input-token-count": "12",
            "x-amzn-bedrock-output-token-count": "7",
            "X-Amzn-Bedrock-Cache-Read-Input-Token-Count": "30",
        }
        response = {"body": body, "contentType": "application/json", "ResponseMetadata": {"HTTPHeaders": headers}}
        event = self.event(self.worker.track(response, model="meta.llama3-1-70b-instruct-v1:0", provider="bedrock"))
        self.assertEqual((event["prompt_tokens"], event["completion_tokens"], event["cache_read_tokens"]), (12, 7, 30))

    def test_the_class_of_service_of_a_response_decides_its_price(self):
        standard = self.worker.track({"model": "gpt-5-mini", "usage": USAGE, "service_tier": "default"})
        flex = self.worker.track(Model(model="gpt-5-mini", usage=Model(**USAGE), service_tier="flex"))
        self.assertEqual(flex["cost_usd"] * 2, standard["cost_usd"])
        converse = {"usage": {"inputTokens": 7, "outputTokens": 3}, "serviceTier": {"type": "priority"}}
        event = self.event(self.worker.track(converse, model="amazon.nova-pro-v1:0"))
        self.assertEqual(event["service_tier"], "priority")

    def test_what_holds_no_usage_is_refused(self):
        with self.assertRaisesRegex(TypeError, "neither a response nor a usage object"):
            self.worker.track(42, model="gpt-4o")
        with self.assertRaisesRegex(TypeError, "track_stream"):
            self.worker.track(iter([]), model="gpt-4o")
        with self.assertRaisesRegex(costwire.ValidationError, "usage"):
            self.worker.track({"choices": []}, model="gpt-4o")

    # Blocks

    def test_a_call_is_recorded_when_its_block_is_left(self):
        with self.worker.track_call("metabolite_analysis", "gpt-4o-mini", "metabolite_identification") as call:
            call.set_tokens(prompt=100, completion=50)
            call.set_cost(0.023)
            call.set_response_details(response_time_ms=1500, request_size=2048, response_size=4096)
        event = self.event(call.result)
        self.assertEqual(event["operation"], "metabolite_analysis")
        self.assertEqual(event["category"], "metabolite_identification")
        self.assertEqual((event["prompt_tokens"], event["completion_tokens"]), (100, 50))
        self.assertEqual((event["cost_usd"], event["response_time_ms"]), (0.023, 1500))
        self.assertEqual((event["request_size"], event["response_size"]), (2048, 4096))

    def test_a_call_that_failed_is_recorded_as_failed(self):
        with self.assertRaisesRegex(KeyError, "secret"):
            with self.worker.track_call("search", "gpt-4o") as call:
                raise KeyError("secret")
        event = self.event(call.result)
        self.assertEqual((event["success"], event["error"], event["quality"]), (False, "KeyError", "absent"))
        self.assertEqual(self.worker.cost.summary()["summary"]["error_rate_percent"], 100)

    def test_a_call_that_told_nothing_is_unpriced_and_warned_of_here(self):
        with self.assertWarnsRegex(costwire.UsageWarning, "'search' of gpt-4o .* unpriced") as caught:
            with self.worker.track_call("search", "gpt-4o") as call:
                pass
        self.assertEqual(caught.filename, __file__)
        self.assertEqual(self.event(call.result)["quality"], "absent")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with self.assertRaises(costwire.UsageWarning), self.worker.track_call("search", "gpt-4o"):
                pass
        self.assertEqual(self.worker.cost.summary()["data_quality"]["unpriced_events"], 2)

    # Decorators

    def test_a_decorated_function_is_recorded_each_time_with_what_it_returns(self):
        @self.worker.track_call("search", "gpt-4o-mini", category="literature", project_id="p")
        def search(question, *, fail=False):
            "Looks it up."
            if fail:
                raise KeyError(question)
            return Model(model="gpt-4o", usage=Model(**USAGE))

        self.assertEqual((search.__name__, search.__doc__), ("search", "Looks it up."))
        self.assertEqual(search("a").model, "gpt-4o")
        search("b")
        with self.assertRaises(KeyError):
            search("c", fail=True)
        events = self.worker.usage.query(project_id="p")["events"]
        self.assertEqual(sorted(event["model"] for event in events), ["gpt-4o", "gpt-4o", "gpt-4o-mini"])
        self.assertEqual([event["success"] for event in events].count(False), 1)
        self.assertEqual({event["category"] for event in events}, {"literature"})

    def test_a_decorated_async_function_likewise_with_either_worker(self):
        async def main():
            async with AsyncWorker(database=self.path("costs.db")) as worker:
                for owner in (worker, self.worker):

                    @owner.track_call("answer", "gpt-4o")
                    async def answer(question):
                        await asyncio.sleep(0)
                        return RESPONSE

                    self.assertEqual(await asyncio.gather(*[answer("q") for _ in range(3)]), [RESPONSE] * 3)
                with self.assertRaisesRegex(TypeError, "not an async function"):
                    worker.track_call("answer", "gpt-4o")(len)

        asyncio.run(main())
        self.assertEqual(self.worker.cost.summary()["summary"]["total_tokens"], 6 * 1500)

    def test_functions_that_make_streams_are_refused_with_what_to_do(self):
        def stream():
            yield RESPONSE

        with self.assertRaisesRegex(TypeError, "stream makes a stream.*track_stream"):
            self.worker.track_call("answer", "gpt-4o")(stream)


if __name__ == "__main__":
    unittest.main()
