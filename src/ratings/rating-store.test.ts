import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Rating } from './rating.ts'
import { addRatings, lockRatings, openRatingLog, ratingsFile, readRatings } from './rating-store.ts'

const rating = (sampleId: string, value: number): Rating => ({
  kind: 'rating',
  item: `q${sampleId}`,
  benchmark: 'b',
  sampleId,
  rater: 'Ann',
  rating: value,
  answer: 'f0',
  at: '2025-01-01T00:00:00Z',
})

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xeval-store-'))
})

test('a line that a crash left unfinished is cut off, and the next one starts clean', async () => {
  await addRatings(dir, [rating('1', 10)])
  await appendFile(ratingsFile(dir), '{"kind":"rating","item":"q2"')
  expect(await readRatings(dir)).toHaveLength(1)
  const log = await openRatingLog(dir)
  await log.append(rating('2', 20))
  await log.close()
  expect((await readRatings(dir)).map(record => record.sampleId)).toEqual(['1', '2'])
})

test('a rating that its rater changed counts once, with the later value', async () => {
  const log = await openRatingLog(dir)
  await Promise.all([log.append(rating('1', 10)), log.append(rating('2', 30)), log.append(rating('1', 20))])
  await log.close()
  expect(await readRatings(dir)).toMatchObject([
    { sampleId: '1', rating: 20 },
    { sampleId: '2', rating: 30 },
  ])
  expect((await readFile(ratingsFile(dir), 'utf8')).split('\n')).toHaveLength(4)
})

test('a damaged line is an error that names file and line', async () => {
  await writeFile(ratingsFile(dir), `${JSON.stringify(rating('1', 10))}\n{"kind":"rating"}\n`)
  await expect(readRatings(dir)).rejects.toMatchObject({ code: 'ratings-file', location: { line: 2 } })
})

test('two processes never write at once, but the lock of a dead one is taken over', async () => {
  await writeFile(`${ratingsFile(dir)}.lock`, '1')
  await expect(lockRatings([dir])).rejects.toMatchObject({ code: 'ratings-busy' })
  await writeFile(`${ratingsFile(dir)}.lock`, '999999999')
  await using _ = await lockRatings([dir])
  expect(await readFile(`${ratingsFile(dir)}.lock`, 'utf8')).toBe(String(process.pid))
})
