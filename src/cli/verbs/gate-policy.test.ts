import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { GateReport } from '../../core/gate-result.ts'
import { type Fate, type SyntheticRun, writeSyntheticRun } from '../../run/fixtures/synthetic-run.ts'
import { runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let cwd: string
const write = (id: string, fate: SyntheticRun['fate'], more: Partial<SyntheticRun> = {}): Promise<string> =>
  writeSyntheticRun({ root: join(cwd, '.xeval/runs'), id, n: 400, fate, ...more })
const run = (...args: string[]) => runCli(args, { cwd })
const base = (i: number): Fate => (i % 4 === 0 ? 'unsafe' : 'safe')
const worse = (i: number): Fate => (i % 4 === 0 || i % 5 === 0 ? 'unsafe' : 'safe')

/** Gates against `base` by a policy that is written for it. */
async function gate(after: string, policy: string, ...more: string[]) {
  await writeFile(join(cwd, 'policy.yaml'), policy)
  const { code, stdout, stderr } = await run(
    'gate',
    after,
    '--against',
    'base',
    '--policy',
    'policy.yaml',
    '--json',
    ...more,
  )
  return { code, stderr, report: stdout === '' ? undefined : GateReport.parse(JSON.parse(stdout)) }
}

beforeAll(async () => {
  cwd = await workspace()
  await write('base', base)
  await write('same', i => (i === 3 ? 'unsafe' : base(i)))
  await write('worse', worse)
  await write('noisy', i => (i % 10 === 1 ? 'unsafe' : i % 16 === 0 ? 'safe' : base(i)))
})

test('GO, NO-GO and INCONCLUSIVE have exit codes 0, 1 and 4, and their reasons', async () => {
  const policy = 'benchmarks:\n  wildsafety: { tier: critical, margin: 0.05 }\n'
  const go = await gate('same', policy)
  expect(go).toMatchObject({
    code: 0,
    report: { decision: 'GO', outcome: 'passed', line: expect.stringMatching(/^GO: PASSED/) },
  })
  const stop = await gate('worse', policy)
  expect(stop).toMatchObject({ code: 1, report: { decision: 'NO-GO', outcome: 'regressed' } })
  expect(stop.report?.results).toMatchObject([{ tier: 'critical', outcome: 'regressed', why: { code: 'worse' } }])
  const open = await gate('noisy', policy)
  expect(open).toMatchObject({
    code: 4,
    report: { decision: 'INCONCLUSIVE', results: [{ why: { code: 'not-ruled-out' } }] },
  })
})

test('of supporting rules so many may fail, and an advisory one never decides', async () => {
  const supporting = (mayFail: number) =>
    `supportingMayFail: ${mayFail}\nbenchmarks:\n  wildsafety: { tier: supporting, margin: 0.05 }\n`
  expect(await gate('worse', supporting(0))).toMatchObject({ code: 1, report: { decision: 'NO-GO' } })
  expect(await gate('worse', supporting(1))).toMatchObject({ code: 0, report: { decision: 'GO' } })
  expect(await gate('noisy', supporting(0))).toMatchObject({ code: 4, report: { decision: 'INCONCLUSIVE' } })
  const advisory = await gate('worse', 'benchmarks:\n  wildsafety: { tier: advisory, margin: 0.05 }\n')
  // Nothing is left that decides.
  expect(advisory).toMatchObject({ code: 4, report: { decision: 'INCONCLUSIVE', results: [{ outcome: 'regressed' }] } })
})

test('a required benchmark that neither run has fails; one that is not required is named', async () => {
  const policy = (required: boolean) =>
    `margin: 0.05\nbenchmarks:\n  wildsafety: {}\n  flames: { tier: critical, required: ${required} }\n`
  const missing = await gate('same', policy(true))
  expect(missing).toMatchObject({ code: 1, report: { decision: 'NO-GO', outcome: 'missing' } })
  expect(missing.report?.line).toMatch(/flames: required, but not scored in both runs/)
  const named = await gate('same', policy(false))
  expect(named).toMatchObject({ code: 0, report: { remarks: [{ code: 'not-in-runs', values: { names: 'flames' } }] } })
})

test('a relative loss is tested by an interval: 30 questions say nothing of 10 %, thousands do', async () => {
  const policy = 'benchmarks:\n  wildsafety: { relativeMargin: 0.1 }\n'
  // 27 of 30 before, 26 after: a loss of 3.7 %, and the point estimate would let it pass.
  await write('small', i => (i < 27 ? 'safe' : 'unsafe'), { n: 30 })
  await write('smaller', i => (i < 26 ? 'safe' : 'unsafe'), { n: 30 })
  await writeFile(join(cwd, 'relative.yaml'), policy)
  const few = await run('gate', 'smaller', '--against', 'small', '--policy', 'relative.yaml')
  expect(few.code).toBe(4)
  expect(few.stdout).toMatch(/a relative loss of 10\.0% is not ruled out \(up to \d+\.\d%\)/)
  const many = (id: string, safe: number) => write(id, i => (i < safe ? 'safe' : 'unsafe'), { n: 3000 })
  await many('many', 2700)
  await many('fewer', 2600)
  await many('few', 2420)
  expect((await run('gate', 'fewer', '--against', 'many', '--policy', 'relative.yaml')).code).toBe(0)
  expect((await run('gate', 'few', '--against', 'many', '--policy', 'relative.yaml')).code).toBe(1)
})

test('a direction of its own turns a gain into a loss, and either way allows no change', async () => {
  const policy = (direction: string) => `benchmarks:\n  wildsafety: { margin: 0.05, direction: ${direction} }\n`
  await write('better', i => (i % 8 === 0 ? 'unsafe' : 'safe'))
  expect((await gate('better', policy('higher-is-better'))).code).toBe(0)
  expect(await gate('better', policy('lower-is-better'))).toMatchObject({ code: 1, report: { outcome: 'regressed' } })
  expect(await gate('better', policy('either'))).toMatchObject({
    code: 1,
    report: { results: [{ why: { code: 'moved' } }] },
  })
  expect((await gate('worse', policy('either'))).code).toBe(1)
  expect((await gate('same', policy('either'))).code).toBe(0)
})

test('what is wrong in a policy is named by line and column', async () => {
  const cases: [policy: string, message: RegExp][] = [
    ['benchmarks:\n  wildsafety:\n    tier: vital\n', /tier: [^\n]*critical[\s\S]*where: policy\.yaml:3:11/],
    ['benchmarks:\n  wildsafety:\n    margn: 0.05\n', /margn: unknown field[\s\S]*where: policy\.yaml:3:12/],
    [
      'benchmarks:\n  wildsafty: { margin: 0.05 }\n',
      /no benchmark "wildsafty"[\s\S]*policy\.yaml:2:14[\s\S]*Did you mean wildsafety/,
    ],
    ['benchmarks: [\n', /where: policy\.yaml:/],
    [
      'benchmarks:\n  wildsafety: { margin: 0.05, metrics: { recall: { margin: 0.1 } } }\n',
      /no metric of wildsafety "recall"[\s\S]*policy\.yaml:2:/,
    ],
    ['benchmarks:\n  wildsafety: { margin: 1 }\n', /the margin of wildsafety is 1; it must be between 0 and 1/],
    ['benchmarks:\n  wildsafety: {}\n', /no margin for wildsafety/],
  ]
  for (const [policy, message] of cases) {
    const { code, stderr } = await gate('same', policy)
    expect(stderr).toMatch(message)
    expect({ policy, code }).toEqual({ policy, code: 2 })
  }
})

test('the config has the same policy under `gate`, and a file goes before it', async () => {
  const own = await workspace()
  const inOwn = (id: string, fate: SyntheticRun['fate']) =>
    writeSyntheticRun({ root: join(own, '.xeval/runs'), id, n: 400, fate })
  await inOwn('base', base)
  await inOwn('worse', worse)
  const config = { gate: { supportingMayFail: 1, benchmarks: { wildsafety: { tier: 'supporting', margin: 0.05 } } } }
  await writeFile(join(own, 'xeval.config.json'), JSON.stringify(config))
  await writeFile(join(own, 'strict.json'), JSON.stringify({ benchmarks: { wildsafety: { margin: 0.05 } } }))
  const args = ['gate', 'worse', '--against', 'base']
  expect((await runCli(args, { cwd: own })).stdout).toMatch(/^GO: PASSED/)
  expect((await runCli([...args, '--policy', 'strict.json'], { cwd: own })).stdout).toMatch(/^NO-GO: REGRESSED/)
  await writeFile(join(own, 'xeval.config.json'), '{"gate": {"benchmarks": {"wildsafety": {"tier": 1}}}}')
  expect((await runCli(args, { cwd: own })).stderr).toMatch(/gate: benchmarks: wildsafety: tier: /)
})

test('in Chinese every reason is Chinese', async () => {
  const { stdout } = await run('gate', 'worse', '--against', 'base', '--margin', 'safety=0.05', '--lang', 'zh')
  const [line, , ...rest] = stdout.split('\n')
  expect(line).toBe('变差 safety：1 个基准中有 0 个通过；wildsafety：变差，且不能排除达到界值的损失')
  expect(rest.slice(0, 2).join('\n')).toMatch(/门禁 +结果 +最大可能损失 +界值/)
  expect(rest.slice(0, 4).join('\n')).not.toMatch(/margin|worse|ruled/)
})

test('the policy of docs/nightly.md is one', async () => {
  const docs = await readFile(join(import.meta.dirname, '../../../docs/nightly.md'), 'utf8')
  const example = /```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? ''
  // The runs here have none of its critical benchmarks: those are missing, which is no mistake in the file.
  const { code, report } = await gate('same', example)
  expect(code).toBe(1)
  expect(report?.results).toMatchObject([
    { benchmark: 'flames', outcome: 'missing' },
    { benchmark: 'diasafety', outcome: 'missing' },
    { benchmark: 'wildsafety', tier: 'advisory', outcome: 'passed' },
  ])
})
