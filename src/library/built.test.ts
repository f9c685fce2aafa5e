import { execFile } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { workspace } from 'xeval/testing'

const root = join(import.meta.dirname, '../..')

/** Runs a script in a project that has nothing but the built package. Gives what it printed, which is nothing but what it says itself. */
async function runScript(source: string): Promise<{ cwd: string; stdout: string; stderr: string }> {
  const cwd = await workspace()
  await mkdir(join(cwd, 'node_modules'))
  await symlink(root, join(cwd, 'node_modules/xeval'))
  await writeFile(join(cwd, 'script.mjs'), source)
  const env = { PATH: process.env['PATH'] ?? '', XEVAL_HOME: join(cwd, 'home') }
  return { cwd, ...(await promisify(execFile)(process.execPath, ['--trace-warnings', 'script.mjs'], { cwd, env })) }
}

test('a script that has only the package runs the demonstration twice at once: no output, equal results', async () => {
  const { cwd, ...printed } = await runScript(`
    import { writeFileSync } from 'node:fs'
    import { compare, evaluate, openRun } from 'xeval'
    const results = await Promise.all(['a', 'b'].map(cwd => evaluate({ suite: 'safety', cwd })))
    const compared = await Promise.all(results.map(({ runs: [before, after] }) => compare(before, after)))
    const opened = await Promise.all(results.map(({ runs: [before] }) => openRun(before.dir)))
    const read = await Promise.all(opened.map(async ({ records }) => (await Array.fromAsync(records())).length))
    writeFileSync('result.json', JSON.stringify({ results, compared, read }))
  `)
  expect(printed).toEqual({ stdout: '', stderr: '' })
  const { results, compared, read } = JSON.parse(await readFile(join(cwd, 'result.json'), 'utf8'))
  const [a, b] = results
  expect(a.comparison.benchmarks).toHaveLength(3)
  expect(b.comparison.benchmarks).toEqual(a.comparison.benchmarks)
  expect([a.comparison, b.comparison]).toEqual(compared)
  const folders = [a, b].map(({ runs }) => runs.map(({ dir }: { dir: string }) => relative(cwd, dir).split('/')[0]))
  expect(folders).toEqual([
    ['a', 'a'],
    ['b', 'b'],
  ])
  const planned = a.runs[0].manifest.benchmarks.reduce((sum: number, { n }: { n: number }) => sum + n, 0)
  expect(read).toEqual([planned, planned])
})

test('whoever imports the package loads what a run has loaded before its first request and the statistics, and no other package', async () => {
  const { stdout } = await runScript(`
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    const { evaluate } = await import('xeval')
    console.log(JSON.stringify(loaded.filter(url => url.startsWith('file:'))))
  `)
  const loaded: string[] = JSON.parse(stdout).map((url: string) => url.slice(url.lastIndexOf('/dist/')))
  const parts = ['rolldown-runtime', 'run', 'start'].map(name => `/dist/chunks/${name}.js`)
  expect(loaded).toEqual(expect.arrayContaining([...parts, '/dist/src/index.js']))
  const others = loaded.filter(file => !parts.includes(file) && file !== '/dist/src/index.js')
  const texts = await Promise.all(others.map(file => readFile(join(root, file), 'utf8')))
  // The distributions' own; `debug` and `ms` are theirs.
  const packages = texts.flatMap(text => text.match(/node_modules\/(@stdlib|[^/@]+)/g) ?? [])
  const known = new Set(['@stdlib', 'debug', 'ms'].map(name => `node_modules/${name}`))
  expect(packages.filter(name => !known.has(name))).toEqual([])
})
