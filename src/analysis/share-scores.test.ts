import { expect, test } from 'vitest'
import { compareSeries } from './compare-series.ts'
import { manifestOf, rowsOf, runOf, scored } from './fixtures/toy-runs.ts'
import type { ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'
import { shareScores } from './share-scores.ts'

/** A run that counts how often it is read, and how many samples were. */
function counted(run: ScoredRun) {
  const reads = { runs: 0, samples: 0 }
  return {
    reads,
    run: {
      ...run,
      async *scores() {
        reads.runs++
        for await (const sample of run.scores()) {
          reads.samples++
          yield sample
        }
      },
    },
  }
}

const rows = rowsOf(20, 2, 6, 12)
const base = (): ScoredRun => scored(runOf(rows, 'before'))
const idsOf = async (run: ScoredRun, most = Number.POSITIVE_INFINITY): Promise<string[]> => {
  const ids: string[] = []
  for await (const { id } of run.scores()) {
    ids.push(id)
    if (ids.length >= most) break
  }
  return ids
}

test('a series reads every run once', async () => {
  const first = counted(base())
  const later = ['e1', 'e2', 'e3'].map(id => counted(scored(runOf(rows, 'after', manifestOf(id)))))
  const series = await compareSeries([first.run, ...later.map(({ run }) => run)])
  expect([first, ...later].map(({ reads }) => reads)).toEqual(Array(4).fill({ runs: 1, samples: rows.length }))
  expect(series.benchmarks[0]?.points.map(point => point?.n)).toEqual(Array(4).fill(rows.length))
  expect(series.benchmarks[0]?.changes.map(change => change?.n)).toEqual(Array(3).fill(rows.length))
})

test('every reader sees every sample, also where one of them stops early', async () => {
  const seen: ScoredSample[] = []
  const [a, b, c] = shareScores(base(), 3, sample => seen.push(sample))
  if (!a || !b || !c) throw new Error('three readers')
  const [whole, part, other] = await Promise.all([idsOf(a), idsOf(b, 3), idsOf(c)])
  expect(whole).toHaveLength(rows.length)
  expect(other).toEqual(whole)
  expect(part).toEqual(whole.slice(0, 3))
  expect(seen.map(({ id }) => id)).toEqual(whole)
})

test('a fault of the run reaches every reader', async () => {
  const broken: ScoredRun = {
    ...base(),
    async *scores() {
      yield* base().scores()
      throw new Error('the disk is gone')
    },
  }
  const results = await Promise.allSettled(shareScores(broken, 2, () => {}).map(run => idsOf(run)))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('a later run that can’t be compared doesn’t hold the others up', async () => {
  const other = scored(runOf(rows, 'after', manifestOf('e2', { epochs: 2 })))
  const fine = scored(runOf(rows, 'after', manifestOf('e1')))
  await expect(compareSeries([base(), fine, other])).rejects.toThrow(/epochs: 1 before, 2 after/)
})
