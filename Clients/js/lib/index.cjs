'use strict';

const { findBinary } = require('./binary.cjs');
const { progressBar } = require('./progress.cjs');

// What the package offers, to `require` as it is and to `import` through ../index.js: one implementation, so that
// an error is an instance of the same class for both.
module.exports = {
  findBinary,
  progressBar,
  ...require('./errors.cjs'),
  ...require('./worker.cjs'),
};
