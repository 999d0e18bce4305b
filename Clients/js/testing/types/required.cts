// The same package, required.

import costwire = require('costwire');
import { BudgetExceeded, Worker, type UsageTrackResult } from 'costwire';

async function main(): Promise<UsageTrackResult> {
  const worker: Worker = await Worker.start({ database: ':memory:' });
  const other: costwire.Worker = worker;
  try {
    return await other.usage.track({ model: 'gpt-4o', prompt_tokens: 9 });
  } catch (error) {
    throw error instanceof BudgetExceeded ? new Error(`${error.symbol}`) : error;
  } finally {
    await worker[Symbol.asyncDispose]();
  }
}
export = main;
