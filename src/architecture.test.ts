import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

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
  registry: ['core', 'suites', 'judges', 'datasets', 'reports'],
  web: ['core', 'stats', 'files', 'store', 'ratings'],
  testing: ['core', 'models', 'sources', 'index.ts'],
  'index.ts': ['core', 'stats', 'sources'],
  run: [...lower, 'cli'],
  cli: [...lower, 'web', 'run'],
}

const importsOf = (file: string): string[] =>
  Array.from(
    readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g),
    match => match[1] ?? '',
  )

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

test('nothing in src/ outside cli/ names a plug-in', () => {
  const names = ['suites', 'judges', 'datasets'].flatMap(kind =>
    readdirSync(join(root, kind), { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name),
  )
  const wrong = sources
    .filter(file => file.startsWith('src/') && !/^src\/(cli|registry)\//.test(file))
    .flatMap(file =>
      names
        .filter(name => readFileSync(join(root, file), 'utf8').includes(`'${name}'`))
        .map(name => `${file}: ${name}`),
    )
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
