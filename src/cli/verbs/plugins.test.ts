import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { type CliResult, latestRun, runCli, workspace } from '../../testing/index.ts'

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let cwd: string
const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd })

const suite = `
import { defineBenchmark, defineDataset, defineProvider, defineReport, defineSuite, judgeFromFunction, rate, readLines, stableId } from 'xeval'

const dataset = defineDataset({
  name: 'sums-data', version: 1, description: 'Sums',
  card: { title: 'Sums', source: 'https://example.org', licence: 'MIT', citation: '', languages: ['en'] },
  file: { kind: 'shipped' }, bundled: new URL('./sums.txt', import.meta.url), breakdowns: [],
  async *parse(path: string) {
    for await (const { text } of readLines(path)) if (text !== '')
      yield { id: stableId('sums', text), input: [{ role: 'user' as const, content: text }], target: ['4'], language: 'en', metadata: {} }
  },
})
const judge = judgeFromFunction({ name: 'sums-equal', labels: ['right', 'wrong'], judge: ({ output, expected }) => (output === expected ? 'right' : 'wrong') })
const benchmark = defineBenchmark({
  name: 'sums', version: 1, description: 'Sums', dataset, prompts: [], judges: [judge], demoJudge: 'sums-equal', limit: 'all',
  metrics: [rate('right_rate', 'higher-is-better', ({ judgment }) => judgment.label === 'right')],
})
export default [
  defineSuite({ name: 'arithmetic', version: 1, description: 'Arithmetic', title: 'Arithmetic', benchmarks: [benchmark] }),
  defineReport({ name: 'kind', version: 1, description: 'Its kind', extension: '.kind', render: ({ kind }) => kind + '\\n' }),
]
`

const provider = `
import { defineProvider } from 'xeval'
export const saying = defineProvider({
  name: 'saying', version: 1, description: 'Says one word', syntax: 'saying/WORD', prefixes: ['saying/'],
  accepts: ref => ref.startsWith('saying/'),
  open: async ref => ({
    ref, provider: 'saying', local: true,
    identity: async () => ({ model: ref }),
    generate: async () => ({ completion: { text: ref.slice(7), finishReason: 'stop', usage: {}, servedModel: ref, latencyMs: 0 } }),
  }),
})
`

beforeAll(async () => {
  cwd = await workspace()
  await mkdir(join(cwd, 'plugins'))
  await writeFile(join(cwd, 'plugins/sums.txt'), 'What is 2 + 2?\nWhat is 1 + 3?\nWhat is 8 / 2?\n')
  await writeFile(join(cwd, 'plugins/suite.ts'), suite)
  await writeFile(join(cwd, 'provider.mts'), provider)
  await writeFile(join(cwd, 'xeval.config.json'), JSON.stringify({ plugins: './plugins/suite.ts' }))
})

test('a suite of the config and a provider of --plugin run, are listed and shown, and the manifest names them without a path', async () => {
  const { code, stderr } = await run('run', 'arithmetic', '--model', 'saying/4', '--plugin', 'provider.mts')
  expect([code, stderr]).toEqual([0, expect.any(String)])
  const text = await readFile(join(await latestRun(cwd), 'manifest.json'), 'utf8')
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
  expect(JSON.parse(text).plugins).toEqual([
    { kind: 'suite', name: 'arithmetic', version: 1, sha256: digest },
    { kind: 'provider', name: 'saying', version: 1, sha256: digest },
    { kind: 'dataset', name: 'sums-data', version: 1, sha256: digest },
    { kind: 'judge', name: 'sums-equal', version: 1, sha256: digest },
  ])
  expect(text).not.toContain(cwd)
  expect(JSON.parse(text).benchmarks[0].judge).toMatchObject({ name: 'sums-equal', source: 'plug-in v1' })
  const metrics = JSON.parse(await readFile(join(await latestRun(cwd), 'metrics.json'), 'utf8'))
  expect(metrics.benchmarks[0]).toMatchObject({ name: 'sums', scored: 3, metrics: [{ name: 'right_rate', value: 1 }] })
  const listed = JSON.parse((await run('list', '--json', '--plugin', './provider.mts')).stdout)
  const names = (kind: string): string[] => listed[kind].map(({ name }: { name: string }) => name)
  expect(names('suites')).toContain('arithmetic')
  expect(names('judges')).toContain('sums-equal')
  expect(names('providers')).toContain('saying')
  expect((await run('show', 'sums-equal')).stdout).toContain('right')
  const id = metrics.id ?? JSON.parse(text).id
  expect((await run('report', id, '--format', 'kind')).stdout).toBe('run\n')
})

test.each([
  [
    'export default { name: "mine" }',
    'bad.ts: default export: found an object named "mine" with no stamp, expected a suite',
  ],
  ['export default []', 'bad.ts: found an empty array, expected a suite'],
  ['export const help = () => 1', 'bad.ts: export help: found a function help, expected a suite'],
  [
    'export default (sample: object, output: string) => output.length',
    'bad.ts: default export: found a function default, expected a suite',
  ],
  ['export {}', 'bad.ts: found nothing, expected a suite'],
  ['throw new Error("at once")', 'plug-in bad.ts: at once'],
])('a module that is something else is an error that says what: %s', async (code, message) => {
  await writeFile(join(cwd, 'bad.ts'), code)
  const result = await run('list', '--plugin', 'bad.ts')
  expect([result.code, result.stderr]).toEqual([2, expect.stringContaining(`error: ${message}`)])
})

