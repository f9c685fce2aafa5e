import { expect, test } from 'vitest'
import type { Manifest } from '../core/manifest.ts'
import { toyManifest } from '../testing/toy.ts'
import { compareRuns } from './compare-runs.ts'
import { differencesOf } from './differences.ts'
import { manifestOf, rowsOf, runOf, scored } from './fixtures/toy-runs.ts'

test('an allowed difference is stamped on the comparison, and any other still stops it', async () => {
  const { model } = manifestOf('after')
  const after = scored(
    runOf(rowsOf(5, 1, 2, 2), 'after', manifestOf('after', { epochs: 2, model: { ...model, system: 'f'.repeat(64) } })),
  )
  const before = scored(runOf(rowsOf(5, 1, 2, 2), 'before'))
  await expect(compareRuns(before, after, { allowDiff: ['epochs'] })).rejects.toThrow(/system prompt: none before/)
  const found = await compareRuns(before, after, { allowDiff: ['epochs', 'system'] })
  expect(found).toMatchObject({
    comparable: false,
    differences: [/epochs: 1 before, 2 after/, /system prompt/].map(re => expect.stringMatching(re)),
  })
})

test('a judge is another by version, model, fingerprint, template or parsing, and the same on another host', () => {
  const base = toyManifest(1)
  const [plan] = base.benchmarks
  if (plan === undefined) throw new Error('the toy manifest has a benchmark')
  const judged = (judge: Partial<typeof plan.judge>): Manifest => ({
    ...base,
    benchmarks: [{ ...plan, judge: { ...plan.judge, ...judge } }],
  })
  const found = (a: Partial<typeof plan.judge>, b: Partial<typeof plan.judge>): string[] =>
    differencesOf(judged(a), judged(b)).map(({ topic, message }) => `${topic}: ${message}`)
  expect(found({ version: 1 }, { version: 2 })).toEqual(['judge: toy judge version: 1 before, 2 after'])
  expect(found({ fingerprint: 'x' }, { fingerprint: 'y' })).toEqual([
    'judge: toy judge model fingerprint: x before, y after',
  ])
  expect(found({ source: 'upstream@aaa' }, { source: 'upstream@bbb' })).toEqual([
    'judge: toy judge template: upstream@aaa before, upstream@bbb after',
  ])
  expect(found({}, { upstreamParsing: true })).toEqual(['judge: toy judge parsing: ours before, upstream’s after'])
  const [here, there] = ['http://a:1/v1#j', 'http://b:2/v1#j']
  expect(found({ model: here, modelName: 'j' }, { model: there, modelName: 'j' })).toEqual([])
  expect(found({ model: here, modelName: 'j' }, { model: here, modelName: 'k' })).toHaveLength(1)
})
