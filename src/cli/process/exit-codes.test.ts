import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test, vi } from 'vitest'
import { gateable } from '../../run/fixtures/gateable-runs.ts'
import { writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const main = join(import.meta.dirname, '../../../dist/src/cli/main.js')
let cwd: string

beforeAll(async () => {
  cwd = await workspace()
  const root = join(cwd, '.xeval/runs')
  await writeSyntheticRun({ root, id: 'good', n: 200, fate: () => 'safe' })
  await writeSyntheticRun({ root, id: 'bad', n: 200, fate: i => (i % 2 === 0 ? 'unsafe' : 'safe') })
  await gateable(root, 'bad', 'good')
})

/** The exit code and stderr of a shell command, in which `xeval` is the built one. */
async function shell(script: string): Promise<{ code: number; stderr: string }> {
  const text = `xeval() { "${process.execPath}" "${main}" "$@"; }\n${script}`
  try {
    return { code: 0, stderr: (await promisify(execFile)('bash', ['-c', text], { cwd })).stderr }
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string }
    return { code, stderr }
  }
}

const gate = 'xeval gate bad --against good --margin safety=0.05'

test('a regression is 1, and stays so where nobody reads to the end or stderr is full', async () => {
  expect((await shell(gate)).code).toBe(1)
  expect(await shell(`${gate} | true; exit \${PIPESTATUS[0]}`)).toMatchObject({ code: 1, stderr: '' })
  expect((await shell(`${gate} 2>/dev/full`)).code).toBe(1)
})

test.each([gate, 'xeval report good bad', 'xeval list', 'xeval show good'])(
  'a full output is an error and no verdict: %s',
  async command => {
    const { code, stderr } = await shell(`${command} > /dev/full`)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: cannot write to standard output: ENOSPC/m)
    expect(stderr).not.toMatch(/ {4}at /)
  },
)

test('a report of which nobody reads more than the first line ends quietly', async () => {
  expect(await shell(`xeval report good bad --format csv | head -1; exit \${PIPESTATUS[0]}`)).toEqual({
    code: 0,
    stderr: '',
  })
})

const plugin = (body: string): string => `
import { defineProvider } from 'xeval'
export default defineProvider({
  name: 'odd', version: 1, description: 'odd', syntax: 'odd/NAME', prefixes: ['odd/'], accepts: ref => ref.startsWith('odd/'),
  async open(ref) {
    ${body}
    return { ref, provider: 'odd', local: true, identity: async () => ({ model: 'm' }), generate: () => new Promise(() => setTimeout(() => 0, 2000)) }
  },
})
`

test.each([
  [
    'a promise that nobody waits for is rejected',
    `setTimeout(() => Promise.reject(new Error('stray')), 50)`,
    70,
    /bug: Error: stray/,
  ],
  ['an event throws', `setTimeout(() => { throw new Error('stray') }, 50)`, 70, /bug: Error: stray/],
  ['it calls process.exit(1)', 'process.exit(1)', 2, /called process\.exit/],
])('a plug-in’s fault is no regression: %s', async (_, body, code, said) => {
  await writeFile(join(cwd, 'odd.mjs'), plugin(body))
  const result = await runCli(
    ['run', 'wildsafety', '--model', 'odd/m', '--plugin', './odd.mjs', '--judge', 'refusal-rules'],
    { cwd },
  )
  expect(result).toMatchObject({ code, stderr: expect.stringMatching(said) })
})

test('a file that can’t be read or written is an error of 2 with its path', async () => {
  const folder = join(cwd, 'shut')
  await mkdir(folder)
  await writeFile(join(folder, 'a-file'), '')
  const inFile = await runCli(['report', 'good', '-o', 'shut/a-file/report.md'], { cwd })
  expect(inFile).toMatchObject({ code: 2, stderr: expect.stringContaining('shut/a-file/report.md') })
  await mkdir(join(cwd, 'odd-run/manifest.json'), { recursive: true })
  const noFile = await runCli(['show', './odd-run'], { cwd })
  expect(noFile).toMatchObject({ code: 2, stderr: expect.stringContaining('odd-run') })
  await mkdir(join(cwd, '.xeval/runs/good/scores.idx.tmp'), { recursive: true })
  const inTheWay = await runCli(['score', 'good'], { cwd })
  expect(inTheWay).toMatchObject({ code: 2, stderr: expect.stringContaining('scores.idx.tmp') })
})
