import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { GateReport } from '../../core/gate-result.ts'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string

/** A run of SimpleQA, which has five metrics. */
const asked = (id: string, label: (i: number) => string, fate: (i: number) => Fate = () => 'safe'): Promise<string> =>
  writeSyntheticRun({
    ...{ root: join(cwd, '.xeval/runs'), id, n: 1000, fate, label },
    ...{ suite: 'hallucination', benchmark: 'simpleqa', judge: { name: 'simpleqa-grader' } },
  } satisfies SyntheticRun)

async function gate(after: string, policy: string, ...more: string[]) {
  await writeFile(join(cwd, 'policy.yaml'), policy)
  const args = ['gate', after, '--against', 'base', '--policy', 'policy.yaml', '--json', ...more]
  const { code, stdout, stderr } = await runCli(args, { cwd })
  if (stdout === '') throw new Error(stderr)
  return { code, report: GateReport.parse(JSON.parse(stdout)) }
}

/** 60 % correct, 20 % incorrect, 20 % not attempted. */
const base = (i: number): string => (i % 5 < 3 ? 'correct' : i % 5 === 3 ? 'incorrect' : 'not-attempted')
/** Guesses where it did not before: nothing correct is lost. */
const guesses = (i: number): string => (i % 5 === 4 && i % 10 > 5 ? 'incorrect' : base(i))

beforeAll(async () => {
  cwd = await workspace()
  await asked('base', base)
  await asked('same', i => (i === 4 ? 'correct' : base(i)))
  await asked('guesses', guesses)
})

const policy = (tier: string, mayFail = 0): string => `
supportingMayFail: ${mayFail}
benchmarks:
  simpleqa:
    margin: 0.05
    metrics:
      incorrect: { tier: ${tier}, margin: 0.05 }
      correct_given_attempted: { tier: advisory, margin: 0.05 }
`

test('a rule of another metric decides by its tier, where the headline passes', async () => {
  expect(await gate('same', policy('critical'))).toMatchObject({ code: 0, report: { decision: 'GO' } })
  const stop = await gate('guesses', policy('critical'))
  expect(stop).toMatchObject({
    code: 1,
    report: {
      decision: 'NO-GO',
      line: expect.stringMatching(/simpleqa incorrect: worse, and a loss as large as the margin is not ruled out$/),
      results: [
        { outcome: 'passed' },
        { metric: 'incorrect', tier: 'critical', outcome: 'regressed' },
        { metric: 'correct_given_attempted', tier: 'advisory', outcome: 'regressed' },
      ],
    },
  })
  // Of supporting rules one fails: with none that may it is a stop, with one it is not.
  expect(await gate('guesses', policy('supporting', 0))).toMatchObject({ code: 1, report: { decision: 'NO-GO' } })
  expect(await gate('guesses', policy('supporting', 1))).toMatchObject({ code: 0, report: { decision: 'GO' } })
  expect(await gate('guesses', policy('advisory'))).toMatchObject({ code: 0, report: { decision: 'GO' } })
})

test('a relative margin takes missing answers at their worst, of the headline and of the other metrics', async () => {
  await asked('few-missing', base, i => (i < 10 ? 'errored' : 'safe'))
  await asked('missing', base, i => (i < 45 ? 'errored' : 'safe'))
  const relative = (share: number) => `
benchmarks:
  simpleqa: { relativeMargin: ${share}, metrics: { f_score: { relativeMargin: ${share} } } }
`
  // 27 of the 45 were correct before, of 600 in all: up to 4.5 % are lost for sure if they are wrong now, and chance comes on top.
  const open = await gate('missing', relative(0.06))
  expect(open).toMatchObject({
    code: 4,
    report: {
      decision: 'INCONCLUSIVE',
      results: [
        { why: { code: 'relative-not-ruled-out' } },
        { metric: 'f_score', why: { code: 'relative-not-ruled-out' } },
      ],
    },
  })
  expect(open.report.results[0]?.reason).toMatch(
    /a loss of 6\.0% of the value before is not ruled out \(up to \d\.\d%\)/,
  )
  for (const { relative: found } of open.report.results) expect(found?.worst).toBeGreaterThan(0.06)
  expect(await gate('few-missing', relative(0.06))).toMatchObject({ code: 0 })
  expect(await gate('missing', relative(0.2))).toMatchObject({
    report: { results: [{ outcome: 'passed' }, { why: { code: 'ruled-out' } }] },
  })
})

test('a required benchmark that neither run has, or only one of them, is missing and fails by its tier', async () => {
  await writeSyntheticRun({
    ...{ root: join(cwd, '.xeval/runs'), id: 'other', n: 1000, fate: () => 'safe', label: base },
    ...{ suite: 'hallucination', benchmark: 'chinese-simpleqa', judge: { name: 'simpleqa-grader' } },
  })
  const required = (tier: string) => `
margin: 0.05
others: advisory
benchmarks:
  simpleqa: { tier: supporting }
  chinese-simpleqa: { tier: ${tier}, required: true }
`
  for (const tier of ['critical', 'supporting'])
    expect(await gate('same', required(tier))).toMatchObject({
      code: 1,
      report: {
        decision: 'NO-GO',
        results: [{ outcome: 'passed' }, { benchmark: 'chinese-simpleqa', tier, outcome: 'missing' }],
      },
    })
  expect(await gate('same', required('advisory'))).toMatchObject({ code: 0, report: { decision: 'GO' } })
  const once = await gate('other', required('critical'))
  expect(once).toMatchObject({ code: 1 })
  expect(once.report.results).toContainEqual(
    expect.objectContaining({ benchmark: 'chinese-simpleqa', why: { code: 'missing', values: {} } }),
  )
})
