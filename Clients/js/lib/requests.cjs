'use strict';

const { randomUUID } = require('node:crypto');

const { reads } = require('./surface.cjs');

/** Writes that take effect once, however often they are sent, with the key that may be made for them. */
const keyed = { 'budget/reserve': 'reservation_id', 'breaker/acquire': 'operation_id' };
const once = new Set([...Object.keys(keyed), 'budget/settle', 'budget/release', 'breaker/record']);
const oneEvent = new Set(['usage/track', 'usage/logBatch']);

/**
 * The params to send, and whether sending them twice has the effect of sending them once.
 *
 * Reads may be repeated. So may usage events, since each has an id by which it counts once: events without one are
 * given one here, before they are sent for the first time. Reservations and operations of breakers likewise.
 */
function prepared(method, params) {
  const given = { ...params };
  if (oneEvent.has(method)) return { given: withId(given), isRepeatable: true };
  if (method === 'usage/trackBatch' && Array.isArray(given.events)) {
    return { given: { ...given, events: given.events.map(withId) }, isRepeatable: true };
  }
  if (Object.hasOwn(keyed, method)) given[keyed[method]] ??= randomUUID();
  return { given, isRepeatable: once.has(method) || reads.has(method) || method === 'rpc.discover' };
}

/** The ids of the usage events that a request records, for the details of an error; null when it records none by id. */
function eventIds(method, given) {
  if (oneEvent.has(method)) return { event_id: given.id };
  if (method === 'usage/trackBatch' && Array.isArray(given.events)) return { event_ids: given.events.map((event) => event?.id) };
  return null;
}

function withId(event) {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  return event.id === undefined || event.id === null ? { ...event, id: randomUUID() } : event;
}

module.exports = { eventIds, prepared, withId };
