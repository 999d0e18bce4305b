import { randomUUID } from 'node:crypto';

import { reads } from './surface.js';

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
export function prepared(method, params) {
  const given = { ...params };
  if (oneEvent.has(method)) return { given: withId(given), isRepeatable: true };
  if (method === 'usage/trackBatch' && Array.isArray(given.events)) {
    return { given: { ...given, events: given.events.map(withId) }, isRepeatable: true };
  }
  if (Object.hasOwn(keyed, method)) given[keyed[method]] ??= randomUUID();
  return { given, isRepeatable: once.has(method) || reads.has(method) || method === 'rpc.discover' };
}

function withId(event) {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  return event.id === undefined || event.id === null ? { ...event, id: randomUUID() } : event;
}

/** The event for a response, or for the usage object out of one: passed on unread, the worker knows each kind. */
export function usageEvent(response, fields) {
  const usage = response?.usage ?? response?.usage_metadata ?? response?.usageMetadata;
  if (typeof response !== 'object' || response === null) {
    throw new TypeError('Expected a response, or the usage object in one');
  }
  const model = usage ? (response.model ?? response.modelVersion ?? response.model_version) : undefined;
  return { model, usage: usage ?? response, ...fields };
}
