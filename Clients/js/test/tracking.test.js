// Calls of models recorded from what libraries answer: responses, streams, functions.

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';

import * as costwire from '../index.js';
import { Worker } from '../index.js';
import { fake, isGoneWithin, real, warnings } from '../testing/support.js';

// One for all: node may exit while it runs.
const worker = await Worker.start({ database: ':memory:', timeout: 15_000 });

/** What a library's stream yields, with whether it was closed. */
function streamOf(...chunks) {
  const stream = {
    isClosed: false,
    async *[Symbol.asyncIterator]() {
      try {
        for (const chunk of chunks) {
          if (chunk instanceof Error) throw chunk;
          yield chunk;
        }
      } finally {
        stream.isClosed = true;
      }
    },
  };
  return stream;
}

async function read(stream, most = Infinity) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (chunks.length === most) break;
  }
  return chunks;
}

const recorded = async ({ result }) => (await worker.usage.get({ id: result.id })).event;
const bytes = (message) => ({ chunk: { bytes: new TextEncoder().encode(JSON.stringify(message)) } });

const anthropicBegin = {
  type: 'message_start',
  message: { model: 'claude-sonnet-4-5', usage: { input_tokens: 25, cache_read_input_tokens: 2_000, output_tokens: 1 } },
};
const anthropic = [
  anthropicBegin,
  { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hi' } },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { input_tokens: null, output_tokens: 15 } },
  { type: 'message_stop' },
];
const anthropicUsage = { input_tokens: 25, cache_read_input_tokens: 2_000, output_tokens: 15 };
const openAIUsage = { prompt_tokens: 2_006, completion_tokens: 300, prompt_tokens_details: { cached_tokens: 1_920 } };
const openAIChunk = { model: 'gpt-4o', choices: [{ delta: { content: 'Hi' } }], usage: null };
const responsesUsage = { input_tokens: 36, output_tokens: 87, output_tokens_details: { reasoning_tokens: 12 } };
const googleUsage = { promptTokenCount: 40, candidatesTokenCount: 9, thoughtsTokenCount: 4 };
const bedrockUsage = { inputTokens: 30, outputTokens: 628, totalTokens: 658 };

describe('streams', () => {
  const streams = [
    ['OpenAI chat completions', 'gpt-4o', openAIUsage,
      [openAIChunk, openAIChunk, { model: 'gpt-4o', choices: [], usage: openAIUsage }]],
    ['OpenAI responses', 'gpt-5', responsesUsage, [
      { type: 'response.created', response: { model: 'gpt-5', usage: null } },
      { type: 'response.output_text.delta', delta: 'Hi' },
      { type: 'response.completed', response: { model: 'gpt-5', usage: responsesUsage } },
    ]],
    ['Anthropic', 'claude-sonnet-4-5', anthropicUsage, anthropic],
    ['Google', 'gemini-2.5-flash', googleUsage, [
      { modelVersion: 'gemini-2.5-flash', candidates: [], usageMetadata: { promptTokenCount: 40, candidatesTokenCount: 1 } },
      { modelVersion: 'gemini-2.5-flash', candidates: [], usageMetadata: googleUsage },
    ]],
    ['Bedrock ConverseStream', 'amazon.nova-lite-v1:0', bedrockUsage, [
      { contentBlockDelta: { delta: { text: 'Hi' } } }, { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage: bedrockUsage, metrics: { latencyMs: 1_275 } } },
    ]],
    ['Bedrock InvokeModelWithResponseStream', 'claude-sonnet-4-5', anthropicUsage, anthropic.map(bytes)],
  ];
  for (const [library, model, usage, chunks] of streams) {
    test(`${library}: chunks pass through, and the last usage is priced`, async () => {
      const stream = worker.trackStream(streamOf(...chunks), { model, project_id: 'p', user_email: undefined });
      assert.deepEqual(await read(stream), chunks);
      const { cost_usd: cost, priced_by: pricedBy } = await worker.track({ model, usage });
      assert.equal(pricedBy, 'catalogue');
      assert.equal(stream.result.cost_usd, cost);
      const event = await recorded(stream);
      assert.deepEqual([event.quality, event.model, event.project_id, event.success], ['reported', model, 'p', true]);
      assert.ok(event.response_time_ms >= 0);
    });
  }

  test('the model is the one that answered, and its class of service counts', async () => {
    const stream = worker.trackStream(streamOf({ model: 'gpt-5', service_tier: 'flex', choices: [], usage: openAIUsage }));
    await read(stream);
    const event = await recorded(stream);
    assert.deepEqual([event.model, event.service_tier], ['gpt-5', 'flex']);
  });

  test('promises, answers that hold a stream, and plain iterables', async () => {
    const chunk = { model: 'gpt-4o', choices: [], usage: openAIUsage };
    for (const source of [Promise.resolve(streamOf(chunk)), { stream: streamOf(chunk) }, { body: streamOf(chunk) }, [chunk]]) {
      const stream = worker.trackStream(source);
      assert.deepEqual(await read(stream), [chunk]);
      assert.equal(stream.result.priced_by, 'catalogue');
      await assert.rejects(read(stream), /read once/);
    }
    assert.throws(() => worker.trackStream({ choices: [] }), /Expected a stream/);
  });

  test('one that is left early is closed, and recorded as far as it told', async () => {
    const source = streamOf(...anthropic);
    const stream = worker.trackStream(source);
    assert.equal((await read(stream, 2)).length, 2);
    assert.ok(source.isClosed);
    const event = await recorded(stream);
    assert.deepEqual([event.quality, event.cache_read_tokens, event.success], ['partial', 2_000, true]);
    const whole = worker.trackStream(streamOf(...anthropic));
    await read(whole, 4);
    assert.equal((await recorded(whole)).quality, 'reported');
  });

  test('one that breaks off in the middle of a message is partial', async () => {
    const stream = worker.trackStream(streamOf(anthropicBegin));
    await read(stream);
    assert.equal((await recorded(stream)).quality, 'partial');
  });

  for (const most of [1, Infinity]) {
    test(`one that told nothing (${most} read) is absent, warned of, and settles no reservation`, async (t) => {
      const heard = warnings(t);
      await worker.budget.set({ budget_id: 'b', scope: { customer_id: 'c' }, daily_limit_usd: 10 });
      const hold = await worker.budget.reserved({ customer_id: 'c' }, 2);
      const stream = worker.trackStream(streamOf(openAIChunk, openAIChunk), { customer_id: 'c', reservation_id: hold.id });
      await read(stream, most);
      const event = await recorded(stream);
      assert.deepEqual([event.quality, event.unpriced, event.model], ['absent', true, 'gpt-4o']);
      assert.match((await heard)[0], /The stream of gpt-4o did not tell.*unpriced.*include_usage/);
      assert.equal((await worker.budget.status({ budget_id: 'b' })).budgets[0].held_usd, 2);
      await hold.release();
    });
  }

  test('one that fails is recorded by the kind of its failure, and fails', async (t) => {
    warnings(t);
    class RateLimitError extends Error {}
    const stream = worker.trackStream(streamOf(anthropicBegin, new RateLimitError('key sk-123 may not')));
    await assert.rejects(read(stream), RateLimitError);
    const event = await recorded(stream);
    assert.deepEqual([event.success, event.error, event.quality], [false, 'RateLimitError', 'partial']);
    const refused = worker.trackStream(Promise.reject(new DOMException('no', 'AbortError')), { model: 'gpt-4o' });
    await assert.rejects(read(refused), { name: 'AbortError' });
    assert.equal((await recorded(refused)).error, 'AbortError');
  });
});

