'use strict';

const width = 30;

/**
 * A function for `onProgress` that shows how far a long call is, by a line on a terminal; elsewhere it shows nothing.
 * One function is for one call.
 *
 * @param {string} [description] What stands before the bar; by default the title that the worker gives.
 * @param {NodeJS.WriteStream} [stream] Where to; by default stderr.
 */
function progressBar(description, stream = process.stderr) {
  let title = description ?? '';
  let longest = 0;
  return (value) => {
    if (!stream.isTTY) return;
    title = description ?? value.title ?? title;
    const isEnd = value.kind === 'end';
    const line = [title, bar(isEnd ? 100 : value.percentage), value.message].filter(Boolean).join(' ').replace(/\p{Cc}/gu, ' ');
    const shown = line.slice(0, (stream.columns ?? 80) - 1);
    longest = Math.max(longest, shown.length);
    stream.write(`\r${shown.padEnd(longest)}${isEnd ? '\n' : ''}`);
  };
}

function bar(percentage) {
  if (typeof percentage !== 'number') return '';
  const full = Math.floor((width * Math.min(Math.max(percentage, 0), 100)) / 100);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${percentage.toFixed(0).padStart(3)} %`;
}

module.exports = { progressBar };
