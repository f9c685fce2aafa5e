import { appendFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { XevalError } from '../core/errors.ts'
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
  const owner = { host: hostname(), started: '1', since: '2026-01-01T00:00:00Z' }
  {
    await using _ = await lockRatings([dir])
    await expect(lockRatings([dir])).rejects.toMatchObject({ code: 'ratings-busy' })
  }
  await writeFile(join(dir, 'ratings.lock.1'), JSON.stringify({ ...owner, pid: 999999999 }))
  await using _ = await lockRatings([dir])
  expect(await readdir(dir)).toContain('ratings.lock.2')
})

test('every change of one byte is refused, or changes no rating', async () => {
  await addRatings(dir, [rating('1', 10), rating('2', 30)])
  const good = await readFile(ratingsFile(dir))
  const said = await readRatings(dir)
  let refused = 0
  for (let at = 0; at < good.length; at++) {
    const bad = Buffer.from(good)
    bad.writeUInt8((bad[at] ?? 0) ^ 0x02, at)
    await writeFile(ratingsFile(dir), bad)
    const now = await readRatings(dir).catch((error: unknown) => error)
    if (XevalError.is(now)) refused++
    else expect(now).toEqual(said)
  }
  expect(refused).toBeGreaterThan(good.length / 2)
})

test('lines without a checksum, as they were before, are read', async () => {
  await writeFile(ratingsFile(dir), `${JSON.stringify(rating('1', 10))}\n`)
  await addRatings(dir, [rating('2', 30)])
  expect((await readRatings(dir)).map(({ sampleId }) => sampleId)).toEqual(['1', '2'])
})
