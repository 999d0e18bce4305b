'use strict';

const { foundIn, given, inTier, isObject, modelOf, tierOf } = require('./responses.cjs');
const { notRecorded, recorded, tellsUsage, warnOfUnknown, withOutcome } = require('./tracking.cjs');

/**
 * Where an event holds what others hold themselves: Anthropic's message_start, the events of OpenAI's Responses, those
 * of OpenAI's own stream helper, the last one of Bedrock's ConverseStream, those of Cohere and of Mistral.
 */
const inside = ['message', 'response', 'chunk', 'metadata', 'delta', 'data'];

/** Events after which nothing more is counted. */
const last = new Set(['message_stop', 'response.completed', 'response.incomplete', 'response.failed']);

const hint =
  "; OpenAI's chat completions tell it when asked with stream_options: { include_usage: true }, " +
  'and streams of mere text never do';

/** What the events of one response have told so far. */
class StreamUsage {
  #usage = null;
  #model;
  #tier;
  /** Whether nothing more is to be counted. */
  #isWhole = false;
  /** Whether the response has begun, in a protocol that tells, and not told its output yet. */
  #isBegun = false;

  /** Takes what an event tells. Counts are totals so far: a later one replaces an earlier, and none stays. */
  see(chunk) {
    const event = payload(chunk);
    if (!isObject(event)) return;
    for (const part of [event, ...inside.map((name) => event[name])]) {
      if (!isObject(part)) continue;
      this.#model = modelOf(part) ?? this.#model;
      this.#tier = tierOf(part) ?? this.#tier;
      const found = foundIn(part);
      if (!found) continue;
      this.#usage = { ...this.#usage, ...given(found.bare) };
      this.#judge(event, part);
    }
    if (last.has(event.type)) this.#isWhole = true;
  }

  #judge(event, part) {
    if (event.type === 'message_start') this.#isBegun = true;
    else if (event.type === 'message_delta') this.#isBegun = false;
    else if (part === event.metadata) this.#isWhole = true;
    // OpenAI's last chunk has the usage and no choice.
    else if (Array.isArray(part.choices) && part.choices.length === 0) this.#isWhole = true;
  }

  /** The usage event; what was not told to its end is `partial`. */
  event(fields, isAtEnd) {
    const event = { model: this.#model, ...fields };
    if (!this.#usage) return event;
    event.usage = inTier(this.#usage, this.#tier);
    if (!(this.#isWhole || (isAtEnd && !this.#isBegun))) event.quality ??= 'partial';
    return event;
  }
}

/** What Bedrock's InvokeModelWithResponseStream packs into bytes. */
function payload(chunk) {
  const packed = chunk?.chunk?.bytes;
  if (!(packed instanceof Uint8Array)) return chunk;
  try {
    return JSON.parse(Buffer.from(packed).toString('utf8'));
  } catch {
    return null;
  }
}

/** A stream that hands on what it reads, and is recorded when it ends, is left, or fails. */
class TrackedStream {
  #call;
  #stream;
  #fields;
  #options;
  #open;
  #seen = new StreamUsage();
  #begun = performance.now();
  #isRead = false;
  /** The recording, once it has begun: there is one, whoever asks for it first. */
  #recording = null;
  /** The answer of `usage/track`, once the stream is recorded. */
  result = null;

  /** @param {Set<TrackedStream>} open Where it stands until it is recorded. */
  constructor(call, stream, fields, options, open) {
    if (typeof stream?.then !== 'function') source(stream);
    this.#call = call;
    this.#stream = stream;
    this.#fields = given(fields);
    this.#options = options;
    this.#open = open.add(this);
  }

  async *[Symbol.asyncIterator]() {
    if (this.#isRead) throw new TypeError('A tracked stream is read once: what it used is recorded when it is left');
    this.#isRead = true;
    let isAtEnd = false;
    let failed = null;
    try {
      for await (const chunk of source(await this.#stream)) {
        this.#seen.see(chunk);
        yield chunk;
      }
      isAtEnd = true;
    } catch (failure) {
      failed = { failure };
      throw failure;
    } finally {
      await this.#record(isAtEnd, failed);
    }
  }

  /** Records what is known by now; a stream that is recorded stays as it is. What fails is warned of. */
  async leave() {
    // What the recording at a loop's end fails at, the loop throws.
    await this.#record(false, null).catch(() => {});
  }

  #record(isAtEnd, failed) {
    this.#recording ??= this.#send(this.#seen.event(this.#fields, isAtEnd), isAtEnd, failed);
    return this.#recording;
  }

  async #send(event, isAtEnd, failed) {
    const name = `The stream of ${event.model ?? 'a model not named'}`;
    try {
      this.result = await recorded(this.#call, withOutcome(event, this.#begun, failed), this.#options);
    } catch (error) {
      if (isAtEnd) throw error;
      return notRecorded(failed ? 'What became of the failed call' : name, error);
    } finally {
      this.#open.delete(this);
    }
    // A failure speaks for itself.
    if (!tellsUsage(event) && !failed) warnOfUnknown(`${name} did not tell what it used`, hint);
  }
}

/** The stream itself, or the one inside of what Bedrock's and Google's libraries answer. */
function source(stream) {
  const found = [stream, stream?.stream, stream?.body].find(
    (value) => isObject(value) && (Symbol.asyncIterator in value || Symbol.iterator in value));
  if (found === undefined) throw new TypeError('Expected a stream, or the answer that holds one');
  return found;
}

module.exports = { TrackedStream };
