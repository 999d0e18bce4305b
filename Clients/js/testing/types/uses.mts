// Every kind of use, for compilers to accept in strict mode; it is not run.

import {
  BudgetExceeded, CostwireError, ValidationError, Worker, errorsBySymbol, findBinary, progressBar,
  type CallOptions, type CallRecord, type CostSummaryResult, type Hold, type ProgressValue, type TrackedStream,
  type UsageFields, type UsageTrackResult, type WorkerOptions,
} from 'costwire';

const options: WorkerOptions = {
  database: ':memory:', time_zone: 'Europe/Berlin', durability: 'normal', notifications: ['alerts/raised'],
  binary: findBinary(), timeout: 1_000, restart: false, accessKey: 'key',
  onLog: (line) => line.length,
  onNotification: (method, params) => void [method.length, params['alert']],
};
const worker: Worker = await Worker.start(options);
const version: string = worker.initialized.serverInfo.version;
const pid: number | null = worker.pid;

// Methods, with what they take and answer.
const call: CallOptions = { signal: new AbortController().signal, timeout: null, onProgress: (value) => void value.percentage };
const answer: CostSummaryResult = await worker.cost.summary({ days: 7, as_of: new Date(), model: ['a', 'b'] }, call);
const total: number = answer.summary.total_cost_usd;
const tracked: UsageTrackResult = await worker.usage.track({ model: 'gpt-4o', prompt_tokens: 9, timestamp: '2026-01-01T00:00:00Z' });
const any: unknown = await worker.call('cost/summary', { days: 7 });
const typed: CostSummaryResult = await worker.call<CostSummaryResult>('cost/summary');
await worker.discover();
// @ts-expect-error: no method is called so
await worker.cost.sumary();
// @ts-expect-error: days is a number
await worker.cost.summary({ days: 'seven' });
// @ts-expect-error: no setting is called so
await Worker.start({ time_zome: 'UTC' });
// @ts-expect-error: Worker.start is how it is made
new Worker();

// Progress, as an iteration.
const progress: AsyncGenerator<ProgressValue, { rows: number }, void> =
  worker.stream<{ rows: number }>('usage/import', { path: 'usage.ndjson' }, { signal: new AbortController().signal });
for await (const { kind, percentage, message } of progress) console.log(kind, percentage, message);

await worker.usage.import({ path: 'usage.ndjson' }, { onProgress: progressBar('Import') });

// Calls of models, as libraries answer them.
interface Chunk { readonly choices: readonly string[]; readonly usage?: { readonly prompt_tokens: number } | null }
declare const response: { readonly model: string; readonly usage?: { readonly prompt_tokens: number } };
declare const chunks: AsyncIterable<Chunk>;
declare const promised: Promise<AsyncIterable<Chunk>>;
declare const bedrock: { readonly stream?: AsyncIterable<Chunk> | undefined; readonly $metadata: object };
const fields: UsageFields = { project_id: 'search', tags: ['a'], metadata: { any: 1 }, cost_allocation: { team: 'b' } };
const cost: number = (await worker.track(response, fields, call)).cost_usd;
const stream: TrackedStream<Chunk> = worker.trackStream(chunks, fields, call);
for await (const { choices } of stream) console.log(choices.length);
const recorded: string | undefined = stream.result?.id;
await stream.leave();
// @ts-expect-error: the call's signal is not the recording's
worker.trackStream(chunks, fields, { signal: new AbortController().signal });
for await (const { choices } of worker.trackStream(promised)) console.log(choices.length);
for await (const { choices } of worker.trackStream(bedrock, { model: 'm' })) console.log(choices.length);
const length: number = await worker.trackCall('answer', 'gpt-4o-mini', { category: 'chat' }, async (record: CallRecord) => {
  record.setTokens({ prompt: 1, completion: 2, cacheRead: 3, cacheWrite: 4, reasoning: 5 });
  record.setCost(0.1);
  record.setResponseDetails({ responseTimeMs: 1, requestSize: 2, responseSize: 3 });
  record.setResponse(response);
  record.set({ user_email: 'ada@example.com' });
  return record.result === null ? 1 : 2;
});
const same: typeof response = await worker.trackCall('answer', 'm', null, () => response, call);

// Money held meanwhile.
const kept: string = await worker.budget.withReserved({ customer_id: 'acme' }, 0.05, (hold: Hold) => {
  hold.cost = 0.03;
  return hold.id;
}, { ttl_seconds: 5, signal: new AbortController().signal });
const hold: Hold = await worker.budget.reserved(null, { model: 'gpt-4o', prompt_tokens: 1 });
const settled: Promise<object> = hold.settle(0.1);
await hold.release();

try {
  await worker.budget.check({ additional_cost_usd: 1 });
} catch (error) {
  if (error instanceof BudgetExceeded || error instanceof ValidationError) {
    const wider: CostwireError = error;
    const known: [number | null, string | null, number | null, unknown] = [error.code, error.symbol, error.retryAfter, error.details['path']];
    console.log(wider, known, BudgetExceeded.symbol, errorsBySymbol.get('NOT_FOUND'));
  }
}
const disposable: AsyncDisposable[] = [worker, hold];
await worker.close({ timeout: 100 });
console.log(version, pid, total, tracked, any, typed, cost, recorded, length, same, kept, settled, disposable);