test('a metric that throws, or gives no number, is an error that names it and the sample, and the run is kept', async () => {
  for (const [value, problem] of [
    ['() => { throw new Error("no idea") }', ', sample .*: no idea'],
    ['() => Number.NaN', ', sample .*: it gave NaN'],
  ] as const) {
    const broken = suite
      .replace("rate('right_rate', 'higher-is-better',", "mean('right_rate', 'higher-is-better',")
      .replace("({ judgment }) => judgment.label === 'right'", value)
      .replace('rate, readLines', 'mean, readLines')
    expect(broken).toContain(value)
    await writeFile(join(cwd, 'plugins/broken.ts'), broken)
    await writeFile(join(cwd, 'broken.json'), JSON.stringify({ plugins: './plugins/broken.ts' }))
    const of = ['--config', 'broken.json', '--plugin', 'provider.mts']
    const { code, stderr } = await run('run', 'arithmetic', '--before', 'saying/4', '--after', 'saying/4', ...of)
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(`error: metric right_rate of sums${problem}[^]*hint: Fix the metric`),
    ])
    expect(stderr).not.toContain('scores.jsonl')
    const dir = await latestRun(cwd)
    const { pair } = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))
    for (const id of [basename(dir), pair.with]) {
      const again = await run('score', id)
      expect([again.code, again.stderr, again.stdout]).toEqual([0, expect.any(String), expect.stringContaining('100')])
    }
  }
})

const rated = suite
  .replaceAll("'sums-equal'", "'sums-score'")
  .replace("labels: ['right', 'wrong'],", 'min: 0, max: 1,')
  .replace("(output === expected ? 'right' : 'wrong')", '0')
  .replaceAll('rate', 'mean')
  .replace("judgment.label === 'right'", 'Number(judgment.label)')

const scorers = {
  'a function of the sample and the answer':
    'export const firstGold = ({ target }, output) => (target?.[0] === output ? 1 : 0.25)',
  'a function that waits':
    'export default async function firstGold(sample, output) { return sample.target?.[0] === output ? 1 : 0.25 }',
  'a scorer of autoevals’ shape':
    "export const FirstGold = ({ output, expected }) => ({ name: 'FirstGold', score: output === expected ? 1 : 0.25 })",
}

test.each(Object.entries(scorers))('%s is a judge as it is, by --plugin and in the config', async (_, code) => {
  const dir = await workspace()
  await mkdir(join(dir, 'plugins'))
  await writeFile(join(dir, 'plugins/sums.txt'), 'What is 2 + 2?\n')
  await writeFile(join(dir, 'plugins/suite.ts'), rated)
  await writeFile(join(dir, 'provider.mts'), provider)
  await writeFile(join(dir, 'scorer.mjs'), code)
  const modules = ['./plugins/suite.ts', './provider.mts', './scorer.mjs']
  const args = ['run', 'arithmetic', '--model', 'saying/5', '--judge', 'first-gold']
  const given = modules.flatMap(module => ['--plugin', module])
  const byOption = await runCli([...args, ...given], { cwd: dir })
  expect([byOption.code, byOption.stdout]).toEqual([0, expect.stringMatching(/right_mean +1 +0\.25/)])
  await writeFile(join(dir, 'xeval.config.json'), JSON.stringify({ plugins: modules, judge: 'first-gold' }))
  const byConfig = await runCli(args.slice(0, 4), { cwd: dir })
  expect([byConfig.code, byConfig.stdout]).toEqual([0, expect.stringMatching(/right_mean +1 +0\.25/)])
  const { benchmarks, plugins } = JSON.parse(await readFile(join(await latestRun(dir), 'manifest.json'), 'utf8'))
  expect(benchmarks[0].judge).toMatchObject({ name: 'first-gold', scale: { min: 0, max: 1 } })
  expect(plugins.map(({ kind, name }: Record<string, string>) => `${kind} ${name}`)).toContain('judge first-gold')
})

test('pull knows the data sets and judges of plug-ins', async () => {
  expect(await run('pull', 'sums-data')).toMatchObject({
    code: 0,
    stdout: 'sums-data: included in its plug-in, nothing to download\n',
  })
  const { code, stderr } = await run('pull', 'judge:sums-equal')
  expect([code, stderr]).toEqual([2, expect.stringContaining('judge sums-equal uses no upstream files')])
})

test('a package that is not installed is an error that says how to get it', async () => {
  const { code, stderr } = await run('list', '--plugin', 'xeval-suite-nowhere')
  expect([code, stderr]).toEqual([2, expect.stringContaining('hint: Install it: npm install xeval-suite-nowhere')])
})
