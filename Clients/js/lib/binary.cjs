'use strict';

const { accessSync, constants, statSync } = require('node:fs');
const { delimiter, join, resolve } = require('node:path');

const { BinaryNotFound } = require('./errors.cjs');

const name = process.platform === 'win32' ? 'costwire.exe' : 'costwire';

/**
 * Finds the costwire binary: argument, environment variable COSTWIRE_BINARY, beside this package, PATH.
 *
 * An explicit place (the first two) is the only one looked at: a typo there should not start some other costwire.
 *
 * @param {string} [binary]
 * @returns {string}
 * @throws {BinaryNotFound} with every place looked at, and what was wrong with each.
 */
function findBinary(binary) {
  if (binary !== undefined && binary !== null) return only(binary, 'the option binary');
  const variable = process.env.COSTWIRE_BINARY;
  if (variable) return only(variable, 'the environment variable COSTWIRE_BINARY');
  const looked = ['the option binary: not given', 'the environment variable COSTWIRE_BINARY: not set'];

  const beside = unpacked(join(__dirname, '..', 'bin', name));
  const besideTrouble = trouble(beside);
  if (!besideTrouble) return beside;
  looked.push(`beside the package: ${beside}: ${besideTrouble}`);

  const path = process.env.PATH ?? '';
  for (const folder of path.split(delimiter)) {
    if (folder && !trouble(join(folder, name))) return resolve(folder, name);
  }
  looked.push(`PATH: no ${name} in ${path || 'an empty PATH'}`);
  throw notFound(looked);
}

/** Electron keeps programs outside of its archive: `spawn` does not see into it. */
function unpacked(path) {
  return path.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2');
}

function only(given, place) {
  const path = unpacked(resolve(given));
  const reason = trouble(path);
  if (reason) throw notFound([`${place}: ${path}: ${reason}`]);
  return path;
}

function trouble(path) {
  try {
    if (!statSync(path).isFile()) return 'not a file';
  } catch {
    return 'no such file';
  }
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return 'not executable';
  }
  return null;
}

function notFound(looked) {
  const lines = looked.map((place) => `  - ${place}`).join('\n');
  return new BinaryNotFound(
    `There is no costwire binary. Looked at:\n${lines}\n` +
      'Give Worker.start({ binary }), set COSTWIRE_BINARY, or put costwire on the PATH.',
    { details: { looked } },
  );
}

module.exports = { findBinary, unpacked };