describe('how a call ended', () => {
  test('an abort of the call does not abort what is recorded of it', async (t) => {
    warnings(t);
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = worker.trackStream((async function* () {
      yield anthropicBegin;
      controller.abort();
      signal.throwIfAborted();
    })(), {}, { signal });
    await assert.rejects(read(aborted), { name: 'AbortError' });
    const event = await recorded(aborted);
    assert.deepEqual([event.error, event.quality, event.prompt_tokens], ['AbortError', 'partial', 25]);
    const left = worker.trackStream(streamOf(...anthropic), {}, { signal });
    await read(left, 1);
    assert.equal((await recorded(left)).quality, 'partial');
    let record;
    await worker.trackCall('answer', 'gpt-4o', null, (call) => (record = call).setCost(0.5), { signal });
    assert.equal(record.result.cost_usd, 0.5);
  });

  test('a stream is successful unless it fails, as without a word about it', async () => {
    const chunk = { model: 'gpt-4o', choices: [], usage: openAIUsage };
    const fields = { id: 'said-once', response_time_ms: 1 };
    await read(worker.trackStream([chunk], fields));
    const again = await worker.usage.track({ model: 'gpt-4o', usage: openAIUsage, ...fields });
    assert.equal(again.duplicate, true);
    const stream = worker.trackStream([chunk], { success: false });
    await read(stream);
    assert.equal((await recorded(stream)).success, false);
  });
});

