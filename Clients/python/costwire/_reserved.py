"""Blocks that hold money of the budgets while a call is made."""

from __future__ import annotations

import os
from typing import Any, Dict, Mapping, Optional, Tuple, Union

from ._async_surface import AsyncBudgetGroup
from ._errors import Conflict
from ._recording import not_recorded
from ._surface import BudgetGroup

_RESERVED = """A block around a call that costs money: its amount is held by every budget it falls under::

            with worker.budget.reserved({"customer_id": "acme"}, 0.05) as hold:
                response = client.chat.completions.create(...)
                worker.track(response, customer_id="acme", reservation_id=hold.id)

        What becomes of the amount when the block is left:

        - an event of the same customer tracked with ``reservation_id=hold.id``, or ``hold.settle(...)``, has settled it: nothing is done;
        - with ``hold.cost`` set it is settled at that cost;
        - without either it is settled at the amount held: the call was made, and nothing better is known;
        - left by an exception it is released, unless ``hold.cost`` was set before. The exception goes on.

        Args:
            scope: What the call is: whose, for what, with which model.
            estimate: An amount in USD, or the call's model and tokens.
            fields: Further members of ``budget/reserve``: reservation_id, priority, ttl_seconds.

        Raises:
            BudgetExceeded: when a budget refuses; the block is not entered.
        """


def _reservation(scope: Optional[Mapping[str, Any]], estimate: Any, fields: Mapping[str, Any]) -> Dict[str, Any]:
    member = "estimate" if isinstance(estimate, Mapping) else "amount_usd"
    params = {"scope": scope, member: estimate, **fields}
    return {name: value for name, value in params.items() if value is not None}


class Hold:
    """Money held for a call under way; see `reserved`."""

    def __init__(self, worker: Any, answer: Mapping[str, Any]) -> None:
        self._worker = worker
        self._is_over = False
        self._process_id = os.getpid()
        #: The reservation's id, for ``reservation_id`` of the event.
        self.id: str = answer["reservation_id"]
        #: What is held, in USD.
        self.amount: Any = answer["amount_usd"]
        #: When it ends by itself.
        self.expires_at: str = answer["expires_at"]
        #: What the call cost: settled when the block is left.
        self.cost: Any = None
        #: The last answer of the worker about it.
        self.result: Dict[str, Any] = dict(answer)

    def settle(self, actual_cost_usd: Any) -> Any:
        """Puts what the call cost in the place of what was held for it."""
        return self._end(*self._settling(actual_cost_usd))

    def release(self) -> Any:
        """Gives back what was held: the call was not made."""
        return self._end(*self._releasing())

    def _end(self, method: str, params: Dict[str, Any]) -> Any:
        self.result = self._worker.call(method, params)
        self._is_over = True
        return self.result

    def _settling(self, cost: Any) -> Tuple[str, Dict[str, Any]]:
        return "budget/settle", {"reservation_id": self.id, "actual_cost_usd": cost}

    def _releasing(self) -> Tuple[str, Dict[str, Any]]:
        return "budget/release", {"reservation_id": self.id}

    def _left(self, failure: Optional[BaseException]) -> Optional[Tuple[str, Dict[str, Any]]]:
        """What is left to do at the end of the block: of a fork only the process that entered it does it."""
        if self._is_over or self._process_id != os.getpid():
            return None
        if self.cost is not None:
            return self._settling(self.cost)
        return self._releasing() if failure is not None else self._settling(self.amount)


class AsyncHold(Hold):
    """Money held for a call under way, for asyncio: `settle` and `release` are awaited."""

    async def settle(self, actual_cost_usd: Any) -> Any:
        """Puts what the call cost in the place of what was held for it."""
        return await self._end(*self._settling(actual_cost_usd))

    async def release(self) -> Any:
        """Gives back what was held: the call was not made."""
        return await self._end(*self._releasing())

    async def _end(self, method: str, params: Dict[str, Any]) -> Any:
        self.result = await self._worker._finished(method, params)
        self._is_over = True
        return self.result


class _Block:
    """What both kinds of blocks know."""

    def __init__(self, worker: Any, params: Dict[str, Any]) -> None:
        self._worker = worker
        self._params = params
        self._hold: Any = None
        self._is_entered = False

    def _enter(self) -> None:
        if self._is_entered:
            raise RuntimeError(
                "This block is entered already: one reserved(...) holds one amount at a time; make another for each call"
            )
        self._is_entered = True

    def _leave(self) -> Any:
        hold, self._hold, self._is_entered = self._hold, None, False
        return hold


class Reserved(_Block):
    """The block of `reserved`."""

    def __enter__(self) -> Hold:
        self._enter()
        try:
            hold = self._hold = Hold(self._worker, self._worker.call("budget/reserve", self._params))
        except BaseException:
            self._is_entered = False
            raise
        return hold

    def __exit__(self, kind: Any, failure: Optional[BaseException], trace: Any) -> None:
        hold = self._leave()
        step = hold._left(failure)
        if step is None:
            return
        try:
            hold._end(*step)
        except Conflict:
            pass  # An event settled it, with the cost that is known best.
        except Exception as error:
            not_recorded(error, failure)


class AsyncReserved(_Block):
    """The block of `reserved`, for asyncio."""

    async def __aenter__(self) -> AsyncHold:
        self._enter()
        try:
            hold = self._hold = AsyncHold(self._worker, await self._worker.call("budget/reserve", self._params))
        except BaseException:
            self._is_entered = False
            raise
        return hold

    async def __aexit__(self, kind: Any, failure: Optional[BaseException], trace: Any) -> None:
        hold = self._leave()
        step = hold._left(failure)
        if step is None:
            return
        try:
            await hold._end(*step)
        except Conflict:
            pass  # An event settled it, with the cost that is known best.
        except Exception as error:
            not_recorded(error, failure)


class Budgets(BudgetGroup):
    """The methods budget/*, and a block that reserves."""

    __slots__ = ()

    def reserved(
        self, scope: Optional[Mapping[str, Any]] = None, estimate: Union[float, Mapping[str, Any], None] = None, **fields: Any
    ) -> Reserved:
        return Reserved(self._worker, _reservation(scope, estimate, fields))

    reserved.__doc__ = _RESERVED


class AsyncBudgets(AsyncBudgetGroup):
    """The methods budget/*, to be awaited, and a block that reserves."""

    __slots__ = ()

    def reserved(
        self, scope: Optional[Mapping[str, Any]] = None, estimate: Union[float, Mapping[str, Any], None] = None, **fields: Any
    ) -> AsyncReserved:
        return AsyncReserved(self._worker, _reservation(scope, estimate, fields))

    reserved.__doc__ = _RESERVED.replace("with worker", "async with worker").replace("worker.track", "await worker.track")
