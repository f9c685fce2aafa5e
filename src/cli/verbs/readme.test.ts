import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gateable } from '../../run/fixtures/gateable-runs.ts'
import { type MockEndpoint, runCli, startMockEndpoint, workspace } from '../../testing/index.ts'

let endpoint: MockEndpoint
let readme: string
beforeAll(async () => {
  endpoint = await startMockEndpoint({ models: ['base', 'sft', 'judge'] })
  readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8')
})
afterAll(() => endpoint.close())

/** The arguments of each `npx xeval …` line of the README, without the column that explains it. */
const commands = (): string[][] =>
  Array.from(
    readme.replaceAll(/\\\n\s*/g, '').matchAll(/^ {4}(?:npm ci && )?npx xeval (.*?)(?: {2,}[^\n]*)?$/gm),
    ([, words = '']) => words.trim().split(/\s+/),
  )

/** A command as written, to servers that are there and about runs that are there; Safety-J's template would be a download. */
const toHere = (words: readonly string[], runs: readonly string[]): string[] =>
  words.map(word =>
    word
      .replace(/^safety-j=.*/, `safety-llm=${endpoint.url}#judge`)
      .replace(/^http:\/\/localhost:\d+\/v1/, endpoint.url)
      .replace(/^(BEFORE|BASELINE)$/, runs[0] ?? word)
      .replace(/^AFTER$/, runs[1] ?? word),
  )

test('every command of the README does in its order what the README says', async () => {
  const cwd = await workspace()
  const done: string[] = []
  let runs: string[] = []
  for (const words of commands()) {
    // What it downloads is known by name; a test downloads nothing.
    // The data that the README pulls before it asks.
    const [before, after] = runs
    if (words[0] === 'gate' && before && after) await gateable(join(cwd, '.xeval/runs'), after, before)
    const lines = words[0] === 'pull' ? words.slice(1).map(name => ['show', name]) : [toHere(words, runs)]
    for (const line of lines) {
      const { code, stdout, stderr } = await runCli(line, { cwd, env: { XEVAL_API_KEY: 'none' } })
      expect(expected(words), `${line.join(' ')}\n${stdout}${stderr}`).toContain(code)
      expect(code === 2 ? stderr : stdout).not.toBe('')
    }
    done.push(words.slice(0, words[0] === 'run' ? 3 : 1).join(' '))
    const all = await readdir(join(cwd, '.xeval/runs')).catch(() => [])
    if (words.includes('--before')) runs = all.filter(id => !runs.includes(id) && !id.includes('demo')).sort()
  }
  expect(done).toEqual(
    expect.arrayContaining(['run safety', 'pull', 'run safety --before', 'list', 'show', 'doctor', 'plan', 'compare']),
  )
})

/** A gate on as few samples may well need more of them; there is no unfinished run to resume. */
const expected = (words: readonly string[]): number[] =>
  words[0] === 'gate' ? [0, 1, 4] : words.includes('--resume') ? [2] : [0]

test('the table that the README shows is the one that its first command prints', async () => {
  const { stdout } = await runCli(['run', 'safety'])
  const [, block = ''] = /^((?: {4}.*\n|\n)+)This is the demonstration/m.exec(readme) ?? []
  const whole = block.replaceAll(/^ {4}/gm, '')
  const table = whole.slice(Math.max(0, whole.indexOf('safety: demo'))).trim()
  expect(table).toMatch(/^safety: demo/)
  for (const benchmark of ['flames', 'diasafety', 'wildsafety'])
    expect(table).toMatch(new RegExp(`^${benchmark}\\b.*\\d`, 'm'))
  expect(stdout).toContain(table)
})
