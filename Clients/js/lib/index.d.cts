import type {
  BudgetGroup, BudgetReleaseResult, BudgetReserveParams, BudgetReserveResult, BudgetSettleResult, EstimateInput, ScopeInput,
  Surface, UsageTrackParams, UsageTrackResult, WorkerSettings,
} from './surface.cjs';

export * from './surface.cjs';
export * from './errors.cjs';

// As in TypeScript's own library since 5.2, for compilers and settings that are without it.
declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
  interface AsyncDisposable {
    [Symbol.asyncDispose](): PromiseLike<void>;
  }
}

/** Where the binary is: argument, COSTWIRE_BINARY, beside the package, PATH. */
export function findBinary(binary?: string): string;

/** A `$/progress` value. */
export interface ProgressValue {
  kind: 'begin' | 'report' | 'end';
  title?: string;
  message?: string;
  percentage?: number;
  [member: string]: unknown;
}

/**
 * A function for `onProgress` that shows how far a long call is, by a line on a terminal; elsewhere it shows nothing.
 * One function is for one call; `description` is by default the title that the worker gives.
 */
export function progressBar(
  description?: string,
  stream?: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown },
): (value: ProgressValue) => void;

export interface CallOptions {
  /** Cancels the request; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Milliseconds to wait for the answer; then the request is cancelled, and the promise rejects with Timeout. Whether a
   * usage event was recorded is then not known: sent again with the id in the error's `details.event_id` (`event_ids` of
   * `usage/trackBatch`) it counts once.
   */
  timeout?: number | null;
  /** Called with each progress value, before the promise resolves. */
  onProgress?: (value: ProgressValue) => void;
}

/**
 * How what a call used is recorded. It takes no signal: the one that ends the call itself must not end the recording, and
 * one that is passed all the same is not heeded.
 */
export type RecordingOptions = Omit<CallOptions, 'signal'>;

/** How a worker is started: beside these, every setting of the worker. */
export interface WorkerOptions extends WorkerSettings {
  /** Path of the binary; by default COSTWIRE_BINARY, beside this package, PATH. */
  binary?: string;
  /** Milliseconds for each call, unless the call says otherwise. */
  timeout?: number;
  /** Hears each line of the worker's log; by default they go to stderr. */
  onLog?: (line: string) => void;
  /** Hears what the worker tells unasked, of what `notifications` names: alerts/raised, jobs/changed, window/logMessage. */
  onNotification?: (method: string, params: Record<string, unknown>) => void;
  /** Whether a worker that died is started again; by default true. */
  restart?: boolean;
  /** The key of the connection, for workers with `access: 'keys'`. */
  accessKey?: string;
}

export interface Initialized {
  serverInfo: { name: string; version: string };
  capabilities: { groups: string[]; notifications: string[]; limits: Record<string, number>; [member: string]: unknown };
  database: { path: string; created: boolean; schema_version: number; [member: string]: unknown };
}

