import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { type ModuleFacts, readModule } from './fixtures/read-module.ts'

const root = join(import.meta.dirname, '..')
const tops = ['src', 'suites', 'judges', 'datasets', 'reports']
const files = tops
  .flatMap(top => readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map(file => join(top, file)))
  .filter(file => file.endsWith('.ts'))

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
  'registry',
  'index.ts',
]

/** Which folders of ours a folder may import from, besides itself. */
const allowed: Record<string, readonly string[]> = {
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
  ratings: ['core', 'stats', 'sources', 'files'],
  registry: ['core', 'models', 'suites', 'judges', 'datasets', 'reports'],
  web: ['core', 'stats', 'files', 'store', 'ratings'],
  testing: ['core', 'models', 'sources', 'analysis', 'report', 'index.ts'],
  // Types, and imports that wait for a call.
  library: [...lower.filter(layer => layer !== 'index.ts'), 'run'],
  'index.ts': ['core', 'stats', 'sources', 'library', 'run', 'report'],
  run: lower,
  cli: [...lower, 'web', 'run'],
}

const read = new Map<string, ModuleFacts>()
function factsOf(file: string): ModuleFacts {
  const facts = read.get(file) ?? readModule(join(root, file))
  read.set(file, facts)
  return facts
}
const importsOf = (file: string): string[] => factsOf(file).imports

const layerOf = (file: string): string =>
  file.startsWith('src/') ? (file.split('/')[1] ?? '') : (file.split('/')[0] ?? '')

const sources = files.filter(file => !file.endsWith('.test.ts') && !file.includes('/fixtures/'))

test('imports inside src/ follow the arrows', () => {
  const wrong = sources
    .filter(file => file.startsWith('src/'))
    .flatMap(file =>
      importsOf(file)
        .filter(specifier => specifier.startsWith('.'))
        .map(specifier => layerOf(relative(root, join(root, file, '..', specifier))))
        .filter(layer => layer !== layerOf(file) && !allowed[layerOf(file)]?.includes(layer))
        .map(layer => `${file} imports ${layer}`),
    )
  expect(wrong).toEqual([])
})

/** What touches the process outside the command line, and why it may. */
const worldly: Record<string, readonly string[]> = {
  // Whether the process that holds a lock is still there is asked of the process itself.
  'src/files/owner.ts': ['process.pid', 'process.kill'],
  'src/ratings/rating-store.ts': ['process.pid', 'process.kill'],
  // Two processes that write one file each need a name of their own beside it.
  'src/ratings/study-file.ts': ['process.pid'],
  'src/sources/checked-write.ts': ['process.pid'],
  // The manifest says which Node made the run; nothing depends on it.
  'src/run/host.ts': ['process.version'],
  // Code that calls xeval is where its process is, unless it says otherwise.
  'src/library/surroundings.ts': ['process.env'],
  // Where tests find real data; nothing else calls it.
  'src/sources/upstream-folder.ts': ['process.env'],
}

test('only the command line touches the process, its environment and its streams', () => {
  const bound = sources.filter(file => !/^src\/(cli|testing)\//.test(file))
  const wrong = bound.flatMap(file => {
    const { globals, imports } = factsOf(file)
    const modules = imports.filter(specifier => /^(node:)?(process|console|tty)$/.test(specifier))
    return [...globals.filter(name => !worldly[file]?.includes(name)), ...modules].map(name => `${file}: ${name}`)
  })
  expect(wrong).toEqual([])
  const unused = Object.entries(worldly).flatMap(([file, names]) =>
    names.filter(name => !factsOf(file).globals.includes(name)).map(name => `${file}: ${name}`),
  )
  expect(unused).toEqual([])
})

test('nothing in run/ is kept between two calls: two evaluations in one process know nothing of each other', () => {
  const wrong = sources
    .filter(file => file.startsWith('src/run/'))
    .flatMap(file => factsOf(file).state.map(name => `${file}: ${name}`))
  expect(wrong).toEqual([])
})

test('the command line is thin: under 2,000 lines', () => {
  const own = sources.filter(file => file.startsWith('src/cli/'))
  const lines = own.reduce((sum, file) => sum + readFileSync(join(root, file), 'utf8').split('\n').length - 1, 0)
  expect(lines).toBeLessThan(2000)
  const folders = new Set(own.map(file => file.split('/').slice(2, -1).join('/')))
  expect([...folders].sort()).toEqual(['', 'options', 'process', 'terminal', 'verbs'])
})

test('plug-ins import only `xeval`, and suites also datasets and judges', () => {
  const legal: Record<string, RegExp> = {
    suites: /^xeval(\/(datasets|judges)\/[\w-]+)?$/,
    judges: /^xeval(\/judges\/[\w-]+)?$/,
    datasets: /^xeval(\/datasets\/[\w-]+)?$/,
    reports: /^xeval(\/report|\/reports\/[\w-]+)?$/,
  }
  const wrong = sources
    .filter(file => !file.startsWith('src/'))
    .flatMap(file =>
      importsOf(file)
        .filter(specifier => (specifier.startsWith('.') ? specifier.includes('/src/') : specifier.startsWith('xeval')))
        .filter(specifier => !legal[layerOf(file)]?.test(specifier))
        .map(specifier => `${file} imports ${specifier}`),
    )
  expect(wrong).toEqual([])
})

/** Without its docstrings: their examples run the demonstration. */
const codeOf = (file: string): string => readFileSync(join(root, file), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '')

test('nothing in src/ outside cli/ names a plug-in', () => {
  const names = ['suites', 'judges', 'datasets'].flatMap(kind =>
    readdirSync(join(root, kind), { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name),
  )
  const wrong = sources
    .filter(file => file.startsWith('src/') && !/^src\/(cli|registry)\//.test(file))
    .flatMap(file => names.filter(name => codeOf(file).includes(`'${name}'`)).map(name => `${file}: ${name}`))
  expect(wrong).toEqual([])
})

test('files stop at 300 lines, with a median of at most 80', () => {
  const written = ['bench', 'scripts', ...tops].flatMap(top =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map(file => join(top, file)),
  )
  const linesOf = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1
  const code = written.filter(file => /\.(ts|js|mjs|css|py|R|c)$/.test(file))
  expect(code.filter(file => linesOf(file) > 300)).toEqual([])
  const lengths = sources.map(linesOf).sort((a, b) => a - b)
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80)
})
