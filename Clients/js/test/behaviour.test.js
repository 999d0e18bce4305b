// Worker against a scripted one: what the real one does not do on demand.

import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import * as costwire from '../index.js';
import { findBinary, Worker } from '../index.js';
import { unpacked } from '../lib/binary.cjs';
import { fake, fakePath, folder, isGoneWithin, warnings } from '../testing/support.js';

// For tests that leave it as it was; node may exit while it runs.
const shared = await fake(null, {}, { onNotification: (method) => shared.call('test/echo', { method }).then(answered) });
let answered;

describe('errors', () => {
  test('each symbol is its own class', async () => {
    for (const [symbol, kind] of costwire.errorsBySymbol) {
      const data = { code: symbol, details: { limit: 1 }, retry_after: 2.5 };
      await assert.rejects(shared.call('test/error', { code: 4299, message: 'Why', data }), (error) => {
        assert.equal(error.constructor, kind);
        assert.deepEqual(
          [error.name, error.message, error.code, error.details, error.retryAfter],
          [kind.name, 'Why', 4299, { limit: 1 }, 2.5]);
        return true;
      });
    }
    const odd = await shared.call('test/error', { code: 499, message: 'Odd', data: { code: 'ODD' } }).catch((e) => e);
    assert.deepEqual([odd.constructor, odd.symbol], [costwire.CostwireError, 'ODD']);
    await assert.rejects(shared.call('test/error', { code: -32601, message: 'Bare' }), costwire.MethodNotFound);
  });
});

