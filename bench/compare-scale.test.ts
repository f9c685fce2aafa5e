import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareRuns } from '../src/analysis/compare-runs.ts'
import { builtIn } from '../src/registry/built-in.ts'
import { type Fate, writeSyntheticRun } from '../src/run/fixtures/synthetic-run.ts'
import { openRunAt } from '../src/run/open-runs.ts'
import { scoreRunAt } from '../src/run/score-run.ts'
import { measureComparison, writeRuns } from './compare-scale.ts'

test('the short form of the measurement compares every row that it wrote', async () => {
  const root = await mkdtemp(join(tmpdir(), 'xeval-scale-'))
  await writeRuns(root, 2000)
  expect(await measureComparison(root)).toMatchObject({ samples: 2000 })
  await rm(root, { recursive: true })
})

test('runs that took other samples, in another order, are paired as if they had taken them alike', async () => {
  const root = await mkdtemp(join(tmpdir(), 'xeval-scale-'))
  const n = 500
  const alike = { root, n, fate: (index: number) => (index % 7 === 0 ? 'unsafe' : 'safe') as Fate }
  const backwards = (index: number): number => n - 1 - index
  const nth = (index: number): string => `wildsafety-${index}`
  await writeSyntheticRun({ ...alike, id: 'before' })
  await writeSyntheticRun({ ...alike, id: 'after', fate: index => (index % 5 === 0 ? 'unsafe' : 'safe') })
  await writeSyntheticRun({
    ...alike,
    id: 'reversed',
    fate: index => (backwards(index) % 5 === 0 ? 'unsafe' : 'safe'),
    sampleId: index => nth(backwards(index)),
  })
  await writeSyntheticRun({ ...alike, id: 'others', sampleId: index => nth(index + 100) })
  const open = (id: string) => openRunAt(join(root, id), { registry: builtIn })
  const compare = async (after: string) => {
    const { benchmarks } = await compareRuns(await open('before'), await open(after), { minOverlap: 0 })
    return benchmarks
  }
  const check = async () => {
    expect(await compare('reversed')).toEqual(await compare('after'))
    expect(await compare('others')).toMatchObject([{ n: 400, unpaired: { before: 100, after: 100 } }])
    return compare('after')
  }
  const drawn = await check()
  for (const id of ['before', 'after', 'reversed', 'others']) await scoreRunAt(join(root, id), { registry: builtIn })
  expect(await check()).toEqual(drawn)
  await rm(root, { recursive: true })
})
