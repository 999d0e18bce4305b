// Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.

/** Every group, and the method behind each of its functions. */
export const groups = {
  cost: {
    anomalies: 'cost/anomalies',
    attribution: 'cost/attribution',
    clusters: 'cost/clusters',
    comparePeriods: 'cost/comparePeriods',
    expensiveQueries: 'cost/expensiveQueries',
    forecast: 'cost/forecast',
    summary: 'cost/summary',
    trends: 'cost/trends',
  },
  health: {
    check: 'health/check',
  },
  prices: {
    disagreements: 'prices/disagreements',
    estimate: 'prices/estimate',
    get: 'prices/get',
    list: 'prices/list',
    remove: 'prices/remove',
    set: 'prices/set',
    unmatched: 'prices/unmatched',
  },
  projects: {
    analytics: 'projects/analytics',
    archive: 'projects/archive',
    create: 'projects/create',
    get: 'projects/get',
    list: 'projects/list',
    update: 'projects/update',
  },
  rates: {
    list: 'rates/list',
    set: 'rates/set',
  },
  system: {
    performance: 'system/performance',
    verify: 'system/verify',
  },
  teams: {
    getMapping: 'teams/getMapping',
    setMapping: 'teams/setMapping',
  },
  usage: {
    amend: 'usage/amend',
    delete: 'usage/delete',
    export: 'usage/export',
    get: 'usage/get',
    import: 'usage/import',
    logBatch: 'usage/logBatch',
    performance: 'usage/performance',
    query: 'usage/query',
    track: 'usage/track',
    trackBatch: 'usage/trackBatch',
  },
};

/** Methods that change nothing, and so may be asked again. */
export const reads = new Set([
  'cost/anomalies',
  'cost/attribution',
  'cost/clusters',
  'cost/comparePeriods',
  'cost/expensiveQueries',
  'cost/forecast',
  'cost/summary',
  'cost/trends',
  'health/check',
  'prices/disagreements',
  'prices/estimate',
  'prices/get',
  'prices/list',
  'prices/unmatched',
  'projects/analytics',
  'projects/get',
  'projects/list',
  'rates/list',
  'system/performance',
  'system/verify',
  'teams/getMapping',
  'usage/export',
  'usage/get',
  'usage/performance',
  'usage/query',
]);
