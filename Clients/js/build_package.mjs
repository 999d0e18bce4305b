#!/usr/bin/env node
// Builds the npm package with the binary inside: needs neither npm nor a network.
//
//   node build_package.mjs ../../.build/release/costwire dist/

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Writes the package and answers its path. */
export function buildPackage(binaryPath, folder) {
  const binary = readFileSync(binaryPath);
  const { os, cpu } = platformOf(binary);
  const source = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const { scripts: _, ...manifest } = source;
  Object.assign(manifest, { os: [os], cpu: [cpu], bin: { costwire: 'bin/costwire' }, preferUnplugged: true });
  const files = [
    ['package.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 0o644],
    ...sources(source.files).map((name) => [name, readFileSync(join(here, name)), 0o644]),
    ['LICENSE', readFileSync(join(here, '..', '..', 'LICENSE')), 0o644],
    ['bin/costwire', binary, 0o755],
  ];
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${manifest.name}-${manifest.version}-${os}-${cpu}.tgz`);
  writeFileSync(path, gzipSync(tar(files)));
  return path;
}

/** The package's own files, in a fixed order: those that package.json names, and the README. */
function sources(patterns) {
  const named = patterns.flatMap((pattern) =>
    pattern.endsWith('/') ? readdirSync(join(here, pattern)).map((name) => pattern + name) : [pattern]);
  return [...named, 'README.md'].sort();
}

/** What the binary runs on, read from its header: the machine that builds the package may be another. */
function platformOf(binary) {
  const elf = { 0x3e: 'x64', 0xb7: 'arm64' };
  const machO = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
  if (binary.length > 20 && binary.toString('latin1', 0, 4) === '\x7fELF') {
    const cpu = elf[binary.readUInt16LE(18)];
    if (cpu) return { os: 'linux', cpu };
  } else if (binary.length > 8 && binary.readUInt32LE(0) === 0xfeedfacf) {
    const cpu = machO[binary.readUInt32LE(4)];
    if (cpu) return { os: 'darwin', cpu };
  }
  throw new Error('The binary is for neither Linux nor macOS on x64 or arm64');
}

/** A tar archive as npm reads it; a fixed time, so that the same input makes the same package. */
function tar(files) {
  const blocks = files.flatMap(([name, content, mode]) => {
    const header = Buffer.alloc(512);
    header.write(`package/${name}`, 0);
    header.write(octal(mode, 7), 100);
    header.write(octal(0, 7), 108);
    header.write(octal(0, 7), 116);
    header.write(octal(content.length, 11), 124);
    header.write(octal(Date.UTC(2020, 0, 1) / 1_000, 11), 136);
    header.write('        0', 148);
    header.write('ustar\x0000', 257);
    header.write(octal(header.reduce((sum, byte) => sum + byte), 6) + '\0 ', 148);
    return [header, content, Buffer.alloc(-content.length & 511)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function octal(number, digits) {
  return number.toString(8).padStart(digits, '0') + (digits === 6 ? '' : '\0');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [binary, folder = '.'] = process.argv.slice(2);
  if (binary === undefined) {
    console.error('Usage: node build_package.mjs BINARY [FOLDER]');
    process.exit(2);
  }
  try {
    console.log(buildPackage(binary, folder));
  } catch (error) {
    console.error(`${binary}: ${error.message}`);
    process.exit(1);
  }
}
