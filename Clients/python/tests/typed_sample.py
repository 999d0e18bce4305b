"""Uses the package as programs do, for type checkers: mypy --strict and pyright find nothing to say.

The test of types also runs it against the worker.
"""

from __future__ import annotations

import asyncio
import datetime
import sys
from typing import Any, AsyncIterator, Dict, Iterator, List, Optional

import costwire
from costwire import AsyncWorker, BudgetExceeded, CostwireError, ValidationError, Worker
from costwire.types import CostSummaryResult, UsageTrackBatchEventsItemInput, UsageTrackResult

CHUNKS: List[Dict[str, Any]] = [{"model": "gpt-4o", "usage": {"prompt_tokens": 5, "completion_tokens": 1}, "choices": []}]


def heard(method: str, params: Dict[str, Any]) -> None:
    print(method, sorted(params))


def total(answer: CostSummaryResult) -> float:
    summary = answer["summary"]
    by_model: Dict[str, float] = summary["cost_by_model"]
    rate: Optional[float] = summary["error_rate_percent"]
    assert rate is None or rate >= 0
    assert answer["data_quality"]["unpriced_events"] >= 0
    return summary["total_cost_usd"] + 0 * sum(by_model.values())


def synchronous(database: str) -> float:
    def log(line: str) -> None:
        print(line, file=sys.stderr)

    with Worker(database, timeout=30, on_log=log, on_notification=heard, notifications=["alerts/raised"]) as worker:
        tracked: UsageTrackResult = worker.track({"prompt_tokens": 10, "completion_tokens": 2}, model="gpt-4o", tags=["a"])
        cost: float = tracked["cost_usd"]
        assert tracked["priced_by"] == "catalogue" and cost > 0
        events: List[UsageTrackBatchEventsItemInput] = [{"model": "gpt-4o", "prompt_tokens": 1}]
        accepted: int = worker.usage.track_batch(events=events, on_error="skip")["accepted"]

        with worker.track_call("search", "gpt-4o", category="chat") as call:
            call.set_tokens(prompt=accepted)

        @worker.track_call("answer", "gpt-4o")
        def answer(question: str, *, loud: bool = False) -> Dict[str, Any]:
            return CHUNKS[0] if question or loud else {}

        usage: Dict[str, Any] = answer("Why?", loud=True)
        for chunk in worker.track_stream(CHUNKS, project_id="p"):
            usage = chunk["usage"]
        assert usage["prompt_tokens"] == 5

        def numbers() -> Iterator[int]:
            yield 1

        with worker.track_stream(numbers(), model="gpt-4o", prompt_tokens=1) as stream:
            assert sum(number + 1 for number in stream) == 2
        assert stream.result is not None and not stream.result["duplicate"]

        worker.budget.set(budget_id="b", scope={"customer_id": ["acme", "other"]}, daily_limit_usd=1)
        try:
            with worker.budget.reserved({"customer_id": "acme"}, 0.05) as hold:
                hold.cost = 0.03
            with worker.budget.reserved({"customer_id": "acme"}, {"model": "gpt-4o", "prompt_tokens": 10**9}):
                pass
        except BudgetExceeded as refusal:
            wait: Optional[float] = refusal.retry_after
            print(refusal.symbol, refusal.details, wait)
        try:
            worker.cost.trends(days=30, granularity="week", start=datetime.date(2026, 1, 1), timeout=5)
            worker.cost.summary(days=0)
        except ValidationError as error:
            assert isinstance(error, CostwireError) and error.code == -32602
        bar = costwire.progress_bar("Import")
        worker.usage.import_(text='{"model": "m", "cost_usd": 1}\n', format="ndjson", on_progress=bar)
        for row in worker.cost.attribution(dimensions=["user", "model"], limit=3)["attribution"].get("cost_by_model", []):
            assert row["estimated_cost_usd"] >= 0
        picture: str = worker.cost.render(view="trends", format="svg")["text"]
        assert picture.startswith("<svg") and worker.pid is not None
        return total(worker.cost.summary(days=7, project_id=["p", "q"]))


async def asynchronous(database: str) -> float:
    async with AsyncWorker(database, timeout=30) as worker:
        tracked = await worker.track({"prompt_tokens": 10, "completion_tokens": 2}, model="gpt-4o")
        assert not tracked["duplicate"]

        async with worker.track_call("search", "gpt-4o") as call:
            call.set_cost(0.01)

        @worker.track_call("answer", "gpt-4o")
        async def answer(question: str) -> Dict[str, Any]:
            return CHUNKS[0] if question else {}

        usage: Dict[str, Any] = await answer("Why?")

        async def chunks() -> AsyncIterator[Dict[str, Any]]:
            yield usage

        async for chunk in worker.track_stream(chunks(), project_id="p"):
            assert chunk["usage"]
        async with worker.budget.reserved({"customer_id": "acme"}, 0.01) as hold:
            await hold.settle(0.005)

        async def told(value: Dict[str, Any]) -> None:
            await asyncio.sleep(0)

        await worker.usage.import_(text='{"model": "m", "cost_usd": 1}\n', format="ndjson", on_progress=told)
        result = await worker.cost.forecast(training_days=14) if False else None
        assert result is None
        return total(await worker.cost.summary(days=7))


def main(database: str) -> None:
    print(synchronous(database), asyncio.run(asynchronous(database)))


if __name__ == "__main__":
    main(sys.argv[1])