describe('time', () => {
  test('a timeout cancels the request, and a late answer is dropped', async () => {
    await assert.rejects(shared.call('test/late', {}, { timeout: 50 }), costwire.Timeout);
    assert.equal((await shared.call('test/cancelled')).length, 1);
    assert.deepEqual(await shared.call('test/echo', { a: 1 }), { a: 1 });
  });

  test("the worker's own timeout holds for every call", async (t) => {
    const worker = await fake(t, {}, { timeout: 100 });
    await assert.rejects(worker.call('test/slow'), costwire.Timeout);
  });

  test('events that time out are named, since they may be recorded', async (t) => {
    const worker = await fake(t, { mute: true }, { timeout: 20 });
    const failure = (answer) => answer.then(assert.fail, (error) => error);
    const one = await failure(worker.usage.track({ model: 'm' }));
    assert.ok(one instanceof costwire.Timeout);
    assert.match(one.message, /whether it was recorded is not known/);
    assert.equal(one.details.event_id.length, 36);
    const batch = await failure(worker.usage.trackBatch({ events: [{ model: 'm' }, { id: 'mine' }] }));
    assert.deepEqual([batch.details.event_ids.length, batch.details.event_ids[1]], [2, 'mine']);
    const read = await failure(worker.call('cost/summary'));
    assert.match(read.message, /was cancelled/);
    assert.deepEqual(read.details, {});
  });

  test('an abort cancels the request', async () => {
    const controller = new AbortController();
    const answer = shared.call('test/slow', {}, { signal: controller.signal });
    await sleep(20);
    controller.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    await assert.rejects(shared.call('test/slow', {}, { signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' });
    await assert.rejects(shared.call('test/slow', {}, { signal: controller.signal }), { name: 'AbortError' });
    assert.equal((await shared.call('test/cancelled')).length, 2);
  });
});

describe('progress', () => {
  test('every value comes before the answer', async () => {
    const values = [];
    const onProgress = (value) => values.push(value.percentage);
    assert.equal(await shared.call('test/progress', { steps: 50 }, { onProgress }), 'done');
    assert.deepEqual(values, Array.from({ length: 50 }, (_, step) => step));
  });

  test('can be iterated over', async () => {
    const progress = shared.stream('test/progress', { steps: 20 });
    const values = [];
    let step = await progress.next();
    for (; !step.done; step = await progress.next()) values.push(step.value.percentage);
    assert.deepEqual([values.length, step.value], [20, 'done']);
    await assert.rejects(shared.stream('test/error', { code: 404, message: 'No' }).next(), /No/);
  });

  test('is a line on a terminal, and nothing elsewhere', () => {
    const stream = { isTTY: true, columns: 60, text: '', write(text) { this.text += text; } };
    const show = costwire.progressBar(undefined, stream);
    show({ kind: 'begin', title: 'Importing usage', percentage: 0 });
    show({ kind: 'report', percentage: 50, message: '10 rows\x1b[2J' });
    show({ kind: 'end', message: 'done' });
    assert.deepEqual(stream.text.split('\r').slice(1), [
      `Importing usage [${'.'.repeat(30)}]   0 %`,
      `Importing usage [${'#'.repeat(15)}${'.'.repeat(15)}]  50 % 10 r`,
      `Importing usage [${'#'.repeat(30)}] 100 % done\n`,
    ]);
    stream.isTTY = false;
    show({ kind: 'report', percentage: 1 });
    assert.equal(stream.text.split('\r').length, 4);
  });

  test('leaving the loop cancels the request', async () => {
    for await (const value of shared.stream('test/progress', { steps: 5, forever: true })) {
      if (value.percentage === 2) break;
    }
    assert.equal((await shared.call('test/cancelled')).length, 1);
  });
});

describe('restart', () => {
  test('an unanswered read is asked again', async (t) => {
    const worker = await fake(t);
    const params = { die_once: join(folder(t), 'died') };
    assert.deepEqual(await worker.call('cost/summary', params), params);
  });

  test('unanswered events are sent again with the same ids', async (t) => {
    const worker = await fake(t);
    const path = join(folder(t), 'died');
    const event = { model: 'm' };
    const answer = await worker.usage.trackBatch({ events: [{ ...event, die_once: path }, event, { ...event, id: 'mine' }] });
    assert.deepEqual(answer.events, JSON.parse(readFileSync(path)));
    assert.equal(new Set(answer.events.map(({ id }) => id)).size, 3);
    assert.equal(answer.events[2].id, 'mine');
    assert.equal(event.id, undefined);
    assert.equal((await worker.call('usage/track', { die_once: `${path}2` })).id.length, 36);
  });

  test('an unanswered write is not sent again', async (t) => {
    const worker = await fake(t);
    await assert.rejects(worker.call('budget/set', { die_once: join(folder(t), 'died') }), costwire.WorkerDied);
    assert.deepEqual(await worker.call('test/echo', { a: 1 }), { a: 1 });
  });

  test('without restart the end is the end', async (t) => {
    const worker = await fake(t, {}, { restart: false });
    await assert.rejects(worker.call('cost/summary', { die_once: join(folder(t), 'died') }), costwire.WorkerDied);
    await assert.rejects(worker.call('cost/summary'), costwire.WorkerDied);
  });

  test('events that the last worker did not answer are named', async (t) => {
    const worker = await fake(t, {}, { restart: false });
    const died = worker.usage.track({ id: 'mine', die_once: join(folder(t), 'died') });
    await assert.rejects(died, (error) => {
      assert.ok(error instanceof costwire.WorkerDied);
      assert.match(error.message, /whether it recorded what was sent is not known/);
      assert.deepEqual(error.details, { event_id: 'mine' });
      return true;
    });
    const often = await fake(t, { fatal: true });
    await assert.rejects(often.usage.trackBatch({ events: [{ id: 'mine' }] }), (error) => {
      assert.match(error.message, /4 times.*is not known/);
      assert.deepEqual(error.details, { event_ids: ['mine'] });
      return error instanceof costwire.WorkerDied && error.retryAfter > 0;
    });
  });

  for (const method of ['test/die', 'test/closeOutput', 'test/broken']) {
    test(`${method}: everything that waits is rejected`, async (t) => {
      const worker = await fake(t);
      const waiting = Array.from({ length: 5 }, () => worker.call('test/slow'));
      const outcomes = await Promise.allSettled([...waiting, worker.call(method)]);
      for (const { reason } of outcomes) assert.ok(reason instanceof costwire.WorkerDied, String(reason));
    });
  }

  test('a worker that no longer reads is noticed at the next write', async (t) => {
    const worker = await fake(t);
    await worker.call('test/closeInput');
    await assert.rejects(worker.call('test/slow'), costwire.WorkerDied);
    assert.deepEqual(await worker.call('test/echo', { a: 1 }), { a: 1 });
  });
});

describe('the wire', () => {
  test('letters split between reads stay whole', async () => {
    assert.equal(await shared.call('test/split', { text: 'é✓𝄞' }), 'é✓𝄞');
  });

  test('megabytes, both ways', async () => {
    assert.equal((await shared.call('test/huge', { letters: 1_000_000 })).length, 1_000_000);
    const text = 'x'.repeat(3_000_000);
    assert.equal((await shared.call('test/echo', { text })).text, text);
  });

  test('stray lines do not end the session, and the log is heard', async (t) => {
    const lines = [];
    const worker = await fake(t, {}, { onLog: (line) => lines.push(line) });
    assert.equal(await worker.call('test/garbage'), 'still here');
    assert.match(lines.join('\n'), /stray print/);
    await worker.call('test/log', { line: 'Häufig' });
    while (!lines.includes('Häufig')) await sleep(5);
  });

  test('notifications may be answered with calls', async () => {
    const answer = new Promise((resolve) => (answered = resolve));
    await shared.call('test/notify');
    assert.deepEqual(await answer, { method: 'alerts/raised' });
  });
});

describe('handshake', () => {
  test('what the worker lacks is one warning', async (t) => {
    const heard = warnings(t);
    const worker = await fake(t, { groups: ['teams'] });
    assert.match((await heard)[0], /^costwire-js .* runs costwire 0\.0\.1 [^\n]*does not offer [^\n]*cost[^\n]*$/);
    assert.equal(worker.initialized.database.client.name, 'costwire-js');
  });

  test('another program, a refusal, one that ends at once, one that is none', async (t) => {
    await assert.rejects(fake(t, { name: 'gopls' }), /^IncompatibleWorker: [^\n]* is not a costwire worker[^\n]*$/);
    const refuse = { code: 5051, message: 'Made by a later costwire', data: { code: 'DATABASE_NEWER' } };
    await assert.rejects(fake(t, { refuse }), costwire.DatabaseNewer);
    await assert.rejects(fake(t, { greeting: 'Welcome!\n' }), /^IncompatibleWorker: [^\n]* wrote "Welcome!", which is no message/);
    await assert.rejects(Worker.start({ binary: '/bin/false' }), /exit code 1 before it answered initialize/);
    const path = join(folder(t), 'costwire');
    writeFileSync(path, '\0\x01');
    chmodSync(path, 0o755);
    await assert.rejects(Worker.start({ binary: path }), /could not be started|exit code 127/);
  });
});

describe('the end', () => {
  test('a worker that will not end is killed', { timeout: 15_000 }, async (t) => {
    const worker = await fake(t, { stubborn: true });
    const { pid } = worker;
    await worker.close({ timeout: 100 });
    assert.ok(await isGoneWithin(pid, 1_000));
  });

  test('requests under way hear that it was closed', async (t) => {
    const worker = await fake(t);
    const waiting = worker.call('test/slow');
    waiting.catch(() => {});
    await sleep(20);
    await worker.close();
    await assert.rejects(waiting, costwire.WorkerClosed);
  });
});

describe('the binary', () => {
  const places = (t, binary) => {
    const { COSTWIRE_BINARY, PATH } = process.env;
    t.after(() => Object.assign(process.env, { COSTWIRE_BINARY, PATH }));
    delete process.env.COSTWIRE_BINARY;
    process.env.PATH = binary;
  };

  test('a missing one lists every place', (t) => {
    const path = folder(t);
    places(t, path);
    assert.throws(() => findBinary(), (error) => {
      assert.ok(error instanceof costwire.BinaryNotFound);
      for (const place of ['the option binary', 'COSTWIRE_BINARY: not set', join('js', 'bin', 'costwire'), path]) {
        assert.ok(error.message.includes(place), place);
      }
      return true;
    });
  });

  test('argument, then environment, then PATH', (t) => {
    const path = folder(t);
    places(t, path);
    writeFileSync(join(path, 'costwire'), '#!/bin/sh\n', { mode: 0o755 });
    assert.equal(findBinary(), join(path, 'costwire'));
    process.env.COSTWIRE_BINARY = fakePath;
    assert.equal(findBinary(), fakePath);
    assert.equal(findBinary(join(path, 'costwire')), join(path, 'costwire'));
    assert.throws(() => findBinary(path), /not a file/);
    process.env.COSTWIRE_BINARY = '/nowhere';
    assert.throws(() => findBinary(), /COSTWIRE_BINARY: \/nowhere: no such file/);
  });

  test('is looked for outside of an Electron archive', () => {
    const inside = '/opt/app/resources/app.asar/node_modules/costwire/bin/costwire';
    assert.equal(unpacked(inside), '/opt/app/resources/app.asar.unpacked/node_modules/costwire/bin/costwire');
    assert.equal(unpacked('/opt/app.asarium/costwire'), '/opt/app.asarium/costwire');
  });
});
