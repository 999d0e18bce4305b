'use strict';

const usageNames = ['usage', 'usage_metadata', 'usageMetadata', 'amazon-bedrock-invocationMetrics'];
const modelNames = ['model', 'model_version', 'modelVersion'];
const tierNames = ['service_tier', 'serviceTier'];

/**
 * The event for a response, or for the usage object out of one: passed on unread, the worker knows each kind.
 *
 * @throws {TypeError} when it is neither; of a stream the usage is known only when it has ended.
 */
function usageEvent(response, fields) {
  if (!isObject(response)) throw new TypeError('Expected a response, or the usage object in one');
  const found = namedIn(response);
  if (!found && isStream(response)) throw new TypeError('A stream tells what it used at its end: use worker.trackStream');
  if (!found && typeof response.then === 'function') throw new TypeError('Expected a response, got the promise of one: await it');
  const { usage, model } = found ?? { usage: response };
  return { model, usage, ...given(fields) };
}

/**
 * What `namedIn` answers, where it counts anything: Vertex AI's chunks have a usage object from the first, and the
 * counts in the last.
 */
function foundIn(response) {
  const named = namedIn(response);
  return named && isCounting(named.bare) ? named : null;
}

/** Whether any member, at any depth, is a number; some libraries write large ones as text. */
function isCounting(value) {
  if (isObject(value)) return Object.values(value).some(isCounting);
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
}

/** The usage object in a response, bare and as it is passed on, and the model named beside it; null when there is none. */
function namedIn(response) {
  if (!isObject(response)) return null;
  for (const name of usageNames) {
    const usage = response[name];
    if (isObject(usage)) return { bare: usage, usage: inTier(usage, tierOf(response)), model: modelOf(response) };
  }
  return null;
}

/** The usage object in the response's class of service, where it does not tell that itself. */
function inTier(usage, tier) {
  if (tier === undefined || tierNames.some((name) => usage[name] !== undefined && usage[name] !== null)) return usage;
  return { usage, service_tier: tier };
}

function modelOf(response) {
  return modelNames.map((name) => response[name]).find((text) => typeof text === 'string' && text !== '');
}

/** The class of service: a word, or Bedrock's object around one. */
function tierOf(response) {
  const tiers = tierNames.map((name) => response[name]?.type ?? response[name]);
  return tiers.find((tier) => typeof tier === 'string' && tier !== '');
}

function isStream(value) {
  return isObject(value) && (Symbol.asyncIterator in value || typeof value.next === 'function');
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/** The members that are given: what is undefined or null hides no other. */
function given(fields) {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined && value !== null));
}

module.exports = { foundIn, given, inTier, isObject, modelOf, tierOf, usageEvent };
