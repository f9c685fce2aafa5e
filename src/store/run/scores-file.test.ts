import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleHash } from './key.ts'
import { files } from './run-files.ts'
import { openScores, type SampleScores, writeScores } from './scores-file.ts'

const EPOCHS = 3

/** A sample's lines; longer for some, so that offsets follow no rule. */
const scoresOf = (id: number, value = 1): SampleScores =>
  Array.from({ length: EPOCHS }, (_, i) => ({
    benchmark: 'toy',
    sampleId: `toy-${id}`,
    epoch: i + 1,
    values: { rate: value },
    ...(i === 0 && { breakdown: { topic: 'x'.repeat(id % 50) } }),
  }))

async function* streamOf<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all
}

async function written(ids: readonly number[], value?: number): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'xeval-scores-'))
  await writeScores(dir, streamOf(ids.map(id => scoresOf(id, value))))
  return dir
}

const like = (ids: readonly number[]) => ({
  sampleKeys: () => streamOf([Float64Array.from(ids, id => sampleHash('toy', `toy-${id}`))]),
})

const idsIn = async (all: AsyncIterable<SampleScores | undefined>): Promise<(string | undefined)[]> =>
  (await Array.fromAsync(all)).map(scores => {
    expect(scores?.map(({ epoch }) => epoch) ?? [1, 2, 3]).toEqual([1, 2, 3])
    return scores?.[0]?.sampleId
  })

const ids = Array.from({ length: 1000 }, (_, i) => i)

test.each(['with its sidecar', 'without it'])('scores are read in their order, or in another’s, %s', async how => {
  const dir = await written(ids)
  if (how === 'without it') await rm(join(dir, 'scores.idx'))
  const scores = await openScores(dir, EPOCHS, 1000)
  expect(await Array.fromAsync(scores.samples())).toMatchObject(ids.map(id => scoresOf(id)))
  expect(await idsIn(scores.samplesLike(like(ids)))).toEqual(ids.map(id => `toy-${id}`))
  const wanted = [999, 5000, 3, 7, 6000, 0]
  const found = await idsIn(scores.samplesLike(like(wanted)))
  expect(found.slice(0, 6)).toEqual(['toy-999', undefined, 'toy-3', 'toy-7', undefined, 'toy-0'])
  expect(found.slice(6)).toEqual(ids.filter(id => !wanted.includes(id)).map(id => `toy-${id}`))
})

test('the digest is that of the file, and no scores are a file too', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'xeval-scores-'))
  const { bytes } = await writeScores(dir, streamOf([scoresOf(1), scoresOf(2)]))
  expect((await readFile(files.scores(dir))).length).toBe(bytes)
  expect(await writeScores(dir, streamOf([]))).toMatchObject({ bytes: 0 })
  expect(await idsIn((await openScores(dir, EPOCHS, 0)).samples())).toEqual([])
})

test('a sidecar of other scores is found out', async () => {
  const [one, other] = [await written(ids), await written([...ids].reverse().slice(1), 0.123)]
  await copyFile(join(other, 'scores.idx'), join(one, 'scores.idx'))
  // Not one of its last entries is right: the scores themselves are read.
  expect(await idsIn((await openScores(one, EPOCHS, 1000)).samples())).toEqual(ids.map(id => `toy-${id}`))
  // One whose last entries are right lacks one in the middle.
  const index = await readFile(join(await written(ids), 'scores.idx'))
  const entries = [index.subarray(0, 20), index.subarray(40)]
  await writeFile(join(one, 'scores.idx'), Buffer.concat(entries))
  expect(await idsIn((await openScores(one, EPOCHS, 1000)).samples())).toEqual(ids.map(id => `toy-${id}`))
})
