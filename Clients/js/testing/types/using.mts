// What TypeScript reads from 5.2 on.

import { Worker } from 'costwire';

await using worker = await Worker.start({ database: ':memory:' });
await using hold = await worker.budget.reserved({ customer_id: 'acme' }, 0.05);
hold.cost = 0.03;
