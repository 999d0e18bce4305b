// Worker against the real binary.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { promisify } from 'node:util';

import * as costwire from '../index.js';
import { Worker } from '../index.js';
import { groups } from '../lib/surface.cjs';
import { folder, isGoneWithin, real } from '../testing/support.js';

const usage = { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 };
const index = new URL('../index.js', import.meta.url).href;

// CONTRACT section 12.
const symbols = `
  VALIDATION_ERROR AUTHENTICATION_REQUIRED ACCESS_DENIED PAYMENT_REQUIRED RATE_LIMIT_EXCEEDED NOT_FOUND CONFLICT
  IDEMPOTENCY_CONFLICT BUDGET_EXCEEDED CIRCUIT_BREAKER_OPEN INSUFFICIENT_DATA UNKNOWN_MODEL DATABASE_ERROR DATABASE_FULL
  DATABASE_NEWER PROVIDER_UNAVAILABLE PROVIDER_QUOTA_EXCEEDED PROVIDER_AUTHENTICATION_FAILED ALERT_DELIVERY_FAILED
  CONFIGURATION_ERROR`.trim().split(/\s+/);

describe('handshake', () => {
  test('tells what the worker is', async (t) => {
    const worker = await real(t);
    assert.equal(worker.initialized.serverInfo.name, 'costwire');
    assert.equal(worker.initialized.capabilities.framing, 'newline');
  });

  test('offers every method of the worker, and knows every error', async (t) => {
    const worker = await real(t);
    const types = readFileSync(new URL('../lib/surface.d.cts', import.meta.url), 'utf8');
    for (const method of (await worker.discover()).methods) {
      const [group, verb] = method.name.split('/');
      assert.equal(groups[group][verb], method.name);
      assert.equal(typeof worker[group][verb], 'function');
      assert.match(types, new RegExp(`  ${verb}\\(params`));
      for (const error of method.errors) assert.ok(costwire.errorsBySymbol.has(error.message), error.message);
    }
    for (const symbol of symbols) assert.equal(costwire.errorsBySymbol.get(symbol)?.symbol, symbol);
  });

  test('refused settings reject start', async (t) => {
    await assert.rejects(real(t, { durability: 'sometimes' }), costwire.ValidationError);
  });
});

describe('calls', () => {
  test('sum what was tracked', async (t) => {
    const worker = await real(t);
    const tracked = await worker.track({ model: 'gpt-4o', usage }, { project_id: 'naïve ✓ 𝄞' });
    assert.ok(tracked.cost_usd > 0);
    const batch = await worker.usage.trackBatch({ events: Array(3).fill({ model: 'gpt-4o', prompt_tokens: 10 }) });
    assert.equal(batch.accepted, 3);
    assert.equal((await worker.cost.summary({ days: 7 })).summary.event_count, 4);
    assert.equal((await worker.cost.summary({ project_id: 'naïve ✓ 𝄞' })).summary.event_count, 1);
  });

  test('instants may be Dates', async (t) => {
    const worker = await real(t);
    await worker.usage.track({ model: 'm', cost_usd: 1, timestamp: new Date(Date.UTC(2026, 2, 1, 12)) });
    const answer = await worker.cost.summary({ start: '2026-03-01', end: new Date(Date.UTC(2026, 2, 2)) });
    assert.equal(answer.summary.event_count, 1);
  });

  test('wrong params say which', async (t) => {
    const worker = await real(t);
    await assert.rejects(worker.cost.summary({ days: 0 }), (error) => {
      assert.ok(error instanceof costwire.ValidationError);
      assert.deepEqual([error.code, error.symbol, error.details.path], [-32602, 'VALIDATION_ERROR', 'days']);
      return true;
    });
    await assert.rejects(worker.call('no/such'), costwire.MethodNotFound);
  });

  test('the same id with other content', async (t) => {
    const worker = await real(t);
    await worker.usage.track({ id: 'a', model: 'm', prompt_tokens: 1 });
    await assert.rejects(worker.usage.track({ id: 'a', model: 'm', prompt_tokens: 2 }), costwire.IdempotencyConflict);
  });

  test('what cannot be sent is refused before it is', async (t) => {
    const worker = await real(t);
    await assert.rejects(worker.usage.track({ model: 'm', cost_usd: NaN }), /NaN cannot be sent/);
    await assert.rejects(worker.usage.track({ model: '\ud800' }), /surrogate/);
    const limited = await real(t, { limits: { message_bytes: 5_000 } });
    await assert.rejects(limited.usage.track({ prompt: 'x'.repeat(5_000) }), /at most 5000 bytes.*usage\/import/);
    await worker.usage.track({ model: 'a backslash \\ud800 and 𝄞', cost_usd: 1 });
    assert.equal((await worker.cost.summary()).summary.event_count, 1);
  });

  test('a message too deep to be read fails, and no other', async (t) => {
    const worker = await real(t);
    let deep = {};
    for (let level = 0; level < 200; level++) deep = { a: deep };
    const reads = Array.from({ length: 20 }, () => worker.cost.summary());
    await assert.rejects(worker.usage.track({ model: 'm', metadata: deep }), costwire.ParseError);
    assert.equal((await Promise.all(reads)).length, 20);
  });

  test('many share one worker', async (t) => {
    const worker = await real(t);
    await Promise.all(Array.from({ length: 200 }, () => worker.usage.track({ model: 'm', cost_usd: 0.01 })));
    assert.equal((await worker.cost.summary()).summary.total_cost_usd, 2);
  });

  test('figures are those of the Python client', async (t) => {
    const events = [
      { id: '1', model: 'gpt-4o', provider: 'openai', prompt_tokens: 1234, completion_tokens: 567 },
      { id: '2', model: 'claude-sonnet-4-5', provider: 'anthropic', usage: { input_tokens: 10, output_tokens: 20 } },
      { id: '3', model: 'café', cost_usd: 0.000000001, operation: 'ünïcode' },
    ].map((event) => ({ ...event, timestamp: '2026-03-01T12:00:00Z' }));
    const question = { days: 7, as_of: '2026-03-02T00:00:00Z' };
    const worker = await real(t);
    await worker.usage.trackBatch({ events });
    const { generated_at: _, ...mine } = await worker.cost.summary(question);
    const program =
      'import costwire, json, os, sys\n' +
      'given = json.loads(sys.argv[1])\n' +
      'with costwire.Worker(database=given["database"]) as worker:\n' +
      '    worker.usage.track_batch(events=given["events"])\n' +
      '    print(json.dumps(worker.cost.summary(**given["question"])))\n';
    const { stdout } = await promisify(execFile)(
      'python3',
      ['-c', program, JSON.stringify({ events, question, database: join(folder(t), 'python.db') })],
      { env: { ...process.env, PYTHONPATH: new URL('../../python', import.meta.url).pathname } },
    );
    const { generated_at: __, ...theirs } = JSON.parse(stdout);
    assert.deepEqual(mine, theirs);
    assert.equal(mine.summary.event_count, 3);
  });
});

