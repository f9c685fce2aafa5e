import { expect, test } from 'vitest'
import type { RunItem } from '../core/run-store.ts'
import { toyBenchmark, toyManifest, toySamples } from '../testing/index.ts'
import { compareSeries } from './compare-series.ts'
import { reportRows } from './report-rows.ts'
import { drawnRun, type ScoredRun } from './scored-run.ts'

const N = 60
const benchmarks = new Map([['toy', toyBenchmark]])

/** A run whose first `good` answers are good; the answer at `failed` never came. */
function run(id: string, good: number, failed = -1): ScoredRun & { items(): AsyncIterable<RunItem> } {
  async function* items(): AsyncGenerator<RunItem> {
    for (const [i, sample] of toySamples(N).entries()) {
      const work = { benchmark: 'toy', sampleId: sample.id, epoch: 1, attempts: [{ latencyMs: 2 }] }
      const label = i < good ? 'good' : 'bad'
      const completion = {
        text: label,
        finishReason: 'stop' as const,
        usage: { outputTokens: 3 },
        servedModel: id,
        latencyMs: 2,
      }
      const failure = { ok: false as const, error: { code: 'http-500', message: 'down' } }
      const judgment = { ...work, judge: 'word', outcome: { ok: true as const, value: { label, raw: '' } }, usage: {} }
      const output = { ...work, outcome: i === failed ? failure : { ok: true as const, value: completion } }
      yield { sample: { ...sample, benchmark: 'toy' }, epochs: [i === failed ? { output } : { output, judgment }] }
    }
  }
  const dir = `runs/${id}`
  return { ...drawnRun({ dir, manifest: toyManifest(N, { id, status: 'complete' }), items }, benchmarks), items }
}

test('a series is each run against the first, with Holm over all of them', async () => {
  const series = await compareSeries([run('base', 30), run('e1', 37), run('e2', 38), run('e3', 30)])
  const [toy] = series.benchmarks
  expect(series.runs.map(({ id }) => id)).toEqual(['base', 'e1', 'e2', 'e3'])
  expect(toy?.points.map(point => point?.value)).toEqual([0.5, 37 / 60, 38 / 60, 0.5])
  const changes = toy?.changes ?? []
  // Mid-p McNemar: 7 and 8 pairs that all went one way; alone both would be below 0.05.
  expect(changes.map(change => change?.test.p)).toEqual([2 ** -7, 2 ** -8, 1])
  expect(changes.map(change => change?.test.pAdjusted)).toEqual([2 * 2 ** -7, 3 * 2 ** -8, 1])
  expect(changes.map(change => change?.verdict)).toEqual(['improved', 'improved', 'inconclusive'])
})

test('what stands alone may not stand in a long series', async () => {
  const alone = await compareSeries([run('base', 30), run('e1', 37)])
  const long = await compareSeries([run('base', 30), ...Array.from({ length: 7 }, (_, i) => run(`e${i}`, 37))])
  expect(alone.benchmarks[0]?.changes[0]?.verdict).toBe('improved')
  expect(long.benchmarks[0]?.changes[0]?.verdict).toBe('inconclusive')
})

test('runs that differ in more than their model are refused', async () => {
  const other = run('e1', 30)
  const manifest = { ...other.manifest, epochs: 2 }
  await expect(compareSeries([run('base', 30), { ...other, manifest }])).rejects.toThrow(/epochs: 1 before, 2/)
})

test('rows are one an epoch: a score with its label, or the code of what failed', async () => {
  const base = run('base', 30, 1)
  const rows = await Array.fromAsync(reportRows(base, base.items(), 'before'))
  expect(rows).toHaveLength(N)
  expect(rows[0]).toMatchObject({ arm: 'before', run: 'base', score: 1, label: 'good', usage: { outputTokens: 3 } })
  expect(rows[0]).toMatchObject({ breakdown: { parity: 'even' }, attempts: 1, latencyMs: 2, finishReason: 'stop' })
  expect(rows[1]).toMatchObject({ errored: 'http-500' })
  expect(rows[1]).not.toHaveProperty('score')
  expect(rows[1]).not.toHaveProperty('unscored')
})