describe('usage without counts', () => {
  const begun = { modelVersion: 'gemini-2.5-flash', usageMetadata: { trafficType: 'ON_DEMAND' } };

  test("Vertex AI's chunks before the last have none", async (t) => {
    const heard = warnings(t);
    const told = worker.trackStream([begun, { ...begun, usageMetadata: { ...begun.usageMetadata, ...googleUsage } }]);
    await read(told);
    const event = await recorded(told);
    assert.deepEqual([event.quality, event.prompt_tokens], ['reported', 40]);
    for (const [chunks, most] of [[[begun, begun], 1], [[begun, begun], Infinity], [[{ model: 'm', usage: {} }], Infinity]]) {
      const stream = worker.trackStream(chunks);
      await read(stream, most);
      assert.equal((await recorded(stream)).quality, 'absent');
    }
    assert.match((await heard)[0], /gemini-2.5-flash did not tell/);
    let record;
    await worker.trackCall('answer', 'gemini-2.5-flash', null, (call) => ((record = call), begun));
    assert.equal((await recorded(record)).quality, 'absent');
  });

  test('usage that the worker refuses does not lose the call', async (t) => {
    const heard = warnings(t);
    const stream = worker.trackStream([{ model: 'gpt-4o', choices: [], usage: { tokens_of_tomorrow: 1 } }], { id: 'refused' });
    await read(stream);
    const event = await recorded(stream);
    assert.deepEqual([event.id, event.quality, event.unpriced], ['refused', 'absent', true]);
    assert.match((await heard)[0], /refused was recorded without its usage: params\.usage/);
    let record;
    await worker.trackCall('answer', 'gpt-4o', { cost_usd: 0.5 }, (call) => (record = call).setResponse(begun));
    const { quality, cost_usd: cost } = await recorded(record);
    assert.deepEqual([quality, cost], ['reported', 0.5]);
    await assert.rejects(worker.trackCall('answer', 'gpt-4o', { call_count: -1 }, () => openAIUsage), costwire.ValidationError);
  });
});

describe('streams that are open when the worker closes', () => {
  test('are recorded as far as they told', async (t) => {
    const heard = warnings(t);
    const first = await real(t);
    const { path } = first.initialized.database;
    const chunks = first.trackStream(streamOf(...anthropic), { project_id: 'read' })[Symbol.asyncIterator]();
    await chunks.next();
    const never = first.trackStream(streamOf(...anthropic), { model: 'gpt-4o', project_id: 'never' });
    const done = first.trackStream(streamOf(...anthropic), { project_id: 'done' });
    await read(done);
    await done.leave();
    await Promise.all([first.close(), first.close()]);
    assert.equal(never.result.priced_by, 'unpriced');
    assert.match((await heard)[0], /The stream of gpt-4o did not tell/);
    assert.equal((await chunks.next()).value, anthropic[1]);
    await chunks.return();
    const second = await real(t, { database: path });
    const { events } = await second.usage.query({});
    const known = events.map((event) => [event.project_id, event.quality]).sort();
    assert.deepEqual(known, [['done', 'reported'], ['never', 'absent'], ['read', 'partial']]);
  });

  test('leaving one that was opened after the end does not throw', async (t) => {
    const heard = warnings(t);
    const gone = await fake(t);
    await gone.close();
    assert.equal((await read(gone.trackStream(streamOf(...anthropic)), 1)).length, 1);
    assert.match((await heard)[0], /The stream of claude-sonnet-4-5 was not recorded: The worker was closed/);
  });

  test('a worker that no longer answers is stopped all the same', async (t) => {
    const heard = warnings(t);
    const stuck = await fake(t, { stubborn: true, mute: true });
    const { pid } = stuck;
    stuck.trackStream(streamOf(...anthropic), { model: 'gpt-4o' });
    await stuck.close({ timeout: 100 });
    assert.ok(await isGoneWithin(pid, 1_000));
    assert.match((await heard)[0], /The stream of gpt-4o was not recorded: The worker was closed/);
  });
});