/** Money held for a call under way. */
export interface Hold {
  /** For `reservation_id` of the event. */
  readonly id: string;
  /** What is held, in USD. */
  readonly amount: number;
  readonly expiresAt: string;
  /** What the call cost: settled when the block is left. */
  cost: number | null;
  /** The last answer of the worker about it. */
  readonly result: BudgetReserveResult | BudgetSettleResult | BudgetReleaseResult;
  /** Puts what the call cost in the place of what was held for it. */
  settle(actualCostUsd: number, options?: CallOptions): Promise<BudgetSettleResult>;
  /** Gives back what was held: the call was not made. */
  release(options?: CallOptions): Promise<BudgetReleaseResult>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Further members of `budget/reserve`, and of the call. */
export type ReserveOptions = Pick<BudgetReserveParams, 'reservation_id' | 'priority' | 'ttl_seconds'> & CallOptions;

/** Blocks that hold money of the budgets while a call is made; BudgetExceeded when a budget refuses. */
export interface Reserving {
  /**
   * For `await using hold = await worker.budget.reserved(scope, estimate)`. When the block is left, an event of the
   * same customer tracked with `reservation_id: hold.id`, or `hold.settle`, has settled it; else it is settled at
   * `hold.cost` where that is set; else it is released, because a block cannot tell whether it was left by an exception.
   */
  reserved(scope: ScopeInput | null, estimate: number | EstimateInput, options?: ReserveOptions): Promise<Hold>;
  /**
   * Runs `body` with an amount held, and answers what it answers. An event of the same customer tracked with
   * `reservation_id: hold.id`, or `hold.settle`, has settled it; else it is settled at `hold.cost` where that is set;
   * else at the amount held when `body` returns, and released when it throws.
   */
  withReserved<Result>(
    scope: ScopeInput | null,
    estimate: number | EstimateInput,
    body: (hold: Hold) => Result | Promise<Result>,
    options?: ReserveOptions,
  ): Promise<Result>;
}

/** Members of a usage event. */
export type UsageFields = UsageTrackParams;

/** One call of a model while it is made: what is set here is recorded when the function ends. */
export interface CallRecord {
  /** The answer of `usage/track`, once the call is recorded. */
  readonly result: UsageTrackResult | null;
  /** Tokens, as the provider counts them. */
  setTokens(tokens: { prompt?: number; completion?: number; cacheRead?: number; cacheWrite?: number; reasoning?: number }): void;
  /** What it cost; without it the worker's price list says. */
  setCost(costUsd: number): void;
  /** Time (measured if not given) and sizes in bytes. */
  setResponseDetails(details: { responseTimeMs?: number; requestSize?: number; responseSize?: number }): void;
  /** A provider's response, or its usage object: instead of `setTokens`. */
  setResponse(response: object): void;
  /** Any other member of a usage event. */
  set(fields: UsageFields): void;
}

/** A stream that hands on what it reads, once, and is recorded when it ends, is left, or fails. */
export interface TrackedStream<Chunk> extends AsyncIterable<Chunk> {
  /** The answer of `usage/track`, once the stream is recorded. */
  readonly result: UsageTrackResult | null;
  /** Records what is known by now, where the stream will not be read on; one that is recorded stays as it is. */
  leave(): Promise<void>;
  [Symbol.asyncIterator](): AsyncGenerator<Chunk, void, undefined>;
}

/** A stream of an AI library. */
export type ChunkStream<Chunk> = AsyncIterable<Chunk> | Iterable<Chunk>;

/** A stream, the answer that holds one (Bedrock's, Google's), or the promise of either. */
export type StreamSource<Chunk> =
  | StreamHolder<Chunk>
  | PromiseLike<StreamHolder<Chunk>>;

export type StreamHolder<Chunk> =
  | ChunkStream<Chunk>
  | { readonly stream?: ChunkStream<Chunk> | undefined }
  | { readonly body?: ChunkStream<Chunk> | undefined };

export interface Worker extends Surface {
  readonly budget: BudgetGroup & Reserving;
}

/** A costwire worker as a subprocess; its methods are functions of their group. */
export class Worker {
  static start(options?: WorkerOptions): Promise<Worker>;
  private constructor();
  readonly initialized: Initialized;
  /** The process id of the worker; null while none runs. */
  readonly pid: number | null;
  call<Result = unknown>(method: string, params?: object, options?: CallOptions): Promise<Result>;
  /** Yields each progress value, and returns the result. Leaving the loop cancels the request. */
  stream<Result = unknown>(
    method: string,
    params?: object,
    options?: CallOptions,
  ): AsyncGenerator<ProgressValue, Result, void>;
  discover(options?: CallOptions): Promise<Record<string, unknown>>;
  /** Records one call of a model from what its library answered: a response, or the usage object in it. */
  track(response: object, fields?: UsageFields, options?: CallOptions): Promise<UsageTrackResult>;
  /**
   * Hands on what a library's stream yields, and records the call when the stream ends, is left, or fails.
   *
   * A stream that was left before it told all is recorded as far as it told, with quality `partial`; one that told
   * nothing with quality `absent`, unpriced, and a warning. One that is open when the worker closes likewise.
   */
  trackStream<Chunk>(stream: StreamSource<Chunk>, fields?: UsageFields, options?: RecordingOptions): TrackedStream<Chunk>;
  /**
   * Runs `body` and records the call of a model in it: `body` tells by the record's `setResponse`, `setTokens` or
   * `setCost`, or answers the response. Answers what `body` answers; what it throws is recorded by its kind, and thrown.
   */
  trackCall<Answer>(
    operation: string,
    model: string,
    fields: UsageFields | null,
    body: (call: CallRecord) => Answer | Promise<Answer>,
    options?: RecordingOptions,
  ): Promise<Answer>;
  /**
   * Records the tracked streams that are still open, ends the worker and waits for it: each at most `timeout`
   * milliseconds (5,000) before it is stopped.
   */
  close(options?: { timeout?: number }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
