import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareRuns } from '../analysis/compare-runs.ts'
import { reportRows } from '../analysis/report-rows.ts'
import { drawnRun } from '../analysis/scored-run.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import { formula } from '../core/formula.ts'
import type { TotalsMetric } from '../core/metric.ts'
import { builtIn } from '../registry/built-in.ts'
import { openRun } from '../store/run/open-run.ts'
import { toyBenchmark, toyManifest } from '../testing/toy.ts'
import { makeContext } from './context.ts'
import { drawScores } from './draw-scores.ts'
import { EPOCHS, mathRun, N } from './fixtures/math-run.ts'
import { type OpenedRun, openRunAt } from './open-runs.ts'
import { makeFlipList } from './read-flips.ts'
import { scoreRunAt } from './score-run.ts'
import { spreadOf } from './spread.ts'

const context = makeContext({ registry: builtIn })

/** All that is said of two runs. */
async function everything(before: OpenedRun, after: OpenedRun, root: string) {
  const flips = makeFlipList()
  return {
    run: await summariseRun(before),
    comparison: await compareRuns(before, after, { onFlip: flips.add }),
    flips: await Array.fromAsync(flips.read(before, after)),
    rows: await Array.fromAsync(reportRows(before, before.items(), 'before')),
    spread: await spreadOf(before, root, context),
  }
}

test('over several epochs a run says by its own scores what its logs say', async () => {
  const root = await mkdtemp(join(tmpdir(), 'xeval-open-'))
  const dirs = [await mathRun(root, 'before', 0.4), await mathRun(root, 'after', 0.6)] as const
  const open = () => Promise.all([openRunAt(dirs[0], context), openRunAt(dirs[1], context)])
  const drawn = await open()
  expect(drawn.map(({ recorded }) => recorded)).toEqual([false, false])
  const was = await everything(...drawn, root)
  for (const dir of dirs) await scoreRunAt(dir, context)
  const own = await open()
  expect(own.map(({ recorded }) => recorded)).toEqual([true, true])
  expect(await everything(...own, root)).toEqual(was)
  expect(was.run.benchmarks[0]?.metrics.map(({ name }) => name)).toContain('maj@4')
  expect(was.run.benchmarks[0]?.partial).toBeGreaterThan(5)
  expect(was.rows).toHaveLength(N * EPOCHS)
  expect(was.flips.length).toBe(
    was.comparison.benchmarks.reduce((sum, { flips }) => sum + flips.improved + flips.regressed, 0),
  )
  await rm(root, { recursive: true })
})

const share = (of: TotalsMetric['of']): TotalsMetric<'good' | 'bad'> => ({
  kind: 'totals',
  name: 'share',
  direction: 'higher-is-better',
  unit: 'rate',
  columns: ([row]) => [row?.judgment.label === 'good' ? 1 : 0, 1],
  of,
})

test('a ratio is read by its formula; one that is a mere function needs the plug-in, and has no value without', async () => {
  const root = await mkdtemp(join(tmpdir(), 'xeval-open-'))
  const figuresOf = async (of: TotalsMetric['of']) => {
    const dir = join(root, of.formula === undefined ? 'function' : 'formula')
    const benchmark = { ...toyBenchmark, metrics: [toyBenchmark.metrics[0], share(of)] as const }
    const store = await openRun(dir, { create: toyManifest(2, { id: 'toy-run', suite: 'toys' }) })
    for (const [i, label] of ['good', 'bad'].entries()) {
      const work = { benchmark: 'toy', sampleId: `s${i}`, epoch: 1, attempts: [] }
      const value = { text: label, finishReason: 'stop' as const, usage: {}, servedModel: 'm', latencyMs: 1 }
      const input = [{ role: 'user' as const, content: `${i}?` }]
      await store.putSample({ id: `s${i}`, input, benchmark: 'toy', language: 'en', metadata: { parity: 'odd' } })
      await store.putOutput({ ...work, outcome: { ok: true, value } })
      await store.putJudgment({ ...work, judge: 'word', usage: {}, outcome: { ok: true, value: { label, raw: '' } } })
    }
    const plugins = new Map([['toy', benchmark]])
    const { manifest, result } = await drawScores(store, plugins, { ...suite, benchmarks: [benchmark] })
    await store.saveManifest({ ...manifest, status: 'complete' })
    await store.close()
    expect(result.benchmarks).toEqual((await summariseRun(drawnRun(store, plugins))).benchmarks)
    expect(result.benchmarks[0]?.metrics).toMatchObject([{ value: 0.5 }, { value: 0.5 }])
    // This process has no suite of that name.
    const opened = await openRunAt(dir, context)
    const metrics = (await summariseRun(opened)).benchmarks[0]?.metrics ?? []
    return { notices: opened.notices, metrics: metrics.map(({ name, value }) => [name, value]) }
  }
  expect(await figuresOf(formula({ divide: [{ column: 0 }, { column: 1 }] }))).toEqual({
    notices: [],
    metrics: [
      ['good_rate', 0.5],
      ['share', 0.5],
    ],
  })
  expect(await figuresOf(([good = 0, all = 0]) => good / all)).toEqual({
    notices: [{ code: 'metric-left-out', run: 'toy-run', benchmark: 'toy', metric: 'share', version: 1 }],
    metrics: [['good_rate', 0.5]],
  })
  await rm(root, { recursive: true })
})

const suite = { name: 'toys', version: 1, apiVersion: 1 as const, title: 'Toys', description: 'Toys' }
