import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compare, defineProvider, defineSuite, evaluate, judgeFromFunction, openRun, type RunEvent } from 'xeval'
import { type MockEndpoint, mockModel, runCli, startMockEndpoint, toyBenchmark, workspace } from 'xeval/testing'

let cwd: string
let endpoint: MockEndpoint
beforeEach(async () => {
  cwd = await workspace()
  endpoint = await startMockEndpoint({ answer: ({ prompt }) => `Sorry, I can't help with that: ${prompt.length}` })
})
afterEach(() => endpoint.close())

const where = () => ({ cwd, env: { XEVAL_HOME: 'home' } })
/** A suite of 25 samples over HTTP, judged without a model. */
const small = () => ({ ...where(), suite: 'diasafety', judge: 'refusal-rules', model: `${endpoint.url}#m` })

test('the events of an evaluation come as they happen, and its result has the run, its manifest and its metrics', async () => {
  const evaluation = evaluate(small())
  const events: RunEvent[] = []
  for await (const event of evaluation) events.push(event)
  const result = await evaluation
  const types = events.map(({ type }) => type)
  expect(types[0]).toBe('started')
  expect(types.at(-1)).toBe('ended')
  expect(result).toMatchObject({ status: 'complete', suite: 'safety', failed: 0, tooManyErrors: false })
  const [run] = result.runs
  expect(run?.manifest.status).toBe('complete')
  expect(run?.dir).toBe(join(cwd, '.xeval/runs', run?.id ?? ''))
  expect(types.filter(type => type === 'judgment')).toHaveLength(run?.manifest.benchmarks[0]?.n ?? 0)
  expect(JSON.parse(await readFile(join(run?.dir ?? '', 'metrics.json'), 'utf8'))).toEqual(run?.metrics)
  expect(endpoint.stats().requests).toBeGreaterThanOrEqual(25)
})

test('who leaves the loop ends nothing, and who comes when all is over gets no event', async () => {
  const evaluation = evaluate(small())
  for await (const { type } of evaluation) if (type === 'output') break
  const result = await evaluation
  expect(result.runs[0]?.metrics.benchmarks[0]?.scored).toBe(25)
  const late: RunEvent[] = []
  for await (const event of evaluation) late.push(event)
  expect(late).toEqual([])
})

test('an error ends the loop as it does the promise', async () => {
  const evaluation = evaluate({ ...small(), suite: 'safty' })
  await expect(Array.fromAsync(evaluation)).rejects.toMatchObject({
    code: 'unknown-name',
    hint: 'Did you mean safety?',
  })
  await expect(evaluation).rejects.toMatchObject({ code: 'unknown-name' })
})

