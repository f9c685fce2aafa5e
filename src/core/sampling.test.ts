import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sample } from './sample.ts'
import { focusOn, selectSamples, shardOf } from './sampling.ts'

const sample = (id: string, kind = 'k'): Sample => ({
  id,
  input: [{ role: 'user', content: id }],
  language: 'en',
  metadata: { kind },
})
const many = (count: number): Sample[] =>
  Array.from({ length: count }, (_, index) => sample(`d-${index}`, index % 10 === 0 ? 'rare' : 'common'))
const ids = ({ samples }: { samples: Sample[] }): string[] => samples.map(({ id }) => id)

const anySamples = fc
  .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 })
  .map(names => names.map(name => sample(name)))

test('reordering the dataset selects the same samples', () =>
  fc.assert(
    fc.asyncProperty(anySamples, fc.integer({ min: 1, max: 70 }), fc.integer(), async (samples, limit, seed) => {
      const one = ids(await selectSamples(samples, { limit, seed }))
      const other = ids(await selectSamples(samples.toReversed(), { limit, seed }))
      expect(other.toReversed()).toEqual(one)
      expect(one).toHaveLength(Math.min(limit, samples.length))
    }),
  ))

test('a smaller limit selects a part of what a larger one does', () =>
  fc.assert(
    fc.asyncProperty(anySamples, fc.nat(70), fc.nat(70), fc.integer(), async (samples, a, b, seed) => {
      const small = ids(await selectSamples(samples, { limit: Math.min(a, b) + 1, seed }))
      const large = new Set(ids(await selectSamples(samples, { limit: Math.max(a, b) + 1, seed })))
      expect(small.filter(id => !large.has(id))).toEqual([])
    }),
  ))

// The figures were made by Python’s hashlib from the rule in `selectSamples`.
test('the selection is pinned: the same on every platform and in every version', async () => {
  const selected = await selectSamples(many(100), { limit: 6, seed: 7 })
  expect(selected.available).toBe(100)
  expect(ids(selected)).toEqual(['d-24', 'd-32', 'd-47', 'd-85', 'd-96', 'd-99'])
})

test('samples come in the dataset’s order, and `all` takes every one', async () => {
  const samples = many(50)
  const chosen = ids(await selectSamples(samples, { limit: 20, seed: 1 }))
  expect(chosen).toEqual(samples.map(({ id }) => id).filter(id => chosen.includes(id)))
  expect(ids(await selectSamples(samples, { limit: 'all', seed: 1 }))).toEqual(samples.map(({ id }) => id))
  expect(await selectSamples([], { limit: 5, seed: 1 })).toEqual({ samples: [], available: 0 })
})

test('another seed selects others', async () => {
  const one = ids(await selectSamples(many(1000), { limit: 20, seed: 1 }))
  expect(ids(await selectSamples(many(1000), { limit: 20, seed: 2 }))).not.toEqual(one)
})

test('stratified, every value gets its proportional share by largest remainder', async () => {
  const kinds = ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'c']
  const samples = kinds.map((kind, index) => sample(`s-${index}`, kind))
  const counts = async (limit: number): Promise<string> => {
    const { samples: chosen } = await selectSamples(samples.toReversed(), { limit, seed: 3, stratify: 'kind' })
    return ['a', 'b', 'c'].map(kind => chosen.filter(({ metadata }) => metadata['kind'] === kind).length).join(' ')
  }
  // Quotas at 4: 2.4, 1.2, 0.4; at 5: 3, 1.5, 0.5; at 7: 4.2, 2.1, 0.7.
  expect(await counts(4)).toBe('3 1 0')
  expect(await counts(5)).toBe('3 2 0')
  expect(await counts(7)).toBe('4 2 1')
  expect(await counts(10)).toBe('6 3 1')
  const { strata } = await selectSamples(samples, { limit: 4, seed: 3, stratify: 'kind' })
  expect(strata?.find(({ value }) => value === JSON.stringify('c'))).toEqual({
    value: JSON.stringify('c'),
    available: 1,
    n: 0,
  })
  expect(await counts(99)).toBe('6 3 1')
})

test('a key that a sample lacks, an id that comes twice and a limit of nothing are errors', async () => {
  await expect(selectSamples(many(3), { limit: 2, seed: 1, stratify: 'topic' })).rejects.toThrow('no `topic`')
  await expect(selectSamples([sample('x'), sample('x')], { limit: 1, seed: 1 })).rejects.toThrow('the id x')
  for (const limit of [0, -1, 1.5, Number.NaN]) {
    await expect(selectSamples(many(3), { limit, seed: 1 })).rejects.toThrow('positive integer')
  }
})

test('shards part the samples evenly, and the same everywhere', () => {
  const shards = many(9000).map(({ id }) => shardOf(id, 3))
  const sizes = [1, 2, 3].map(shard => shards.filter(other => other === shard).length)
  expect(sizes.reduce((a, b) => a + b)).toBe(9000)
  for (const size of sizes) expect(Math.abs(size - 3000)).toBeLessThan(200)
  expect(shards.slice(0, 8)).toEqual([3, 1, 2, 2, 2, 3, 1, 1])
})

test('a focus takes the samples that are marked so, and is an error where none is', async () => {
  const samples = ['a', 'b', 'c'].map(id => ({ ...sample(id), metadata: { planning: id === 'b' } }))
  const found: string[] = []
  for await (const { id } of focusOn(samples, 'planning')) found.push(id)
  expect(found).toEqual(['b'])
  await expect(selectSamples(focusOn(samples, 'other'), { limit: 1, seed: 0 })).rejects.toMatchObject({
    code: 'sampling',
  })
})

test('where there are more strata than places, the seed draws those that get one', async () => {
  const samples = Array.from({ length: 40 }, (_, id) => sample(`d-${id}`, `kind-${String(id % 20).padStart(2, '0')}`))
  const kinds = async (seed: number) =>
    (await selectSamples(samples, { limit: 10, seed, stratify: 'kind' })).samples.map(
      ({ metadata }) => metadata['kind'],
    )
  const drawn = await Promise.all([1, 2, 3, 4, 5, 6].map(kinds))
  for (const list of drawn) expect(new Set(list).size).toBe(10)
  expect(new Set(drawn.flat()).size).toBeGreaterThan(15)
})
