import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { latestRun, runCli, type ScriptedEndpoint, startScriptedEndpoint, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

/** All that steers a terminal or a CI runner. */
const HOSTILE =
  'x\u001b[31m\u001b]0;t\u0007\u001b]8;;http://e\u001b\\\u009b2J\u0090q\u009c\u202eb\u2066c\u200f\b\u007f\rfake\n::error::y\n##[error]z'
const NAME = 'm\u001b[31m\u009b2J\u202e'
const steers = /(?!\r\n|[\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|^\s*::|^\s*##\[/mu

const plugin = `import { defineJudge, defineProvider, defineReport, ProviderError } from 'xeval'
const hostile = ${JSON.stringify(HOSTILE)}
console.log(hostile); console.error(hostile)
export const judge = defineJudge({ name: 'frail', version: 1, description: hostile, caution: hostile, scale: ['safe', 'unsafe'], model: 'none', prompts: [],
  judge: async ({ sample }) => { if (sample.id < 'diasafety-8') throw new TypeError(hostile); return { label: 'safe', raw: hostile } } })
export const provider = defineProvider({ name: 'hostile', version: 1, description: hostile, syntax: 'hostile/X', prefixes: ['hostile/'],
  accepts: ref => ref.startsWith('hostile/'),
  open: async ref => { if (ref === 'hostile/bug') throw new TypeError(hostile); return { ref, provider: 'hostile', local: true, identity: async () => ({ model: ref + hostile }),
    generate: async () => { if (ref.includes('failing')) throw new ProviderError('no-answer', hostile, { action: 'give-up' }); return { completion: { text: hostile, finishReason: 'stop', usage: {}, servedModel: hostile, latencyMs: 1 } } } } } })
`
let cwd: string
let server: ScriptedEndpoint
let answered: string
let failed: string

beforeAll(async () => {
  cwd = await workspace()
  server = await startScriptedEndpoint(({ path }) =>
    path.endsWith('/models')
      ? { body: { data: [{ id: HOSTILE }, { id: NAME }] } }
      : {
          status: 400,
          headers: { 'x-request-id': 'r' },
          body: { error: { message: HOSTILE, code: HOSTILE, type: HOSTILE } },
        },
  )
  await writeFile(join(cwd, 'hostile.mjs'), plugin)
  await writeFile(join(cwd, `r${NAME}.jsonl`), `{"output": ${JSON.stringify(HOSTILE)}}\n`)
  const run = (ref: string) =>
    runCli(['run', 'diasafety', '--limit', '4', '--model', ref, '--judge', 'frail', '--plugin', './hostile.mjs'], {
      cwd,
    })
  await run(`hostile/${NAME}`)
  answered = await latestRun(cwd)
  await run(`hostile/failing${NAME}`)
  failed = await latestRun(cwd)
  await mkdir(join(cwd, 'sheets'))
  await writeFile(join(cwd, 'sheets', 'rater.csv'), `rater,answer,rating\n"${HOSTILE}",a,7\n`)
})
afterAll(() => server.close())

const judge = ['--judge', 'frail', '--plugin', './hostile.mjs']
const commands: Record<string, () => string[]> = {
  'a run of hostile answers': () => ['run', 'diasafety', '--limit', '4', '--model', `hostile/${NAME}`, ...judge],
  'its JSON': () => ['run', 'diasafety', '--limit', '4', '--model', `hostile/${NAME}`, ...judge, '--json'],
  'a run of hostile errors': () => ['run', 'diasafety', '--limit', '4', '--model', `hostile/failing${NAME}`, ...judge],
  'errors of a server': () => ['run', 'diasafety', '--limit', '4', '--model', `${server.url}#${NAME}`, ...judge],
  'names of a server': () => ['run', 'diasafety', '--limit', '4', '--model', server.url, ...judge],
  'a provider’s bug': () => ['run', 'diasafety', '--limit', '4', '--model', 'hostile/bug', ...judge],
  'two arms': () => [
    'run',
    'diasafety',
    '--limit',
    '4',
    '--before',
    `hostile/${NAME}`,
    '--after',
    `hostile/b${NAME}`,
    ...judge,
  ],
  'a comparison': () => ['compare', answered, failed, '--plugin', './hostile.mjs'],
  'a comparison by force': () => ['compare', answered, failed, '--force', '--lang', 'zh'],
  'a report': () => ['report', answered],
  'a report as Markdown': () => ['report', answered, '--format', 'markdown'],
  'a report as LaTeX': () => ['report', answered, '--format', 'latex'],
  'a report as HTML': () => ['report', answered, '--format', 'html'],
  'a report as CSV': () => ['report', answered, '--format', 'csv'],
  'a report as JUnit': () => ['report', answered, '--format', 'junit'],
  'a report as JSON': () => ['report', answered, '--json'],
  'a run shown': () => ['show', answered],
  'a run shown as JSON': () => ['show', answered, '--json'],
  'a sample shown': () => ['show', failed],
  'the list of runs': () => ['list', 'runs'],
  'the list of judges': () => ['list', 'judges', '--plugin', './hostile.mjs'],
  'the list of providers': () => ['list', 'providers', '--plugin', './hostile.mjs', '--json'],
  'a gate': () => ['gate', answered, failed],
  scores: () => ['score', answered, '--plugin', './hostile.mjs'],
  'a plan': () => ['plan', 'diasafety', '--model', `hostile/${NAME}`, ...judge],
  'a doctor': () => ['doctor', '--model', `${server.url}#${NAME}`, '--plugin', './hostile.mjs'],
  'a baseline': () => ['baseline', 'set', `b${NAME}`, answered],
  'an option that is none': () => ['run', 'diasafety', `--no${HOSTILE}`],
  'a verb that is none': () => [HOSTILE],
  'a suite that is none': () => ['run', HOSTILE],
  'a run that is none': () => ['report', HOSTILE],
  'a plug-in that is none': () => ['list', 'judges', '--plugin', `./${NAME}.mjs`],
  'a recording': () => ['run', 'diasafety', '--limit', '2', '--model', `replay:r${NAME}.jsonl`, ...judge],
  ratings: () => ['ratings', 'import', 'sheets', '--run', answered],
  'a price list': () => ['run', 'diasafety', '--model', 'demo/before', '--budget-usd', '1', '--prices', `${NAME}.json`],
}

test.each(Object.entries(commands))('%s says nothing that steers a terminal or a CI runner', async (_, command) => {
  const { stdout, stderr } = await runCli(command(), { cwd, env: { GITHUB_ACTIONS: '', NO_COLOR: '1' } })
  expect(stdout + stderr).not.toBe('')
  expect([stdout, stderr].map(text => steers.exec(text)?.input.slice(0, 400) ?? '')).toEqual(['', ''])
})

test('colours of our own stay', async () => {
  const { stderr } = await runCli(['report', 'nothing'], { cwd, env: { NO_COLOR: '', FORCE_COLOR: '1' } })
  expect(stderr.startsWith('\u001b[31merror:\u001b[39m ')).toBe(true)
})

test('all else goes through the guarded streams: what writes past them makes foreign text plain first', () => {
  const root = join(import.meta.dirname, '..')
  const writing = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'process/guard-streams.ts')
    .filter(file => /\bwriteRaw\(|writeSync\(|\/dev\/tty|_write\(/.test(readFileSync(join(root, file), 'utf8')))
  expect(writing.sort()).toEqual(['process/github.ts', 'terminal/draw-bars.ts', 'terminal/print-error.ts'])
  // The annotations come from the application, as plain as they are written.
  const plain = writing.map(file => (file === 'process/github.ts' ? '../run/github-annotations.ts' : file))
  for (const file of plain) expect(readFileSync(join(root, file), 'utf8')).toContain('terminalText(')
})
