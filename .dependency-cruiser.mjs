/**
 * The arrows between folders, held by `npm run arrows`. An import counts however it is written: of types only, when it is needed,
 * or handed on.
 */

const plugins = ['suites', 'judges', 'datasets', 'reports']
const lower = [
  'core',
  'files',
  'stats',
  'sources',
  'models',
  'exec',
  'store',
  'analysis',
  'report',
  'batch',
  'ratings',
  'tti',
  'overlap',
  'sft-check',
  'behaviour',
  'registry',
  'tasks',
  'index.ts',
]

/** Which parts of src/ a part of it may import from, besides itself. */
const arrows = {
  core: [],
  files: ['core'],
  stats: ['core'],
  sources: ['core', 'files'],
  models: ['core'],
  exec: ['core'],
  store: ['core', 'files'],
  analysis: ['core', 'stats'],
  report: ['core'],
  batch: ['core', 'models', 'files', 'store', 'exec'],
  ratings: ['core', 'stats', 'sources', 'files', 'report'],
  tti: ['core', 'stats'],
  overlap: ['core', 'stats', 'sources'],
  'sft-check': ['core', 'overlap', 'behaviour'],
  behaviour: ['core', 'stats', 'sources', 'analysis'],
  registry: ['core', 'models'],
  tasks: ['core', 'sources'],
  web: ['core', 'stats', 'files', 'store', 'ratings'],
  testing: ['core', 'models', 'sources', 'analysis', 'report', 'index.ts'],
  // Types, and imports that wait for a call.
  library: [...lower.filter(name => name !== 'index.ts'), 'run'],
  'index.ts': ['core', 'stats', 'sources', 'library', 'run', 'report'],
  run: lower,
  cli: [...lower, 'web', 'run'],
}

/** Which kinds of plug-ins a kind may use, by `xeval/KIND/NAME`. */
const uses = {
  suites: ['suites', 'datasets', 'judges'],
  judges: ['judges'],
  datasets: ['datasets'],
  reports: ['reports'],
}

const places = names => `^src/(${names.join('|').replaceAll('.', '\\.')})(/|$)`
const notTests = { pathNot: ['\\.test\\.ts$', '/fixtures/'] }
const ours = `^(src|${plugins.join('|')}|bench|scripts)/`
const entries = '^src/(index|report/index|stats/index)\\.ts$'

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one, or share a third.',
      severity: 'error',
      // The verbs' type still lives in program.ts, which loads them.
      from: { pathNot: '^src/cli/(program\\.ts|verbs/)' },
      to: { circular: true },
    },
    {
      name: 'no-unknown-import',
      comment: 'What is not found is not checked either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^node-llama-cpp$' },
    },
    {
      name: 'no-unknown-folder',
      comment: 'A folder of src/ has its arrows in .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: '^src/', pathNot: [places(Object.keys(arrows)), '^src/fixtures/', '\\.test\\.ts$'] },
      to: {},
    },
    ...Object.entries(arrows).map(([from, to]) => ({
      name: `arrows-of-${from}`,
      comment: `${from} may import from ${to.join(', ') || 'nothing of ours'}.`,
      severity: 'error',
      from: { path: places([from]), ...notTests },
      to: {
        path: ours,
        pathNot: places([from, ...to]),
      },
    })),
    ...plugins.map(kind => ({
      name: `arrows-of-${kind}`,
      comment: `Plug-ins are made of \`xeval\`, \`xeval/report\`, \`xeval/stats\`, and ${kind} of ${uses[kind].join(', ')}.`,
      severity: 'error',
      from: { path: `^${kind}/`, ...notTests },
      to: { path: ours, pathNot: [entries, `^(${uses[kind].join('|')})/`] },
    })),
    {
      name: 'plug-ins-by-name',
      comment: 'A plug-in takes what another shows: `xeval/…`, as it would from its own package.',
      severity: 'error',
      from: { path: `^(${plugins.join('|')})/([^/]+)/`, ...notTests },
      to: { path: ours, pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'pure',
      comment: 'No file, network, clock or process in what is pure; hashing is.',
      severity: 'error',
      from: { path: places(['core', 'stats', 'analysis', 'report']), ...notTests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
  ],
  options: {
    // The lazy maps: plug-ins import `xeval`, whose functions load plug-ins by these when they are called. Who may import them is in
    // src/architecture.test.ts.
    exclude: { path: '^(suites|judges|datasets|reports)/index\\.ts$' },
    doNotFollow: { path: ['node_modules', '^dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@xeval/source', 'node', 'import', 'default'],
    },
  },
}