describe('long work', () => {
  const rows = (length) => Array.from({ length }, (_, id) => `{"id":"${id}","model":"m","cost_usd":0.001}\n`).join('');

  test('an import tells how far it is', async (t) => {
    const worker = await real(t);
    const kinds = [];
    for await (const { kind } of worker.stream('usage/import', { text: rows(20_000), format: 'ndjson' })) kinds.push(kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['begin', 'end']);
    assert.equal((await worker.cost.summary()).summary.event_count, 20_000);
  });

  test('an abort stops the work and the worker goes on', async (t) => {
    const worker = await real(t);
    const controller = new AbortController();
    const answer = worker.usage.import({ text: rows(100_000), format: 'ndjson' }, { signal: controller.signal });
    setImmediate(() => controller.abort());
    await assert.rejects(answer, { name: 'AbortError' });
    assert.ok((await worker.cost.summary()).summary.event_count < 100_000);
  });
});

describe('the process', () => {
  test('a killed worker is started again and knows what was tracked', async (t) => {
    const worker = await real(t);
    await worker.track({ model: 'gpt-4o', usage });
    const first = worker.pid;
    process.kill(first, 'SIGKILL');
    assert.equal((await worker.cost.summary()).summary.event_count, 1);
    assert.notEqual(worker.pid, first);
  });

  test('it is started again four times and no more', async (t) => {
    const worker = await real(t);
    for (let time = 0; time < 4; time++) {
      process.kill(worker.pid, 'SIGKILL');
      await worker.cost.summary();
    }
    process.kill(worker.pid, 'SIGKILL');
    await assert.rejects(worker.cost.summary(), /SIGKILL.*4 times within 3 minutes/);
  });

  test('a database in memory is not replaced by an empty one', async (t) => {
    const worker = await real(t, { database: ':memory:' });
    process.kill(worker.pid, 'SIGKILL');
    await assert.rejects(worker.cost.summary(), /memory/);
    await assert.rejects(worker.cost.summary(), /memory/);
  });

  test('closing twice', async (t) => {
    const worker = await real(t);
    const { pid } = worker;
    await Promise.all([worker.close(), worker.close()]);
    assert.ok(await isGoneWithin(pid, 500));
    await worker.close();
    await assert.rejects(worker.cost.summary(), costwire.WorkerClosed);
  });

  test('await using', async (t) => {
    const worker = await Worker.start({ database: join(folder(t), 'costs.db') });
    const { pid } = worker;
    await worker[Symbol.asyncDispose]();
    assert.ok(await isGoneWithin(pid, 500));
  });

  const run = (text, test) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', `import { Worker } from '${index}';\n${text}`], {
      env: { ...process.env, DATABASE: join(folder(test), 'costs.db') },
      timeout: 10_000,
    });

  test('node exits by itself while a worker is open', async (t) => {
    const { stdout } = await run(
      `const worker = await Worker.start({ database: process.env.DATABASE });
       await worker.usage.track({ model: 'm', cost_usd: 1 });
       console.log(worker.pid);`,
      t,
    );
    assert.ok(await isGoneWithin(Number(stdout), 1_000));
  });

  test('node does not exit while a request waits', async (t) => {
    const { stdout } = await run(
      `const worker = await Worker.start({ database: process.env.DATABASE });
       worker.usage.track({ model: 'm', cost_usd: 1 }).then(async () => {
         process.kill(worker.pid, 'SIGKILL');
         const { summary } = await worker.cost.summary();
         console.log(summary.event_count);
       });`,
      t,
    );
    assert.equal(stdout, '1\n');
  });

  test('a killed program takes the worker with it', async (t) => {
    const failed = await run(
      `const worker = await Worker.start({ database: process.env.DATABASE });
       console.log(worker.pid);
       process.kill(process.pid, 'SIGKILL');`,
      t,
    ).catch((error) => error);
    assert.ok(await isGoneWithin(Number(failed.stdout), 5_000));
  });
});
