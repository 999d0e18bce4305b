'use strict';

const { Conflict } = require('./errors.cjs');

// Node 18 has no symbol of its own for `await using`; compilers make this one.
Symbol.asyncDispose ??= Symbol.for('Symbol.asyncDispose');

/** Money held for a call under way. */
class Hold {
  #call;
  #isOver = false;
  /** What the call cost: settled when the block is left. */
  cost = null;

  /** Use `worker.budget.reserved`. */
  constructor(call, answer) {
    this.#call = call;
    this.id = answer.reservation_id;
    this.amount = answer.amount_usd;
    this.expiresAt = answer.expires_at;
    this.result = answer;
  }

  /** Puts what the call cost in the place of what was held for it. */
  settle(actualCostUsd, options) {
    return this.#end('budget/settle', { reservation_id: this.id, actual_cost_usd: actualCostUsd }, options);
  }

  /** Gives back what was held: the call was not made. */
  release(options) {
    return this.#end('budget/release', { reservation_id: this.id }, options);
  }

  async #end(method, params, options) {
    this.result = await this.#call(method, params, options);
    this.#isOver = true;
    return this.result;
  }

  /** What is left to do at the end of a block, given what to settle when nothing was said; null releases. */
  async leave(otherwise) {
    if (this.#isOver) return;
    const cost = this.cost ?? otherwise;
    try {
      await (cost === null ? this.release() : this.settle(cost));
    } catch (error) {
      // An event settled it, with the cost that is known best.
      if (!(error instanceof Conflict)) throw error;
    }
  }

  [Symbol.asyncDispose]() {
    return this.leave(null);
  }
}

/** `reserved` and `withReserved` of a worker's budgets. */
function reserving(call) {
  async function reserved(scope, estimate, { signal, timeout, onProgress, ...fields } = {}) {
    const wanted = typeof estimate === 'object' && estimate !== null ? { estimate } : { amount_usd: estimate };
    const params = { scope: scope ?? undefined, ...wanted, ...fields };
    return new Hold(call, await call('budget/reserve', params, { signal, timeout, onProgress }));
  }

  async function withReserved(scope, estimate, body, options) {
    const hold = await reserved(scope, estimate, options);
    let answer;
    try {
      answer = await body(hold);
    } catch (error) {
      // Why the body failed must not be hidden by what fails after it: the hold then ends by itself.
      await hold.leave(null).catch(() => {});
      throw error;
    }
    await hold.leave(hold.amount);
    return answer;
  }

  return { reserved, withReserved };
}

module.exports = { Hold, reserving };
