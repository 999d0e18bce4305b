// Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.

/** Every group, and the method behind each of its functions. */
export const groups = {
  cost: {
    summary: 'cost/summary',
  },
  teams: {
    getMapping: 'teams/getMapping',
    setMapping: 'teams/setMapping',
  },
  usage: {
    amend: 'usage/amend',
    delete: 'usage/delete',
    get: 'usage/get',
    import: 'usage/import',
    logBatch: 'usage/logBatch',
    query: 'usage/query',
    track: 'usage/track',
    trackBatch: 'usage/trackBatch',
  },
};

/** Methods that change nothing, and so may be asked again. */
export const reads = new Set([
  'cost/summary',
  'teams/getMapping',
  'usage/get',
  'usage/query',
]);