describe('responses', () => {
  test('are told from what they are not', async () => {
    await assert.rejects(worker.track(streamOf()), /trackStream/);
    await assert.rejects(worker.track(Promise.resolve({})), /await it/);
    await assert.rejects(worker.track(undefined), /Expected a response/);
    const bedrock = await worker.track({ usage: bedrockUsage, serviceTier: { type: 'flex' } }, { model: 'm', provider: 'bedrock' });
    assert.equal((await worker.usage.get({ id: bedrock.id })).event.service_tier, 'flex');
  });
});

describe('trackCall', () => {
  test('records what was set, and answers what the function answers', async () => {
    let record;
    const answer = await worker.trackCall('answer', 'gpt-4o-mini', { category: 'chat' }, async (call) => {
      record = call;
      call.setTokens({ prompt: 100, completion: 50 });
      call.setResponseDetails({ requestSize: 7 });
      call.set({ user_email: 'ada@example.com' });
      return 'Hi';
    });
    assert.equal(answer, 'Hi');
    const event = await recorded(record);
    assert.deepEqual(
      [event.operation, event.model, event.category, event.prompt_tokens, event.request_size, event.user_email, event.success],
      ['answer', 'gpt-4o-mini', 'chat', 100, 7, 'ada@example.com', true]);
    assert.ok(event.response_time_ms >= 0);
  });

  test('takes the usage out of a response that is answered, unless it was told', async () => {
    const response = { model: 'gpt-4o-2024-08-06', usage: openAIUsage };
    const cost = async (body) => {
      let record;
      await worker.trackCall('answer', 'gpt-4o', null, (call) => body((record = call)));
      return record.result.cost_usd;
    };
    const { cost_usd: priced } = await worker.track(response);
    assert.equal(await cost(() => response), priced);
    assert.equal(await cost((call) => call.setResponse(response)), priced);
    assert.equal(await cost((call) => (call.setCost(0.5), response)), 0.5);
  });

  test('one that tells nothing is absent, and warned of', async (t) => {
    const heard = warnings(t);
    let record;
    await worker.trackCall('answer', 'gpt-4o', {}, (call) => void (record = call));
    assert.equal((await recorded(record)).quality, 'absent');
    assert.match((await heard)[0], /'answer' of gpt-4o ended without setResponse/);
  });

  test('a failure is recorded by its kind, and thrown', async () => {
    let record;
    const failing = worker.trackCall('answer', 'gpt-4o', {}, (call) => {
      record = call;
      throw new RangeError('key sk-123 may not');
    });
    await assert.rejects(failing, RangeError);
    const event = await recorded(record);
    assert.deepEqual([event.success, event.error, event.error_count], [false, 'RangeError', 1]);
  });

  test('a worker that is gone does not hide the failure, but is told when there is none', async (t) => {
    const gone = await Worker.start({ database: ':memory:', restart: false });
    const { pid } = gone;
    await gone.close();
    assert.ok(await isGoneWithin(pid, 1_000));
    const heard = warnings(t);
    const failing = gone.trackCall('answer', 'gpt-4o', {}, () => { throw new RangeError('no'); });
    await assert.rejects(failing, RangeError);
    assert.match((await heard)[0], /was not recorded: The worker was closed/);
    await assert.rejects(gone.trackCall('answer', 'gpt-4o', { cost_usd: 1 }, () => 1), costwire.WorkerClosed);
    await assert.rejects(read(gone.trackStream(streamOf(...anthropic))), costwire.WorkerClosed);
  });
});
