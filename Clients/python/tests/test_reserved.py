"""Blocks that hold money of the budgets."""

import asyncio
import decimal
import unittest
import warnings

import costwire
from costwire import AsyncWorker

from .support import WorkerTestCase

SCOPE = {"customer_id": "acme"}


class ReservedTests(WorkerTestCase):
    def setUp(self):
        super().setUp()
        self.worker = self.real()
        self.worker.budget.set(budget_id="acme", scope=SCOPE, daily_limit_usd=10)

    def standing(self):
        """What is spent and held."""
        row = self.worker.budget.status(budget_id="acme")["budgets"][0]
        return row["limits"][0]["spent_usd"], row["held_usd"]

    def test_holds_the_amount_and_settles_at_it(self):
        with self.worker.budget.reserved(SCOPE, 2) as hold:
            self.assertEqual(self.standing(), (0, 2))
            self.assertEqual(hold.amount, 2)
        self.assertEqual(self.standing(), (2, 0))
        self.assertEqual(hold.result["actual_cost_usd"], 2)

    def test_an_event_with_the_reservation_settles_it(self):
        with self.worker.budget.reserved(SCOPE, 2) as hold:
            self.worker.usage.track(model="m", cost_usd=0.5, reservation_id=hold.id, **SCOPE)
        self.assertEqual(self.standing(), (0.5, 0))

    def test_the_cost_that_was_told_is_settled(self):
        with self.worker.budget.reserved(SCOPE, 2) as hold:
            hold.cost = decimal.Decimal("0.25")
        self.assertEqual(self.standing(), (0.25, 0))
        with self.worker.budget.reserved(SCOPE, 2) as hold:
            hold.settle(0.75)
        self.assertEqual(self.standing(), (1, 0))

    def test_an_exception_releases_it_and_goes_on(self):
        with self.assertRaises(KeyError):
            with self.worker.budget.reserved(SCOPE, 2):
                raise KeyError("no")
        self.assertEqual(self.standing(), (0, 0))
        with self.assertRaises(KeyError):
            with self.worker.budget.reserved(SCOPE, 2) as hold:
                hold.cost = 0.5
                raise KeyError("after the call was made")
        self.assertEqual(self.standing(), (0.5, 0))

    def test_what_was_released_stays_so(self):
        with self.worker.budget.reserved(SCOPE, 2) as hold:
            hold.release()
        with self.worker.budget.reserved(SCOPE, 2) as hold:
            self.worker.budget.release(reservation_id=hold.id)
        self.assertEqual(self.standing(), (0, 0))

    def test_a_refusal_is_raised_and_the_block_not_entered(self):
        with self.assertRaises(costwire.BudgetExceeded) as caught:
            with self.worker.budget.reserved(SCOPE, 11):
                self.fail("entered")
        self.assertEqual(caught.exception.details["budget_id"], "acme")

    def test_takes_an_estimate_and_what_reserve_takes(self):
        estimate = {"provider": "openai", "model": "gpt-4o", "prompt_tokens": 1000, "max_tokens": 100}
        with self.worker.budget.reserved(SCOPE, estimate, reservation_id="r", ttl_seconds=5, priority="critical") as hold:
            self.assertEqual((hold.id, hold.amount), ("r", 0.0035))

    def test_a_worker_that_is_gone_does_not_hide_the_exception(self):
        with self.assertRaises(KeyError), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with self.worker.budget.reserved(SCOPE, 2):
                self.worker.close()
                raise KeyError("no")
        self.assertIn("not recorded", str(caught[0].message))

    def test_the_same_for_asyncio(self):
        async def main():
            async with AsyncWorker(database=self.path("costs.db")) as worker:
                async with worker.budget.reserved(SCOPE, 2) as hold:
                    await worker.usage.track(model="m", cost_usd=0.5, reservation_id=hold.id, **SCOPE)
                async with worker.budget.reserved(SCOPE, 2) as hold:
                    await hold.settle(0.25)
                async with worker.budget.reserved(SCOPE, 2) as hold:
                    hold.cost = 0.25
                async with worker.budget.reserved(SCOPE, 1):
                    pass
                with self.assertRaises(asyncio.CancelledError):
                    async with worker.budget.reserved(SCOPE, 2):
                        raise asyncio.CancelledError
                with self.assertRaises(costwire.BudgetExceeded):
                    async with worker.budget.reserved(SCOPE, 20):
                        self.fail("entered")

        asyncio.run(main())
        self.assertEqual(self.standing(), (2, 0))
        self.assertIn("async with worker.budget.reserved", AsyncWorker.budget.fget(None).reserved.__doc__)


class BreakerTests(WorkerTestCase):
    def test_an_open_breaker_is_an_exception(self):
        worker = self.real()
        worker.breaker.create(name="b", failure_threshold=1)
        operation = worker.breaker.acquire(name="b", operation_type="llm_call")
        worker.breaker.record(name="b", operation_id=operation["operation_id"], success=False)
        with self.assertRaises(costwire.CircuitBreakerOpen) as caught:
            worker.breaker.acquire(name="b")
        self.assertEqual((caught.exception.code, caught.exception.details["reason"]), (4031, "open"))
        self.assertGreater(caught.exception.retry_after, 0)


if __name__ == "__main__":
    unittest.main()
