'use strict';

const buffer = require('node:buffer');
const { spawn } = require('node:child_process');
const { constants } = require('node:os');

const newline = 0x0a;
/** Bytes of a line that may still be one text. */
const longestLine = buffer.constants.MAX_STRING_LENGTH;

/**
 * One worker process: its pipes, its frames (a JSON object per line), its unanswered requests.
 *
 * Node may exit while it runs: the process and its pipes hold the event loop only while a request waits.
 */
class Connection {
  #child;
  #pending = new Map();
  #pieces = [];
  #pieceBytes = 0;
  #brokenBecause = null;
  #onLog;
  #onNotification;
  #held = 0;
  /** Why it ended, in words; null while it runs. */
  endReason = null;
  isClosing = false;
  /** Whether it sent a message yet: until then a line that is none shows that it is no worker. */
  #isSpeaking = false;
  /** Resolves when the process has ended and every request has heard of it. */
  ended;
  #end;

  constructor(path, { onLog, onNotification } = {}) {
    this.#onLog = onLog;
    this.#onNotification = onNotification;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    // A process group of its own: Ctrl-C is this program's business, and the worker commits before it leaves.
    this.#child = spawn(path, [], {
      stdio: ['pipe', 'pipe', onLog ? 'pipe' : 'inherit'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const { stdin, stdout, stderr } = this.#child;
    this.#child.on('error', (error) => this.#finish(`could not be started: ${error.message}`));
    this.#child.on('close', (code, signal) => this.#finish(this.#brokenBecause ?? inWords(code, signal)));
    // Without its pipes the worker is of no use; that it ended is told in one place, when it has.
    // Where not even these could be made, the error that follows tells why.
    if (!stdin) return;
    stdin.on('error', () => this.#child.kill('SIGKILL'));
    stdout.on('error', () => this.#child.kill('SIGKILL'));
    stdout.on('end', () => this.#outputEnded());
    stdout.on('data', (chunk) => this.#read(chunk));
    if (stderr) this.#drain(stderr);
    this.#release();
  }

  get pid() {
    return this.#child.pid ?? null;
  }

  /** Whether it was ended because it broke the protocol. */
  get isBroken() {
    return this.#brokenBecause !== null;
  }

  get isAlive() {
    return this.endReason === null && !this.isClosing;
  }

  // Sending

  /**
   * Sends a request. `deliver` hears ('progress', value) any number of times, then one of ('result', value),
   * ('error', value), ('end', reason).
   */
  request(id, frame, deliver) {
    if (this.endReason !== null) {
      deliver('end', this.endReason);
      return;
    }
    this.#pending.set(id, { deliver, frame });
    this.hold();
    this.#send(frame);
  }

  notify(method, params) {
    this.#send(encoded({ jsonrpc: '2.0', method, params }));
  }

  /** Asks the worker to stop working on a request; a late answer is dropped. */
  cancel(id) {
    if (this.#take(id)) this.notify('$/cancelRequest', { id });
  }

  #send(frame) {
    const { stdin } = this.#child;
    if (stdin?.writable) stdin.write(frame);
  }

  // Receiving

  #read(chunk) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.#keep(chunk.subarray(start, end));
      const line = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
      this.#pieces = [];
      this.#pieceBytes = 0;
      start = end + 1;
      // Decoded whole, so that no letter is cut.
      if (line.length > 0 && !this.isBroken) this.#receive(line.toString('utf8'));
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  #keep(piece) {
    if (this.isBroken) return;
    this.#pieceBytes += piece.length;
    if (this.#pieceBytes > longestLine) return this.#breakOff(`sent a line of more than ${longestLine} bytes`);
    this.#pieces.push(piece);
  }

  #receive(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      return this.#stray(line);
    }
    for (const member of Array.isArray(message) ? message : [message]) {
      if (typeof member !== 'object' || member === null) return this.#stray(line);
      this.#isSpeaking = true;
      if (member.method === undefined) this.#answered(member);
      else this.#notified(member.method, member.params ?? {});
    }
  }

  /** A stray print is told; a broken message may have been an answer that somebody waits for, and ends the worker. */
  #stray(line) {
    const text = line.trim();
    if (!text) return;
    const shown = text.slice(0, 200);
    if (text.startsWith('{') || !this.#isSpeaking) this.#breakOff(`wrote ${JSON.stringify(shown)}, which is no message`);
    else this.#log(`The worker sent a line that is no message: ${shown}`);
  }

  #notified(method, params) {
    const pending = method === '$/progress' ? this.#pending.get(params.token) : undefined;
    if (pending) pending.deliver('progress', params.value);
    else if (this.#onNotification) guarded(() => this.#onNotification(method, params));
  }

  #answered(message) {
    const id = message.id ?? (message.error ? this.#unreadable() : null);
    const pending = this.#take(id);
    if (!pending) {
      if (id === null) this.#log(`The worker could not read a message: ${JSON.stringify(message.error)}`);
    } else if (message.error) {
      pending.deliver('error', message.error);
    } else {
      pending.deliver('result', message.result);
    }
  }

  /** Which request the worker could not read, not even its id: the only one, or the one nested most deeply. */
  #unreadable() {
    if (this.#pending.size === 1) return this.#pending.keys().next().value;
    let deepest = { depth: 64, id: null };
    for (const [id, { frame }] of this.#pending) {
      const depth = depthOf(frame);
      if (depth > deepest.depth) deepest = { depth, id };
    }
    return deepest.id;
  }

  #take(id) {
    const pending = this.#pending.get(id);
    if (pending) {
      this.#pending.delete(id);
      this.letGo();
    }
    return pending;
  }

  #log(line) {
    if (this.#onLog) guarded(() => this.#onLog(line));
    else process.stderr.write(`${line}\n`);
  }

  #drain(stderr) {
    let rest = '';
    stderr.setEncoding('utf8');
    stderr.on('data', (text) => {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop();
      for (const line of lines) this.#log(line);
    });
    stderr.on('end', () => {
      if (rest) this.#log(rest);
    });
    stderr.on('error', () => {});
  }

  // Holding the event loop

  /** Keeps node from exiting until `letGo`. */
  hold() {
    this.#held += 1;
    if (this.#held !== 1) return;
    this.#child.ref();
    for (const pipe of this.#pipes()) pipe.ref?.();
  }

  letGo() {
    this.#held -= 1;
    if (this.#held === 0) this.#release();
  }

  #release() {
    this.#child.unref();
    for (const pipe of this.#pipes()) pipe.unref?.();
  }

  #pipes() {
    return (this.#child.stdio ?? []).filter((pipe) => pipe !== null && pipe !== undefined);
  }

  // Ending

  /**
   * Standard output has ended: nothing more will be answered. The process's own end follows, or is brought about: by
   * the end of its input, so that it commits what it accepted, then by force.
   */
  #outputEnded() {
    if (this.endReason !== null) return;
    this.isClosing = true;
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 2_000);
    this.ended.then(() => clearTimeout(timer));
    timer.unref();
  }

  /** The protocol is broken: what waits is rejected, or asked again, when the process has ended. */
  #breakOff(reason) {
    this.#brokenBecause ??= reason;
    this.#pieces = [];
    this.isClosing = true;
    this.#child.kill('SIGKILL');
  }

  #finish(reason) {
    if (this.endReason !== null) return;
    this.endReason = reason;
    const pending = [...this.#pending.keys()].map((id) => this.#take(id));
    for (const pipe of this.#pipes()) pipe.destroy();
    this.#end();
    for (const { deliver } of pending) deliver('end', reason);
  }

  /** Ends the worker: shutdown, exit, end of input; then SIGTERM, then SIGKILL, each after its time. */
  async close(id, patience = 5_000) {
    this.isClosing = true;
    if (this.endReason !== null) return;
    this.hold();
    try {
      const answered = new Promise((resolve) => {
        this.request(id, encoded({ jsonrpc: '2.0', id, method: 'shutdown' }), resolve);
      });
      await within(Math.min(2_000, patience), answered);
      if (this.endReason === null) {
        this.notify('exit', {});
        this.#child.stdin?.end();
      }
      if (await within(patience, this.ended)) return;
      this.#child.kill('SIGTERM');
      if (await within(Math.min(2_000, patience), this.ended)) return;
      this.#child.kill('SIGKILL');
      await within(2_000, this.ended);
    } finally {
      this.letGo();
    }
  }
}

/**
 * A message as one line.
 *
 * What JSON has no word for is refused: NaN would silently become null, and a cost of null is no cost; half a
 * surrogate pair makes a line that the worker cannot read.
 */
function encoded(message) {
  const text = JSON.stringify(message, finite);
  if (text.includes('\\ud') && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text)) {
    throw new TypeError('A text holds half a surrogate pair, which is no letter, and cannot be sent');
  }
  return Buffer.from(`${text}\n`);
}

function finite(name, value) {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${name}: ${value} cannot be sent`);
  return value;
}

/** Whether `promise` came about in time. */
async function within(milliseconds, promise) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds, false)));
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Calls a function of the caller's; what it throws is reported as any uncaught error, and does not stop the reading. */
function guarded(call) {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function depthOf(frame) {
  let depth = 0;
  let deepest = 0;
  for (const letter of frame.toString('utf8').replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (letter === '{' || letter === '[') deepest = Math.max(deepest, ++depth);
    else if (letter === '}' || letter === ']') depth -= 1;
  }
  return deepest;
}

function inWords(code, signal) {
  if (signal) return `was ended by ${signal}`;
  if (code === null || code === undefined) return 'does not end';
  const name = Object.entries(constants.signals).find(([, number]) => number + 128 === code)?.[0];
  return `ended with exit code ${code}${name ? ` (${name})` : ''}`;
}

module.exports = { Connection, encoded, within };
