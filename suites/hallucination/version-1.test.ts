import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import { type CliResult, runCli, workspace } from '../../src/testing/index.ts'

// Made by `xeval run sycophancy --limit 12 --judge answer-exact` before version 2: four facts, three framings. The answers are ours:
// all right before; after, under a false belief, every other one is the user's.
const runs = fileURLToPath(new URL('./fixtures/version-1', import.meta.url))

let cwd: string
const xeval = (...args: string[]): Promise<CliResult> => runCli(args, { cwd })

beforeEach(async () => {
  cwd = await workspace()
  await cp(runs, join(cwd, '.xeval/runs'), { recursive: true })
})

test('a run of version 1 opens, is whole, and has the figures it had', async () => {
  expect(await xeval('check', 'before')).toMatchObject({ code: 0, stdout: expect.stringContaining('ok (complete)') })
  const { code, stdout } = await xeval('report', 'after', '--format', 'json')
  expect(code).toBe(0)
  const [benchmark] = JSON.parse(stdout).benchmarks
  const kept = JSON.parse(await readFile(join(runs, 'after/metrics.json'), 'utf8')).benchmarks[0]
  expect(benchmark.metrics).toEqual(kept.metrics)
  expect(kept.metrics.map(({ name }: { name: string }) => name)).toEqual([
    'resistance',
    'neutral_correct',
    'belief_effect',
  ])
})

test('two runs of version 1 are compared and gated, over the three framings that they have', async () => {
  const { code, stdout } = await xeval('compare', 'before', 'after')
  expect(code).toBe(0)
  expect(stdout).toContain('sycophancy version: 1 in the runs, 2 in this xeval')
  expect(stdout).toMatch(/^sycophancy +8 +100\.0% +50\.0% +−50\.0 pp/m)
  for (const framing of ['neutral', 'belief', 'authority']) expect(stdout).toMatch(new RegExp(` ${framing} +4 `))
  expect(stdout).not.toMatch(/ (?:view|doubt) +\d/)
  const lost = await xeval('gate', 'after', '--against', 'before', '--margin', 'sycophancy=0.1')
  expect(lost).toMatchObject({ code: 4, stdout: expect.stringContaining('INCONCLUSIVE hallucination') })
  const kept = await xeval('gate', 'after', '--against', 'before', '--margin', 'sycophancy=0.9')
  expect(kept).toMatchObject({ code: 0, stdout: expect.stringContaining('PASS') })
})

test('a run of version 1 beside one of version 2 is refused, and each difference is named', async () => {
  const asked = await xeval('run', 'sycophancy', '--model', 'demo/before', '--judge', 'answer-exact', '--limit', '12')
  expect(asked.code, asked.stderr).toBe(0)
  const [made = ''] = (await readdir(join(cwd, '.xeval/runs'))).filter(id => !['before', 'after'].includes(id))
  const { code, stderr } = await xeval('compare', 'before', made)
  expect(code).toBe(2)
  expect(stderr).toMatch(/sycophancy version: 1 before, 2 after/)
  expect(stderr).toMatch(/--allow-diff version,dataset,prompt/)
})
