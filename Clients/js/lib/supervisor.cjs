'use strict';

const { findBinary } = require('./binary.cjs');
const { errorFrom, IncompatibleWorker, ValidationError, WorkerClosed, WorkerDied } = require('./errors.cjs');
const { groups } = require('./surface.cjs');
const { Connection, encoded } = require('./transport.cjs');

const clientName = 'costwire-js';
const { version } = require('../package.json');

/** A worker that died more often than this, within so many milliseconds, is not started again. */
const mostRestarts = 4;
const restartMilliseconds = 180_000;
/** Milliseconds a worker has to answer `initialize`: it may have to upgrade a large database first. */
const startMilliseconds = 60_000;

let lastId = 0;

/** Request ids, over all workers of the process. */
function nextId() {
  lastId += 1;
  return lastId;
}

/** Keeps one worker running for one client: start, handshake, restart, end. */
class Supervisor {
  #options;
  #connection = null;
  #starting = null;
  #closing = null;
  #deaths = [];
  #messageBytes = 64 << 20;
  /** What the worker answered to `initialize`. */
  initialized = {};

  /** @param {{binary?: string, settings: object, accessKey?: string, onLog?: Function, onNotification?: Function, restart: boolean}} options */
  constructor(options) {
    this.#options = options;
  }

  get pid() {
    return this.#connection?.isAlive ? this.#connection.pid : null;
  }

  get isClosed() {
    return this.#closing !== null;
  }

  /** Whether a request may be sent again to the next worker: there is one, and it has the same database. */
  get mayRepeat() {
    return this.#options.restart && !this.isClosed && !this.#isInMemory;
  }

  get #isInMemory() {
    return this.initialized.database?.path === ':memory:';
  }

  /** The running worker, started if need be. */
  async connection() {
    if (this.isClosed) throw new WorkerClosed('The worker was closed');
    if (this.#connection?.isAlive) return this.#connection;
    this.#starting ??= this.#start().finally(() => (this.#starting = null));
    return this.#starting;
  }

  /** The running worker, if there is one. */
  get live() {
    return this.#connection?.isAlive && !this.isClosed ? this.#connection : null;
  }

  async #start() {
    if (this.#connection) this.#bury(this.#connection);
    const path = findBinary(this.#options.binary);
    const connection = new Connection(path, this.#options);
    try {
      const answer = await this.#initialize(connection, path);
      this.#check(answer, path);
      this.initialized = answer;
      this.#messageBytes = answer.capabilities.limits?.message_bytes ?? this.#messageBytes;
      connection.notify('initialized', {});
    } catch (error) {
      await connection.close(nextId(), 1_000);
      throw error;
    }
    if (this.isClosed) {
      await connection.close(nextId());
      throw new WorkerClosed('The worker was closed');
    }
    this.#connection = connection;
    return connection;
  }

  /** Counts a worker that died, and throws when it is not to be followed by another. */
  #bury(dead) {
    const reason = dead.endReason ?? 'is ending';
    if (!this.#options.restart) throw new WorkerDied(`The worker ${reason}`);
    if (this.#isInMemory) throw new WorkerDied(`The worker ${reason}, and its database in memory with it`);
    const now = performance.now();
    this.#deaths = this.#deaths.filter((death) => death >= now - restartMilliseconds);
    if (this.#deaths.length >= mostRestarts) {
      throw new WorkerDied(
        `The worker ${reason}; it was started again ${mostRestarts} times within ` +
          `${restartMilliseconds / 60_000} minutes, and now no more`,
        { retryAfter: (this.#deaths[0] + restartMilliseconds - now) / 1_000 },
      );
    }
    this.#deaths.push(now);
  }

  #initialize(connection, path) {
    const id = nextId();
    const params = {
      processId: process.pid,
      clientInfo: { name: clientName, version },
      capabilities: {},
      initializationOptions: this.#options.settings,
      access_key: this.#options.accessKey,
    };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new IncompatibleWorker(`${path} did not answer initialize within ${startMilliseconds / 1_000} s`));
      }, startMilliseconds);
      connection.request(id, encoded({ jsonrpc: '2.0', id, method: 'initialize', params }), (kind, value) => {
        if (kind === 'progress') return;
        clearTimeout(timer);
        if (kind === 'result') resolve(value);
        else if (kind === 'error') reject(errorFrom(value));
        else {
          const Kind = connection.isBroken ? IncompatibleWorker : WorkerDied;
          reject(new Kind(`The worker ${path} ${value} before it answered initialize`));
        }
      });
    });
  }

  /** The handshake: by what the worker offers, not by its version. A mismatch is one line. */
  #check(answer, path) {
    if (answer?.serverInfo?.name !== 'costwire' || typeof answer.capabilities !== 'object') {
      throw new IncompatibleWorker(`${path} is not a costwire worker: it answered initialize as something else`);
    }
    const offered = new Set(answer.capabilities.groups ?? []);
    const missing = Object.keys(groups).filter((group) => !offered.has(group));
    if (missing.length > 0) {
      process.emitWarning(
        `${clientName} ${version} runs costwire ${answer.serverInfo.version} (${path}), which does not offer ` +
          `${missing.join(', ')}: calls to these will fail; update whichever is older`,
        'CostwireWarning',
      );
    }
  }

  /** A request as bytes; one larger than the worker reads would be lost without an answer, and is refused. */
  frame(id, method, params) {
    const frame = encoded({ jsonrpc: '2.0', id, method, params });
    if (frame.length > this.#messageBytes) {
      throw new ValidationError(
        `${method}: expected a message of at most ${this.#messageBytes} bytes, got ${frame.length}; ` +
          'send fewer at a time, or use usage/import',
        { code: -32602 },
      );
    }
    return frame;
  }

  /** The exception for a request that got no answer and is not sent again; `details` names the events it was to record. */
  failure(reason, details) {
    if (this.isClosed) return new WorkerClosed('The worker was closed before it answered', { details });
    if (this.#isInMemory) {
      return new WorkerDied(`The worker ${reason} before it answered, and its database in memory with it`, { details });
    }
    return new WorkerDied(`The worker ${reason} before it answered; whether it ${did(details)} is not known`, { details });
  }

  /** The next worker, for a request that the last one did not answer. */
  async successor(details) {
    try {
      return await this.connection();
    } catch (error) {
      if (!details || !(error instanceof WorkerDied)) throw error;
      const { message, retryAfter } = error;
      throw new WorkerDied(`${message}; whether it ${did(details)} is not known`, { details, retryAfter, cause: error });
    }
  }

  /** Ends the worker, once. Requests under way end with WorkerClosed. */
  close(patience) {
    this.#closing ??= (async () => {
      await this.#starting?.catch(() => {});
      await this.#connection?.close(nextId(), patience);
    })();
    return this.#closing;
  }
}

function did(details) {
  return details ? 'recorded what was sent' : 'did what was asked';
}

module.exports = { nextId, Supervisor };
