// Blocks that hold money of the budgets.

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';

import * as costwire from '../index.js';
import { real } from '../testing/support.js';

const scope = { customer_id: 'acme' };

async function budgeted(t) {
  const worker = await real(t);
  await worker.budget.set({ budget_id: 'acme', scope, daily_limit_usd: 10 });
  return worker;
}

/** What is spent and held. */
async function standing(worker) {
  const [row] = (await worker.budget.status({ budget_id: 'acme' })).budgets;
  return [row.limits[0].spent_usd, row.held_usd];
}

describe('withReserved', () => {
  test('holds the amount, answers what the body does, and settles at it', async (t) => {
    const worker = await budgeted(t);
    const answer = await worker.budget.withReserved(scope, 2, async (hold) => {
      assert.deepEqual(await standing(worker), [0, 2]);
      return hold.amount;
    });
    assert.equal(answer, 2);
    assert.deepEqual(await standing(worker), [2, 0]);
  });

  test('an event with the reservation settles it', async (t) => {
    const worker = await budgeted(t);
    await worker.budget.withReserved(scope, 2, (hold) =>
      worker.usage.track({ model: 'm', cost_usd: 0.5, reservation_id: hold.id, ...scope }));
    assert.deepEqual(await standing(worker), [0.5, 0]);
  });

  test('the cost that was told is settled', async (t) => {
    const worker = await budgeted(t);
    await worker.budget.withReserved(scope, 2, (hold) => void (hold.cost = 0.25));
    await worker.budget.withReserved(scope, 2, (hold) => hold.settle(0.75));
    await worker.budget.withReserved(scope, 2, (hold) => hold.release());
    assert.deepEqual(await standing(worker), [1, 0]);
  });

  test('an exception releases it and goes on', async (t) => {
    const worker = await budgeted(t);
    const failing = worker.budget.withReserved(scope, 2, () => { throw new RangeError('no'); });
    await assert.rejects(failing, RangeError);
    assert.deepEqual(await standing(worker), [0, 0]);
    const late = worker.budget.withReserved(scope, 2, async (hold) => {
      hold.cost = 0.5;
      throw new RangeError('after the call was made');
    });
    await assert.rejects(late, RangeError);
    assert.deepEqual(await standing(worker), [0.5, 0]);
  });

  test('a worker that is gone does not hide the exception', async (t) => {
    const worker = await budgeted(t);
    const failing = worker.budget.withReserved(scope, 2, async () => {
      await worker.close();
      throw new RangeError('no');
    });
    await assert.rejects(failing, RangeError);
  });

  test('a refusal rejects, and the body does not run', async (t) => {
    const worker = await budgeted(t);
    await assert.rejects(worker.budget.withReserved(scope, 11, () => assert.fail('ran')), costwire.BudgetExceeded);
  });

  test('takes an estimate and what reserve takes', async (t) => {
    const worker = await budgeted(t);
    const estimate = { provider: 'openai', model: 'gpt-4o', prompt_tokens: 1000, max_tokens: 100 };
    await worker.budget.withReserved(scope, estimate, (hold) => {
      assert.equal(hold.id, 'r');
      assert.equal(hold.amount, 0.0035);
    }, { reservation_id: 'r', ttl_seconds: 5, priority: 'critical' });
  });
});

// What `await using` does, in words that every Node reads.
async function block(hold, body) {
  try {
    return await body(hold);
  } finally {
    await hold[Symbol.asyncDispose]();
  }
}

describe('reserved', () => {
  test('settles what was told, and releases what nothing was said of', async (t) => {
    const worker = await budgeted(t);
    await block(await worker.budget.reserved(scope, 2), (hold) => void (hold.cost = 0.25));
    await block(await worker.budget.reserved(scope, 2), (hold) => hold.settle(0.25));
    await block(await worker.budget.reserved(scope, 2), (hold) =>
      worker.usage.track({ model: 'm', cost_usd: 0.5, reservation_id: hold.id, ...scope }));
    await block(await worker.budget.reserved(scope, 2), () => {});
    await assert.rejects(block(await worker.budget.reserved(scope, 2), () => { throw new RangeError('no'); }), RangeError);
    assert.deepEqual(await standing(worker), [1, 0]);
    assert.equal(typeof Symbol.asyncDispose, 'symbol');
  });
});

test('an open breaker is an error of its own', async (t) => {
  const worker = await real(t);
  await worker.breaker.create({ name: 'b', failure_threshold: 1 });
  const { operation_id } = await worker.breaker.acquire({ name: 'b', operation_type: 'llm_call' });
  await worker.breaker.record({ name: 'b', operation_id, success: false });
  await assert.rejects(worker.breaker.acquire({ name: 'b' }), (error) =>
    error instanceof costwire.CircuitBreakerOpen && error.code === 4031 && error.retryAfter > 0);
});
