import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ModuleFacts, readModule } from './fixtures/read-module.ts'

const root = join(import.meta.dirname, '..')
const tops = ['src', 'suites', 'judges', 'datasets', 'reports']
const files = tops
  .flatMap(top => readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map(file => join(top, file)))
  .filter(file => file.endsWith('.ts'))

const read = new Map<string, ModuleFacts>()
function factsOf(file: string): ModuleFacts {
  const facts = read.get(file) ?? readModule(join(root, file))
  read.set(file, facts)
  return facts
}

const sources = files.filter(file => !file.endsWith('.test.ts') && !file.includes('/fixtures/'))

/** What touches the process outside the command line, and why it may. */
const worldly: Record<string, readonly string[]> = {
  // Whether the process that holds a lock is still there is asked of the process itself.
  'src/files/owner.ts': ['process.pid', 'process.kill'],
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

test('the maps of our plug-ins are imported in one place', () => {
  const maps = /(^|\/)(suites|judges|datasets|reports)\/index\.ts$/
  const importing = sources.filter(file => factsOf(file).imports.some(specifier => maps.test(specifier)))
  expect(importing).toEqual(['src/registry/built-in.ts'])
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

/** Without its docstrings: their examples run the demonstration. */
const codeOf = (file: string): string => readFileSync(join(root, file), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '')

/** A field of a provider's own replies, and a behaviour of answers, that are called as a suite of ours is. */
const wireFields = [/^src\/(?:models\/openai|testing|behaviour)\/.*: refusal$/]

test('nothing in src/ outside cli/ names a plug-in', () => {
  const names = ['suites', 'judges', 'datasets'].flatMap(kind =>
    readdirSync(join(root, kind), { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name),
  )
  const wrong = sources
    .filter(file => file.startsWith('src/') && !/^src\/(cli|registry)\//.test(file))
    .flatMap(file => names.filter(name => codeOf(file).includes(`'${name}'`)).map(name => `${file}: ${name}`))
    .filter(found => !wireFields.some(field => field.test(found)))
  expect(wrong).toEqual([])
})

/** Whose name the centre may say, and why. */
const namedVendors: Record<string, readonly string[]> = {
  // A hint that helps: the option that mends it, by the server that has it.
  'src/core/unusable.ts': ['llama'],
  'src/report/answer-words.ts': ['llama'],
}

test('nothing in the centre names a vendor: a provider brings its prefixes, batches, prices and keys', () => {
  const vendors = /openai|anthropic|azure|openrouter|llama|gemini|mistral|deepseek|qwen|bedrock|\bgpt-|claude/gi
  const centre = /^src\/(core|exec|analysis|run|registry|batch|report|cli|store|web)\//
  const found = sources
    .filter(file => centre.test(file))
    .flatMap(file => {
      // Comments say where a fact is from.
      const code = codeOf(file).replaceAll(/(^|\s)\/\/.*$/gm, '')
      return [...new Set(code.match(vendors)?.map(name => name.toLowerCase()))].map(name => [file, name] as const)
    })
  expect(found.filter(([file, name]) => !namedVendors[file]?.includes(name)).map(pair => pair.join(': '))).toEqual([])
  const unused = Object.entries(namedVendors).flatMap(([file, names]) =>
    names
      .filter(name => !found.some(([where, what]) => where === file && what === name))
      .map(name => `${file}: ${name}`),
  )
  expect(unused).toEqual([])
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
