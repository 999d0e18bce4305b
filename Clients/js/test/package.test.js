// The package as it is built and installed, and its documentation.

import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { buildPackage } from '../build_package.mjs';
import * as imported from '../index.js';
import { findBinary } from '../index.js';
import { folder } from '../testing/support.js';

const here = fileURLToPath(new URL('..', import.meta.url));

/** The first bytes of a program: of Linux on arm64, or of macOS on x64. */
function header(os) {
  const bytes = Buffer.alloc(64);
  if (os === 'linux') {
    bytes.write('\x7fELF', 'latin1');
    bytes.writeUInt16LE(0xb7, 18);
  } else {
    bytes.writeUInt32LE(0xfeedfacf, 0);
    bytes.writeUInt32LE(0x01000007, 4);
  }
  return bytes;
}

/** An empty project with the package installed. */
function project(t) {
  const path = folder(t);
  const program = join(path, 'program');
  writeFileSync(program, header('linux'));
  const archive = buildPackage(program, path);
  const installed = join(path, 'node_modules', 'costwire');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', installed, '--strip-components=1']);
  return { path, installed, archive };
}

test('the package says what it runs on, and its program may be run', (t) => {
  const { path, installed, archive } = project(t);
  assert.match(archive, /costwire-\d+\.\d+\.\d+-linux-arm64\.tgz$/);
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  assert.deepEqual([manifest.os, manifest.cpu, manifest.bin], [['linux'], ['arm64'], { costwire: 'bin/costwire' }]);
  assert.deepEqual([manifest.dependencies, manifest.scripts], [undefined, undefined]);
  assert.equal(statSync(join(installed, 'bin', 'costwire')).mode & 0o777, 0o755);
  assert.deepEqual(readFileSync(join(installed, 'bin', 'costwire')), header('linux'));
  assert.deepEqual(readFileSync(buildPackage(join(path, 'program'), join(path, 'again'))), readFileSync(archive));
  writeFileSync(join(path, 'program'), header('darwin'));
  assert.match(buildPackage(join(path, 'program'), path), /-darwin-x64\.tgz$/);
  assert.throws(() => buildPackage(join(here, 'README.md'), path), /neither Linux nor macOS/);
});

test('import and require offer the same', () => {
  const required = createRequire(import.meta.url)('costwire');
  // Some versions of node tell beside them what a module of the other kind exports as a whole.
  const { 'module.exports': _, ...named } = imported;
  assert.deepEqual(named, { ...required });
});

/** Each snippet of this README and the project's as a module; what the reader has by then is put before it. */
function snippets() {
  const project = readFileSync(join(here, '..', '..', 'README.md'), 'utf8').replaceAll("'./Clients/js/index.js'", "'costwire'");
  const text = readFileSync(join(here, 'README.md'), 'utf8') + project;
  return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => {
    if (code.includes('require(')) return { name: 'cjs', code };
    if (code.includes('await using') && !readsUsing()) return { name: 'mjs', code: lowered(code) };
    const starts = code.includes('Worker.start');
    const before = "const worker = await (await import('costwire')).Worker.start({ database: 'costs.db' });\n";
    return { name: 'mjs', code: starts ? code : `${before}${code}\nawait worker.close();\n` };
  });
}

function readsUsing() {
  const { status } = spawnSync(process.execPath, ['--check', '--input-type=module', '-'], { input: 'await using a = null;' });
  return status === 0;
}

/** `await using`, for a Node that does not read it. */
function lowered(code) {
  const names = [...code.matchAll(/await using (\w+)/g)].map(([, name]) => name);
  const endings = names.reverse().map((name) => `await ${name}[Symbol.asyncDispose]();\n`);
  return code.replaceAll('await using', 'const') + endings.join('');
}

/** The providers' clients, as far as the README calls them. */
const providers = `
  globalThis.messages = [{ role: 'user', content: 'Hi' }];
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const create = async ({ model, stream }) => {
    if (!stream) return { model, usage };
    return (async function* () {
      yield { model, choices: [{ delta: { content: 'streamed' } }] };
      yield { model, choices: [], usage };
    })();
  };
  globalThis.openai = { chat: { completions: { create } } };
  globalThis.anthropic = { messages: { create: async ({ model }) => ({ model, usage: { input_tokens: 9, output_tokens: 3 } }) } };
`;

test('every snippet of the READMEs runs in a project with the package', async (t) => {
  const { path, installed } = project(t);
  rmSync(join(installed, 'bin', 'costwire'));
  symlinkSync(findBinary(), join(installed, 'bin', 'costwire'));
  writeFileSync(join(path, 'usage.ndjson'), '{"id":"row","model":"gpt-4o","prompt_tokens":9}\n');
  const files = snippets().map(({ name, code }, index) => {
    writeFileSync(join(path, `${index}.${name}`), code);
    return `./${index}.${name}`;
  });
  // A required module cannot be waited for: last, so that it says what it says alone.
  files.sort((one, other) => Number(one.endsWith('.cjs')) - Number(other.endsWith('.cjs')));
  const run = `${providers}\nfor (const file of ${JSON.stringify(files)}) { console.log('#', file); await import(file); }\n`;
  writeFileSync(join(path, 'run.mjs'), run);
  const { COSTWIRE_BINARY: _, ...env } = process.env;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['run.mjs'], { cwd: path, env });
  assert.equal(stderr, '');
  assert.equal(files.length, 7);
  for (const said of [/^0\.\d+ USD for this call, 0\.\d+ USD in 7 days$/m, /^-32602 VALIDATION_ERROR days$/m, /^streamed0\.\d+$/m, /bucket: 'cache_read'/, /^end done$/m]) {
    assert.match(stdout, said);
  }
});

const compiler = spawnSync('tsc', ['--version'], { encoding: 'utf8' });
const version = /(\d+)\.(\d+)/.exec(compiler.stdout ?? '')?.slice(1).map(Number);
const isRecent = version !== undefined && (version[0] > 5 || (version[0] === 5 && version[1] >= 2));

test('TypeScript accepts every kind of use in strict mode', { skip: version ? false : 'tsc is not installed' }, async (t) => {
  const { path } = project(t);
  cpSync(join(here, 'testing', 'types'), path, { recursive: true });
  const files = ['globals.d.ts', 'uses.mts', 'required.cts', ...(isRecent ? ['using.mts'] : [])];
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noPropertyAccessFromIndexSignature'];
  const resolutions = [['node16', 'node16'], ...(isRecent ? [['esnext', 'bundler']] : [])];
  for (const [module, resolution] of resolutions) {
    const settings = [...strict, '--target', 'es2022', '--lib', 'es2022', '--module', module, '--moduleResolution', resolution];
    const read = files.filter((file) => resolution !== 'bundler' || !file.endsWith('.cts'));
    await promisify(execFile)('tsc', [...settings, ...read], { cwd: path }).catch(({ stdout }) => assert.fail(stdout));
  }
});
