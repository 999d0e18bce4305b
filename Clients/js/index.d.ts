/// <reference lib="esnext.disposable" />

import type { BudgetGroup, BudgetReserveParams, EstimateInput, ScopeInput, Surface } from './surface.js';

export * from './surface.js';
export * from './errors.js';

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

export interface CallOptions {
  /** Cancels the request; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds to wait for the answer; then the request is cancelled. */
  timeout?: number | null;
  /** Called with each progress value, before the promise resolves. */
  onProgress?: (value: ProgressValue) => void;
}

/** Beside these, every setting of `initializationOptions`: time_zone, durability, log_level, notifications, ... */
export interface WorkerOptions {
  /** Path of the database, or ":memory:"; by default the worker's own. */
  database?: string;
  /** Path of the binary; by default COSTWIRE_BINARY, beside this package, PATH. */
  binary?: string;
  /** Milliseconds for each call, unless the call says otherwise. */
  timeout?: number;
  /** Hears each line of the worker's log; by default they go to stderr. */
  onLog?: (line: string) => void;
  onNotification?: (method: string, params: Record<string, unknown>) => void;
  /** Whether a worker that died is started again; by default true. */
  restart?: boolean;
  /** The key of the connection, for workers with `access: 'keys'`. */
  accessKey?: string;
  [setting: string]: unknown;
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
  readonly result: Record<string, unknown>;
  /** Puts what the call cost in the place of what was held for it. */
  settle(actualCostUsd: number, options?: CallOptions): Promise<Record<string, unknown>>;
  /** Gives back what was held: the call was not made. */
  release(options?: CallOptions): Promise<Record<string, unknown>>;
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
  /** Records one call of a model from what its library answered. */
  track(response: object, fields?: Record<string, unknown>, options?: CallOptions): Promise<Record<string, unknown>>;
  /** Ends the worker and waits for it, at most `timeout` milliseconds (5,000) before it is stopped. */
  close(options?: { timeout?: number }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
