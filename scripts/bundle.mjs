// Bundles the package's entries into dist/, with what they share in dist/chunks/: a run loads a dozen files where it loaded 900,
// and a class of xeval's exists once, whichever entry it is imported through.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { rolldown } from 'rolldown'

/** Loaded from node_modules as it is: a peer that may be missing, and 5 MB that only one worker thread wants. */
const external = ['node-llama-cpp', '@cortex-js/compute-engine']
const single = ['src/cli/main', 'src/index', 'src/testing/index', 'judges/math-equal/symbolic-worker']

export async function bundle(root, dir) {
  const built = await rolldown({
    input: Object.fromEntries([...single, ...pluginEntries()].map(entry => [entry, `./${entry}.ts`])),
    cwd: root,
    platform: 'node',
    external,
    resolve: { conditionNames: ['@xeval/source', 'node', 'import', 'default'] },
    plugins: [ownUrls(root)],
  })
  const { output } = await built.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  })
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
