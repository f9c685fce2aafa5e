// Bundles the package's entries into dist/, with what they share in dist/chunks/: a run loads a dozen files where it loaded 900,
// and a class of xeval's exists once, whichever entry it is imported through.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { lazySchemas } from './lazy-schemas.mjs'
import { lazyWidth } from './lazy-width.mjs'
import { withoutDetours } from './without-detours.mjs'

/** Loaded from node_modules as it is: a peer that may be missing, and 5 MB that only one worker thread wants. */
const external = ['node-llama-cpp', '@cortex-js/compute-engine']
const single = [
  'src/cli/main',
  'src/index',
  'src/report/index',
  'src/stats/index',
  'src/testing/index',
  'suites/index',
  'judges/math-equal/symbolic-worker',
]

/** What the help and a usage error need, in one file: each further one takes a millisecond. */
const start = [
  'src/cli/program.ts',
  'src/cli/verbs.ts',
  'src/cli/define-verb.ts',
  ...sourcesIn('src/cli/verbs'),
  'src/cli/process/command-context.ts',
  'src/cli/process/guard-streams.ts',
  'src/cli/process/watch-end.ts',
  'src/cli/process/watch-output.ts',
  'src/cli/terminal/print-error.ts',
  'src/cli/terminal/print-facts.ts',
  'src/cli/terminal/print-json.ts',
  'src/run/context.ts',
  'src/sources/home.ts',
  'src/run/version.ts',
  'src/run/resolve-settings.ts',
  'src/run/load-config.ts',
  'src/run/settings.ts',
  'src/registry/registry.ts',
  'src/registry/built-in.ts',
  'src/registry/near.ts',
  'src/core/api.ts',
  'src/core/edit-distance.ts',
  'src/core/errors.ts',
  'src/core/field.ts',
  'src/core/option.ts',
  ...sourcesIn('src/core/options'),
  'src/core/settings.ts',
  'src/core/shell-words.ts',
  'src/core/topic.ts',
  'suites/index.ts',
  'judges/index.ts',
  'datasets/index.ts',
  'reports/index.ts',
]
const startPackages = /\/node_modules\/(commander|picocolors)\//

/** Likewise what every run over HTTP loads before its first request. */
const untilFirstRequest = [
  'src/cli/process/at-work.ts',
  'src/cli/process/hold-nursery.ts',
  'src/run/evaluate.ts',
  'src/models/index.ts',
  'src/models/open-model.ts',
  'src/models/openai/openai-model.ts',
]

/**
 * What plug-ins may import is loaded with it, but for the statistics: 1 MB with the distributions below them, for the few suites
 * that count with them.
 */
const library = 'src/index.ts'
const statistics = /\/src\/stats\//

/** What neither a start nor a first request may load: each takes from 2 to 40 ms, and only some runs ever want it. */
const heavyPackages =
  /\/node_modules\/(@stdlib|@anthropic-ai|openai|csv-parse|cli-progress|string-width|hono|@hono|markdown-it|temml|yaml|d3-\w+)\//
const lateBuiltins = [
  'node:child_process',
  'node:http2',
  'node:https',
  'node:tls',
  'node:stream/web',
  'node:worker_threads',
]

function sourcesIn(folder) {
  const files = readdirSync(folder).filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return files.map(file => `${folder}/${file}`)
}

/** A file that was moved would be left out in silence, and each start of the program would pay for it. */
function checkPaths(root) {
  const gone = [...start, ...untilFirstRequest, library].filter(file => !existsSync(resolve(root, file)))
  if (gone.length > 0) throw new Error(`scripts/bundle.mjs names files that have moved: ${gone.join(', ')}`)
}

/** What is loaded at every start, and by every run, may not grow by an import that somebody adds. */
function checkParts(output) {
  checkPart(output, 'start', '`xeval --help`')
  checkPart(output, 'run', 'the first request of a run', ['start'])
}

function checkPart(output, name, use, loaded = []) {
  const part = output.find(chunk => chunk.type === 'chunk' && chunk.name === name)
  if (part === undefined) throw new Error(`nothing is bundled for ${use}`)
  const known = [...loaded, 'rolldown-runtime'].map(other => `chunks/${other}.js`)
  const further = part.imports.filter(file => file.startsWith('chunks/') && !known.includes(file))
  const heavy = part.moduleIds.filter(id => heavyPackages.test(id)).slice(0, 1)
  const builtins = lateBuiltins.filter(name => part.code.includes(`getBuiltinModule("${name}");\n`))
  const more = [...further, ...heavy, ...builtins]
  if (more.length > 0) throw new Error(`${use} would load more than it needs: ${more.join(', ')}`)
}

function startPart(root) {
  const files = new Set(start.map(file => resolve(root, file)))
  return id => files.has(id) || startPackages.test(id)
}