test('an aborted signal rejects with its reason, before the beginning and in the middle', async () => {
  const reason = new Error('enough')
  await expect(evaluate({ ...small(), signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(endpoint.stats().requests).toBe(0)
  const hard = new AbortController()
  const evaluation = evaluate({ ...small(), concurrency: 1, signal: hard.signal })
  const loop = async () => {
    for await (const { type } of evaluation) if (type === 'output') hard.abort(reason)
  }
  await expect(loop()).rejects.toBe(reason)
  await expect(evaluation).rejects.toBe(reason)
})

test('a gentle stop resolves with what is there, and a resume asks only for the rest', async () => {
  const gentle = new AbortController()
  const evaluation = evaluate({ ...small(), concurrency: 1, cache: false, stopping: gentle.signal })
  for await (const { type } of evaluation) if (type === 'judgment') gentle.abort()
  const stopped = await evaluation
  expect(stopped).toMatchObject({ status: 'interrupted', reason: { code: 'interrupted' } })
  const asked = endpoint.stats().answered
  expect(asked).toBeLessThan(25)
  const done = await evaluate({ ...small(), cache: false, resume: stopped.runs[0]?.id ?? '' })
  expect(done).toMatchObject({ status: 'complete', failed: 0 })
  expect(done.runs[0]?.dir).toBe(stopped.runs[0]?.dir)
  expect(endpoint.stats().answered).toBe(25)
})

test('an evaluation that is stopped before it begins makes no run', async () => {
  const result = await evaluate({ ...small(), stopping: AbortSignal.abort() })
  expect(result).toMatchObject({ status: 'interrupted', suite: 'safety', runs: [], reason: { code: 'interrupted' } })
  expect(endpoint.stats().requests).toBe(0)
})

test.each([
  [{ limit: 0 }, 'limit: expected all, or a whole number above 0'],
  [{ limits: 3 }, 'unknown field "limits"'],
  [{ dryRun: true }, 'dryRun: evaluate does not accept this option; only the command line does'],
  [{ suite: [] }, 'suite: no suite or benchmark given'],
  [{ suite: ['aime2024', 'diasafety'] }, 'suite: the benchmarks belong to several suites: reasoning, safety'],
])('what evaluate does not take is an error that names it: %o', async (wrong, message) => {
  await expect(evaluate({ ...small(), ...wrong })).rejects.toMatchObject({ code: 'bad-option', message })
})

test('two evaluations at once share a folder and a home, and neither sees the other', async () => {
  const [first, second] = await Promise.all([evaluate(small()), evaluate({ ...small(), limit: 5 })])
  expect(first.runs[0]?.metrics.benchmarks[0]?.scored).toBe(25)
  expect(second.runs[0]?.metrics.benchmarks[0]?.scored).toBe(5)
})

test('compare gives what the command line prints, whichever way the runs are named', async () => {
  const result = await evaluate({ ...where(), suite: 'hallucination' })
  const [before, after] = result.runs
  if (before === undefined || after === undefined) throw new Error('the demonstration has two runs')
  const { stdout } = await runCli(['compare', before.id, after.id, '--json'], { cwd })
  const { before: _, after: __, ...printed } = JSON.parse(stdout)
  const named = await compare(before.id, after.id, where())
  expect(printed.analyses.length).toBeGreaterThan(0)
  expect(named).toMatchObject(printed)
  expect(await compare(before.dir, await openRun(after.id, where()), { env: {} })).toEqual(named)
  expect(await compare(before, after)).toEqual(named)
  expect(result).toMatchObject({ status: 'complete', comparison: named })
  await expect(compare(before, after, { margin: { hallucination: -1 } })).rejects.toMatchObject({ code: 'bad-margin' })
  await expect(compare('nothing', after, where())).rejects.toMatchObject({ code: 'no-run' })
})

test('a run on disk gives its manifest, samples, records and metrics, as often as they are wanted', async () => {
  const { runs } = await evaluate(small())
  const run = await openRun(runs[0]?.id ?? '', where())
  expect(run.manifest).toEqual(runs[0]?.manifest)
  expect(run.metrics).toEqual(runs[0]?.metrics)
  for (const _ of ['once', 'and again']) {
    const samples = await Array.fromAsync(run.samples())
    const records = await Array.fromAsync(run.records())
    expect(samples).toHaveLength(25)
    expect(records.map(({ sample }) => sample)).toEqual(samples)
    expect(records.every(({ epochs }) => epochs[0]?.output?.outcome.ok && epochs[0].judgment?.outcome.ok)).toBe(true)
  }
  await expect(openRun('nothing', where())).rejects.toMatchObject({ code: 'no-run' })
})

const bundled = new URL('../../package.json', import.meta.url)
const toys = defineSuite({
  name: 'toys',
  version: 1,
  description: 'Toys',
  title: 'Toys',
  benchmarks: [{ ...toyBenchmark, dataset: { ...toyBenchmark.dataset, file: { kind: 'shipped' }, bundled } }],
})
const echo = defineProvider({
  name: 'echo',
  version: 1,
  description: 'Always says the same',
  syntax: 'echo/WORD',
  prefixes: ['echo/'],
  accepts: ref => ref.startsWith('echo/'),
  open: async ref => ({ ...mockModel(() => ref.slice(5), { ref }), provider: 'echo' }),
})
const last = judgeFromFunction({
  name: 'last',
  labels: ['bad', 'good'],
  judge: ({ output }) => (output.endsWith('!') ? 'good' : 'bad'),
})

test('a suite, a provider and a judge of others are handed over, and the run records them', async () => {
  const judgedBy = async (judge: string) => {
    const { runs } = await evaluate({
      ...where(),
      suite: 'toys',
      plugins: [toys, echo, last],
      model: 'echo/good!',
      judge,
    })
    return runs[0]
  }
  const [word, foreign] = [await judgedBy('word'), await judgedBy('last')]
  expect(word?.metrics.benchmarks[0]).toMatchObject({ scored: 24, metrics: [{ value: 1 }] })
  expect(foreign?.metrics.benchmarks[0]).toMatchObject({ scored: 24, metrics: [{ value: 1 }] })
  expect(foreign?.manifest.plugins).toEqual([
    { kind: 'suite', name: 'toys', version: 1 },
    { kind: 'provider', name: 'echo', version: 1 },
    { kind: 'judge', name: 'last', version: 1 },
    { kind: 'dataset', name: 'toy', version: 1 },
  ])
  await expect(evaluate({ ...small(), judge: 'last' })).rejects.toMatchObject({ code: 'unknown-judge' })
})

test('a judge by plug-in of other labels than the benchmark reads is refused, and both are said', async () => {
  const plugins = [toys, echo, judgeFromFunction({ name: 'rating', min: 0, max: 1, judge: () => 1 })]
  await expect(
    evaluate({ ...where(), suite: 'toys', plugins, model: 'echo/good', judge: 'rating' }),
  ).rejects.toMatchObject({
    code: 'judge-scale',
    message: 'judge rating gives ratings from 0 to 1, but the metrics of toy need the labels bad, good',
  })
})
