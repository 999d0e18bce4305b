'use strict';

const { ValidationError } = require('./errors.cjs');
const { withId } = require('./requests.cjs');
const { foundIn, given, usageEvent } = require('./responses.cjs');

/** Members of an event of which any tells what was used. */
const telling = [
  'usage', 'prompt_tokens', 'completion_tokens', 'cache_read_tokens', 'cache_write_tokens', 'reasoning_tokens',
  'total_tokens', 'bytes_processed', 'bytes_billed', 'slot_ms', 'cost_usd',
];

/** Whether an event tells what was used, or what it cost. */
function tellsUsage(event) {
  return telling.some((name) => event[name] !== undefined);
}

/** One call of a model while it is made: what is set here is recorded when the function ends. */
class CallRecord {
  #event;
  #begun = performance.now();
  /** The answer of `usage/track`, once the call is recorded. */
  result = null;

  constructor(operation, model, fields) {
    this.#event = { operation, model, ...given(fields) };
  }

  /** Tokens, as the provider counts them. */
  setTokens({ prompt, completion, cacheRead, cacheWrite, reasoning }) {
    this.set({
      prompt_tokens: prompt,
      completion_tokens: completion,
      cache_read_tokens: cacheRead,
      cache_write_tokens: cacheWrite,
      reasoning_tokens: reasoning,
    });
  }

  /** What it cost; without it the worker's price list says. */
  setCost(costUsd) {
    this.set({ cost_usd: costUsd });
  }

  /** Time (measured if not given) and sizes in bytes. */
  setResponseDetails({ responseTimeMs, requestSize, responseSize }) {
    this.set({ response_time_ms: responseTimeMs, request_size: requestSize, response_size: responseSize });
  }

  /** A provider's response, or its usage object: instead of `setTokens`. */
  setResponse(response) {
    this.set(usageEvent(response));
  }

  /** Any other member of a usage event. */
  set(fields) {
    Object.assign(this.#event, given(fields));
  }

  /** Takes the usage out of what the function answered, unless the record was told by other means. */
  take(answer) {
    if (!tellsUsage(this.#event) && foundIn(answer)) this.setResponse(answer);
  }

  /** The event, at the end. */
  finished(failure) {
    this.#event.success ??= failure === null;
    return withOutcome(this.#event, this.#begun, failure);
  }

  /** Warns of a call whose cost is not known, after the event is safe. */
  warn() {
    const { operation, model, success } = this.#event;
    if (tellsUsage(this.#event) || success === false) return;
    warnOfUnknown(`The call '${operation}' of ${model} ended without setResponse, setTokens or setCost`);
  }
}

/** Runs `body` with a record of the call, records it, and answers what it answers. */
async function trackCall(call, operation, model, fields, body, options) {
  const record = new CallRecord(operation, model, fields);
  let answer;
  try {
    answer = await body(record);
  } catch (failure) {
    try {
      record.result = await recorded(call, record.finished({ failure }), options);
    } catch (error) {
      notRecorded('What became of the failed call', error);
    }
    throw failure;
  }
  record.take(answer);
  record.result = await recorded(call, record.finished(null), options);
  record.warn();
  return answer;
}

/**
 * Records a call that was made, and answers what `usage/track` does.
 *
 * The caller's signal is not this request's: the call that it ended has cost money all the same. A usage object that the
 * worker does not take loses what was used, and not that there was a call.
 */
async function recorded(call, event, { signal: _, ...options } = {}) {
  const sent = withId(event);
  try {
    return await call('usage/track', sent, options);
  } catch (error) {
    if (!refusesUsage(error)) throw error;
    const { usage: _, ...rest } = sent;
    const answer = await call('usage/track', tellsUsage(rest) ? rest : { ...rest, quality: 'absent' }, options);
    process.emitWarning(`The event ${sent.id} was recorded without its usage: ${error.message}`, 'CostwireWarning');
    return answer;
  }
}

function refusesUsage(error) {
  return error instanceof ValidationError && /^usage(\W|$)/.test(error.details.path ?? '');
}

/**
 * An event with how long it took, and how it failed. One that tells nothing of what was used is `absent`; the worker
 * leaves the reservation of such a one held.
 *
 * @param {{failure: unknown} | null} failed
 */
function withOutcome(event, begun, failed) {
  event.response_time_ms ??= Math.round((performance.now() - begun) * 1_000) / 1_000;
  if (failed !== null) {
    event.success ??= false;
    // Its kind only: the message may hold what should not be stored.
    event.error ??= kindOf(failed.failure);
  }
  if (!tellsUsage(event)) event.quality ??= 'absent';
  return event;
}

function kindOf(failure) {
  if (!(failure instanceof Error)) return failure === null ? 'null' : typeof failure;
  return failure.name && failure.name !== 'Error' ? failure.name : failure.constructor?.name || 'Error';
}

/** Warns of a call whose cost is not known. */
function warnOfUnknown(what, hint = '') {
  process.emitWarning(`${what}: recorded as unpriced (quality "absent")${hint}`, 'CostwireWarning');
}

/** Warns that recording failed where throwing would hide why the call itself failed, or where nobody awaits it. */
function notRecorded(what, error) {
  process.emitWarning(`${what} was not recorded: ${error.message}`, 'CostwireWarning');
}

module.exports = { CallRecord, notRecorded, recorded, tellsUsage, trackCall, warnOfUnknown, withOutcome };