function runPart() {
  let wanted
  return (id, graph) => {
    if (wanted === undefined) {
      wanted = new Set()
      const importsOf = module => graph.getModuleInfo(module)?.importedIds ?? []
      const add = module => {
        if (wanted.has(module)) return
        wanted.add(module)
        for (const imported of importsOf(module)) add(imported)
      }
      for (const file of untilFirstRequest) add(resolve(file))
      for (const part of importsOf(resolve(library))) if (!statistics.test(part)) add(part)
    }
    return wanted.has(id) ? 'run' : null
  }
}

export async function bundle(root, dir) {
  checkPaths(root)
  const built = await rolldown({
    input: Object.fromEntries([...single, ...pluginEntries()].map(entry => [entry, `./${entry}.ts`])),
    cwd: root,
    platform: 'node',
    external,
    // `engines` says 22.18: newer syntax (`await using`) is written out for it.
    transform: { target: 'node22' },
    resolve: { conditionNames: ['@xeval/source', 'node', 'import', 'default'] },
    // What a module of ours does when it is loaded concerns its own exports only, so what nobody wants of them is left out.
    treeshake: {
      moduleSideEffects: [
        { test: /node_modules/, sideEffects: true },
        { test: /./, sideEffects: false },
      ],
    },
    plugins: [lazySchemas, lazyWidth, ownUrls(root), lateChildProcess, noHttp2, plainBuiltins, withoutDetours],
  })
  const { output } = await built.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    charset: 'ascii',
    comments: { legal: true, annotation: true, jsdoc: false },
    codeSplitting: {
      groups: [
        { name: 'start', test: startPart(root), priority: 2 },
        { name: runPart(), debugName: 'run' },
      ],
    },
  })
  checkParts(output)
  const modules = output.flatMap(part => (part.type === 'chunk' ? part.moduleIds : []))
  writeFileSync(`${dir}/THIRD-PARTY.txt`, notices(modules))
}

const pluginEntries = () =>
  ['suites', 'judges', 'datasets', 'reports'].flatMap(folder =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => existsSync(`${folder}/${name}/index.ts`))
      .map(({ name }) => `${folder}/${name}/index`),
  )

/** A module finds the files beside it by its URL. In a chunk it gets the one that it would have had by itself. */
const ownUrls = root => ({
  name: 'own-urls',
  transform(code, id) {
    if (id.includes('/node_modules/') || !code.includes('import.meta.url')) return
    const path = relative(root, id).replaceAll('\\', '/').replace(/\.ts$/, '.js')
    return code.replaceAll('import.meta.url', `new URL('@dist@/${path}', import.meta.url).href`)
  },
  renderChunk(code, { fileName }) {
    if (code.includes('@dist@')) return code.replaceAll('@dist@', relative(dirname(`/${fileName}`), '/') || '.')
  },
})

/** Commander would load it for commands that are programs of their own: an eighth of what `xeval --help` takes. */
const lateChildProcess = {
  name: 'late-child-process',
  transform(code, id) {
    if (!/\/node_modules\/commander\/lib\/command\.js$/.test(id)) return
    const late = "process.getBuiltinModule('node:child_process')"
    return code.replace(/^import childProcess from .*$/m, '').replaceAll('childProcess.', `${late}.`)
  },
}

/** undici asks for it with all of TLS whether or not HTTP/2 is allowed, and can do without; here it never is allowed. */
const noHttp2 = {
  name: 'no-http2',
  transform(code, id) {
    if (!/\/node_modules\/undici\/lib\/dispatcher\/client-h2\.js$/.test(id)) return
    const late = code.replace("require('node:http2')", '{ constants: {} }')
    if (late === code) throw new Error('undici asks for node:http2 in another way')
    return late
  },
}

/** An `import` of a module of Node's reads all of its exports, also those that load more when they are read: stdin, web crypto. */
const plainBuiltins = {
  name: 'plain-builtins',
  renderChunk: code =>
    code.replace(/^import (.+) from ["'](node:[\w/]+)["'];?$/gm, (_, names, module) => {
      const [, whole, some] = /^(?:\* as )?([\w$]+)?(?:, )?(\{.*\})?$/.exec(names)
      const variables = [whole, some?.replaceAll(' as ', ': ')].filter(variable => variable !== undefined)
      return variables.map(name => `const ${name} = globalThis.process.getBuiltinModule("${module}");`).join('\n')
    }),
}

/** The licences of the packages whose code is in the bundle: they ask to be passed on with it. */
function notices(modules) {
  const packages = new Set(
    modules.flatMap(id => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0] ?? []),
  )
  const named = new Map()
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    const files = readdirSync(folder).filter(entry => /^(licen[cs]e|copying|notice)(\.|$)/i.test(entry))
    const text = files.map(file => readFileSync(`${folder}/${file}`, 'utf8').trim()).join('\n\n')
    named.set(text, [...(named.get(text) ?? []), `${name} ${version} (${license})`])
  }
  return Array.from(named, ([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`)
}
