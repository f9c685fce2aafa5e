// Types by tsc, code by rolldown, then the files that neither takes along: prompts, bundled samples, pages, templates.
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'

// The first `npx xeval` in a clone runs `prepare` once more: what `npm ci` has just built stands.
if (process.env.npm_command === 'exec' && existsSync('dist/src/cli/main.js')) process.exit(0)

rmSync('dist', { recursive: true, force: true })
const { bundle } = await import('./bundle.mjs')
const types = promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
await bundle(process.cwd(), 'dist')
await types.catch(({ stdout, stderr }) => {
  console.error(stdout + stderr)
  process.exit(1)
})
const isAsset = path => !/\.(ts|test\.\w+|py|R)$/.test(path) && !/\/(fixtures|goldens)(\/|$)/.test(path)
// An asset of a module's name would replace the compiled module.
const isFree = path => {
  if (existsSync(`dist/${path}`) && statSync(path).isFile()) throw new Error(`${path} has the name of a compiled file`)
  return true
}
for (const folder of ['src', 'suites', 'judges', 'datasets', 'reports']) {
  cpSync(folder, `dist/${folder}`, { recursive: true, filter: path => isAsset(path) && isFree(path) })
}
chmodSync('dist/src/cli/main.js', 0o755)

// The names that suites answer to, so that the command line looks one up without loading them all.
const { suites } = await import('../dist/suites/index.js')
const loaded = await Promise.all(Object.values(suites).map(load => load()))
const namesOf = ({ name, aliases = [], benchmarks }) => ({
  name,
  aliases,
  benchmarks: benchmarks.map(({ name }) => name),
})
writeFileSync('dist/suites/names.json', JSON.stringify(loaded.map(({ default: suite }) => namesOf(suite))))
