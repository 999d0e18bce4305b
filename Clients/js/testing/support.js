import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Worker } from '../index.js';
import { groups } from '../lib/surface.cjs';

export const fakePath = fileURLToPath(new URL('./fake_worker.cjs', import.meta.url));

/** A folder that is gone after the test. */
export function folder(test) {
  const path = mkdtempSync(join(tmpdir(), 'costwire-test-'));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A real worker on a database of its own. */
export async function real(test, options) {
  const worker = await Worker.start({ database: join(folder(test), 'costs.db'), timeout: 15_000, ...options });
  test.after(() => worker.close());
  return worker;
}

/** A scripted worker: what the script is, it is told as a setting. Closed after the test, if one is named. */
export async function fake(test, script = {}, options = {}) {
  const fake = { groups: Object.keys(groups), ...script };
  const worker = await Worker.start({ binary: fakePath, timeout: 15_000, fake, ...options });
  test?.after(() => worker.close());
  return worker;
}

/** The first warnings of the client that follow, once there is one; those of the test itself alone. */
export function warnings(test) {
  return new Promise((resolve) => {
    const heard = [];
    const listen = (warning) => {
      if (warning.name !== 'CostwireWarning') return;
      heard.push(warning.message);
      resolve(heard);
    };
    process.on('warning', listen);
    test.after(() => process.off('warning', listen));
  });
}

export function isRunning(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    if (process.platform === 'linux') return false;
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export async function isGoneWithin(pid, milliseconds) {
  const limit = performance.now() + milliseconds;
  while (isRunning(pid)) {
    if (performance.now() > limit) return false;
    await sleep(10);
  }
  return true;
}
