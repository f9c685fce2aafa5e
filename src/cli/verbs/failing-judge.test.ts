import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { latestRun, runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

/** Fails on as many answers as the environment says, with a message that would paint the terminal. */
const plugin = `import { defineJudge } from 'xeval'
let calls = 0
export default defineJudge({
  name: 'frail', version: 1, description: 'Fails', scale: ['safe', 'unsafe'], model: 'none', prompts: [],
  judge: async () => {
    if (++calls <= Number(process.env.FAILING)) throw new TypeError('no such field \\u001b[31m')
    return { label: 'safe', raw: '' }
  },
})
`
let cwd: string
const run = (failing: number, ...args: string[]) =>
  runCli(['run', 'diasafety', '--plugin', './frail.mjs', ...args], { cwd, env: { FAILING: String(failing) } })
const judging = ['--model', 'demo/before', '--judge', 'frail', '--limit', '20']

beforeAll(async () => {
  cwd = await workspace()
  await writeFile(join(cwd, 'frail.mjs'), plugin)
})

test('an exception of a judge costs one sample, is told with its cause and kept with its stack, and a resume judges it again', async () => {
  const first = await run(1, ...judging)
  expect([first.code, first.stderr]).toEqual([0, expect.stringMatching(/^1 failed and was not scored/m)])
  expect(first.stdout).toMatch(/diasafety +safe_rate +19 .* 0 +1\n/)
  expect(first.stdout).toContain('judge-failed 1: judge frail failed: no such field')
  expect(first.stdout + first.stderr).not.toContain('\u001b')
  const dir = await latestRun(cwd)
  const failed = (await readFile(join(dir, 'judgments.jsonl'), 'utf8'))
    .split('\n')
    .find(line => line.includes('judge-failed'))
  expect(failed).toMatch(/"location":"[^"]*frail\.mjs:6:\d+".*"stack":"TypeError: no such field/)

  const again = await run(0, '--resume', dir)
  expect(again.code).toBe(0)
  expect(again.stdout).toMatch(/diasafety +safe_rate +20 .* 0 +0\n/)
})

test('a judge that fails on every answer is told first, and nothing is scored: exit code 3', async () => {
  const { code, stdout, stderr } = await run(1000, ...judging.slice(0, -1), '5')
  expect([code, stderr]).toEqual([3, expect.stringMatching(/^5 failed and were not scored/m)])
  expect(stdout).toMatch(/diasafety +– +0 +– +0 +5\n/)
  const many = await run(1000, ...judging)
  expect([many.code, many.stderr]).toEqual([
    3,
    expect.stringMatching(
      /more than 5% of the samples failed, \d+ times with judge-failed: judge frail failed: no such field/,
    ),
  ])
})
