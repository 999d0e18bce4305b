'use strict';

const { RequestCancelled, errorFrom, Timeout } = require('./errors.cjs');
const { reserving } = require('./reserved.cjs');
const { eventIds, prepared } = require('./requests.cjs');
const { usageEvent } = require('./responses.cjs');
const { TrackedStream } = require('./streams.cjs');
const { Supervisor, nextId } = require('./supervisor.cjs');
const { groups } = require('./surface.cjs');
const { trackCall } = require('./tracking.cjs');
const { within } = require('./transport.cjs');

/**
 * A costwire worker as a subprocess.
 *
 * Methods are functions of their group: `worker.cost.summary({ days: 7 })` calls `cost/summary`. A worker that dies
 * is started again, at most 4 times in 3 minutes, and unanswered requests that may be repeated are sent again; a
 * worker with its database in memory is not. Node may exit while a worker is open.
 *
 * Answers are read by `JSON.parse`: integers beyond 2^53 (the worker has none but sums of tokens and bytes over years)
 * lose their last digits, and money is a double, exact to the nano-dollar up to some millions of dollars.
 */
class Worker {
  #supervisor;
  #timeout;
  /** Tracked streams that are not recorded yet. */
  #streams = new Set();
  #closing = null;

  /** Starts a worker and says hello. */
  static async start({ binary, timeout, onLog, onNotification, restart = true, accessKey, ...settings } = {}) {
    const worker = new Worker(
      new Supervisor({ binary, settings, accessKey, onLog, onNotification, restart }), timeout);
    await worker.#supervisor.connection();
    return worker;
  }

  /** Use `Worker.start`. */
  constructor(supervisor, timeout) {
    if (!(supervisor instanceof Supervisor)) throw new TypeError('Use await Worker.start({...})');
    this.#supervisor = supervisor;
    this.#timeout = timeout;
    for (const [group, methods] of Object.entries(groups)) {
      const functions = {};
      for (const [name, method] of Object.entries(methods)) {
        functions[name] = (params, options) => this.call(method, params, options);
      }
      if (group === 'budget') Object.assign(functions, reserving((...given) => this.call(...given)));
      this[group] = Object.freeze(functions);
    }
  }

  /** What the worker answered to `initialize`: serverInfo, capabilities, database. */
  get initialized() {
    return this.#supervisor.initialized;
  }

  /** The process id of the worker; null while none runs. */
  get pid() {
    return this.#supervisor.pid;
  }

  /** Calls any method by its name. */
  async call(method, params, { signal, timeout = this.#timeout, onProgress } = {}) {
    signal?.throwIfAborted();
    const { given, isRepeatable } = prepared(method, params);
    const id = nextId();
    if (onProgress) given.workDoneToken = id;
    const deadline = timeout === undefined || timeout === null ? null : performance.now() + timeout;
    let connection = this.#supervisor.live ?? (await this.#supervisor.connection());
    const frame = this.#supervisor.frame(id, method, given);
    const details = eventIds(method, given) ?? undefined;
    const tooLate = () => new Timeout(`${method}: no answer within ${timeout} ms; ${lateOutcome(details)}`, { details });
    for (;;) {
      const { kind, value } = await ask(connection, { id, frame, method, signal, deadline, tooLate, onProgress });
      if (kind === 'result') return value;
      if (kind === 'error') throw errorFrom(value);
      if (!(isRepeatable && this.#supervisor.mayRepeat)) throw this.#supervisor.failure(value, details);
      connection = await this.#supervisor.successor(details);
    }
  }

  /** Calls any method; yields each progress value, and returns the result. Leaving the loop cancels the request. */
  async *stream(method, params, { signal, ...options } = {}) {
    const leaving = new AbortController();
    const values = [];
    let wake = () => {};
    let isDone = false;
    const answer = this.call(method, params, {
      ...options,
      signal: signal ? anySignal(signal, leaving) : leaving.signal,
      onProgress(value) {
        options.onProgress?.(value);
        values.push(value);
        wake();
      },
    }).finally(() => {
      isDone = true;
      wake();
    });
    answer.catch(() => {});
    try {
      while (!isDone || values.length > 0) {
        if (values.length > 0) yield values.shift();
        else await new Promise((resolve) => (wake = resolve));
      }
      return await answer;
    } finally {
      leaving.abort();
    }
  }

  /** The OpenRPC document of every method. */
  discover(options) {
    return this.call('rpc.discover', undefined, options);
  }

  /**
   * Records one call of a model from what its library answered: a response of OpenAI, Anthropic, Google, Bedrock or
   * alike, or the usage object in it.
   */
  async track(response, fields, options) {
    return this.call('usage/track', usageEvent(response, fields), options);
  }

  /**
   * Hands on what a library's stream yields, and records the call when the stream ends, is left, or fails:
   * `for await (const chunk of worker.trackStream(stream, { project_id }))`.
   *
   * A stream that was left before it told all is recorded as far as it told, with quality `partial`; one that told
   * nothing with quality `absent`, unpriced, and a warning.
   */
  trackStream(stream, fields, options) {
    return new TrackedStream((...given) => this.call(...given), stream, fields, options, this.#streams);
  }

  /**
   * Runs `body` and records the call of a model in it: `body(call)` tells by `call.setResponse`, `setTokens` or
   * `setCost`, or answers the response. Answers what `body` answers; what it throws is recorded by its kind, and thrown.
   */
  trackCall(operation, model, fields, body, options) {
    return trackCall((...given) => this.call(...given), operation, model, fields, body, options);
  }

  /**
   * Ends the worker and waits for it; closing twice is no error. Tracked streams that are still open are recorded as
   * far as they told. What the worker accepted is committed, and it is stopped when that takes longer than `timeout`
   * milliseconds.
   */
  close({ timeout = 5_000 } = {}) {
    this.#closing ??= this.#end(timeout);
    return this.#closing;
  }

  async #end(timeout) {
    const open = [...this.#streams];
    if (open.length > 0) await within(timeout, Promise.all(open.map((stream) => stream.leave())));
    await this.#supervisor.close(timeout);
  }

  [Symbol.asyncDispose]() {
    return this.close();
  }
}

/** Sends one request and waits for what becomes of it; an abort or a timeout cancels it. */
function ask(connection, { id, frame, method, signal, deadline, tooLate, onProgress }) {
  return new Promise((resolve, reject) => {
    let timer;
    const settle = (finish, outcome) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      finish(outcome);
    };
    const giveUp = (error) => {
      connection.cancel(id);
      settle(reject, error);
    };
    const onAbort = () => giveUp(signal.reason ?? new RequestCancelled(`${method}: aborted`));
    if (signal?.aborted) return void reject(signal.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (deadline !== null) timer = setTimeout(() => giveUp(tooLate()), Math.max(0, deadline - performance.now()));
    connection.request(id, frame, (kind, value) => {
      if (kind !== 'progress') return settle(resolve, { kind, value });
      try {
        onProgress?.(value);
      } catch (error) {
        giveUp(error);
      }
    });
  });
}

/** What may be said of a request that was given up. Sent again with the id in the details, an event counts once. */
function lateOutcome(details) {
  if (!details) return 'the request was cancelled';
  return `whether it was recorded is not known; sent again with details.${Object.keys(details)[0]} it counts once`;
}

/** Aborts `controller` with `signal`. */
function anySignal(signal, controller) {
  if (signal.aborted) controller.abort(signal.reason);
  else signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true, signal: controller.signal });
  return controller.signal;
}

module.exports = { Worker };
