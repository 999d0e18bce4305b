#!/usr/bin/env node
// A worker that does what the real one does not do on demand: dawdle, die, split its bytes, babble.
// The setting fake is an object: groups, name, path of the database, stubborn, refuse, greeting, mute, fatal.

const { existsSync, writeFileSync, writeSync } = require('node:fs');

let script = {};
const cancelled = [];
const waiting = new Map();

function write(bytes) {
  for (let start = 0; start < bytes.length; ) {
    try {
      start += writeSync(1, bytes, start);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
const send = (message) => write(Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`));
const answer = (id, result) => send({ id, result });
const die = () => process.kill(process.pid, 'SIGKILL');
function isFirst(path) {
  if (existsSync(path)) return false;
  writeFileSync(path, '');
  return true;
}

const methods = {
  initialize(id, params) {
    script = params.initializationOptions.fake;
    if (script.stubborn) {
      process.on('SIGTERM', () => {});
      setInterval(() => {}, 1_000);
    }
    if (script.greeting) write(Buffer.from(script.greeting));
    if (script.refuse) return send({ id, error: script.refuse });
    answer(id, {
      serverInfo: { name: script.name ?? 'costwire', version: '0.0.1' },
      capabilities: { groups: script.groups ?? [], limits: { message_bytes: 100_000_000 } },
      database: { path: script.path ?? 'fake.db', client: params.clientInfo },
    });
  },
  initialized() {},
  shutdown: (id) => script.stubborn || answer(id, null),
  exit: () => script.stubborn || process.exit(0),
  '$/cancelRequest'(_, { id }) {
    cancelled.push(id);
    if (waiting.get(id) === 'test/late') answer(id, 'too late');
    waiting.delete(id);
  },
  'test/slow': (id) => waiting.set(id, 'test/slow'),
  'test/late': (id) => waiting.set(id, 'test/late'),
  'test/cancelled': (id) => answer(id, cancelled.splice(0)),
  'test/error': (id, error) => send({ id, error }),
  'test/progress'(id, { steps, workDoneToken: token, forever }) {
    for (let step = 0; step < steps; step++) {
      send({ method: '$/progress', params: { token, value: { percentage: step } } });
    }
    if (!forever) answer(id, 'done');
  },
  'test/split'(id, { text }) {
    const line = Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', id, result: text })}\n`);
    let place = 0;
    const timer = setInterval(() => {
      write(line.subarray(place, ++place));
      if (place === line.length) clearInterval(timer);
    }, 1);
  },
  'test/huge': (id, { letters }) => answer(id, 'é'.repeat(letters)),
  'test/garbage'(id) {
    write(Buffer.from('Hello from a stray print\n[1, 2\n\n'));
    answer(id, 'still here');
  },
  'test/broken': () => write(Buffer.from('{"jsonrpc":"2.0","id":\n')),
  'test/log'(id, { line }) {
    process.stderr.write(`${line}\n`, () => answer(id, null));
  },
  'test/notify'(id) {
    send({ method: 'alerts/raised', params: { alert: 1 } });
    answer(id, null);
  },
  'test/die': die,
  'test/closeInput'(id) {
    process.stdin.destroy();
    require('node:fs').closeSync(0);
    setInterval(() => {}, 1_000);
    answer(id, null);
  },
  'test/closeOutput': () => require('node:fs').closeSync(1),
};

function otherwise(id, params) {
  if (script.mute) return;
  if (script.fatal) die();
  if (params.die_once && isFirst(params.die_once)) die();
  else if (params.events && isFirst(params.events[0].die_once)) {
    writeFileSync(params.events[0].die_once, JSON.stringify(params.events));
    die();
  } else answer(id, params);
}

let pieces = [];
process.stdin.on('data', (chunk) => {
  const lines = chunk.toString('latin1').split('\n');
  const rest = lines.pop();
  for (const line of lines) {
    const text = Buffer.from(pieces.join('') + line, 'latin1').toString('utf8');
    pieces = [];
    const { id, method, params } = JSON.parse(text);
    (methods[method] ?? otherwise)(id, params ?? {});
  }
  pieces.push(rest);
});
process.stdin.on('end', () => script.stubborn || process.exit(0));
