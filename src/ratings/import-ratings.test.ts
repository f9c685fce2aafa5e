import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { importRatings } from './import-ratings.ts'
import { parseScale } from './rating.ts'
import { readRatings } from './rating-store.ts'
import { makeStudy, type RatedAnswer, type Study } from './study.ts'
import { makeSheets } from './template.ts'

const secret = 'ab'.repeat(32)
const at = '2025-01-02T03:04:05.000Z'
const answers: RatedAnswer[] = ['before' as const, 'after' as const].flatMap(arm =>
  [1, 2, 3, 4].map(id => ({
    arm,
    benchmark: 'plans',
    sampleId: `s${id}`,
    prompt: `问题 ${id}`,
    answer: `${arm} answer ${id}`,
  })),
)
const study = makeStudy({ mode: 'absolute', raters: ['Ann', 'Bo'], secret, answers })
const pairs = makeStudy({ mode: 'pairwise', raters: ['Ann', 'Bo'], secret, answers })
const keyOf = (sampleId: string, arm: string): string =>
  Object.entries(study.items).find(([, item]) => item.sampleId === sampleId && item.arm === arm)?.[0] ?? ''

let folder: string
let dirs: { before: string; after: string }
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xeval-ratings-'))
  dirs = { before: join(folder, 'before'), after: join(folder, 'after') }
})

const sheet = async (name: string, text: string | Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
const take = (
  files: string[],
  options: { partial?: boolean; scale?: string; pseudonyms?: boolean; rater?: string; of?: Study } = {},
) =>
  importRatings(files, dirs, {
    study: options.of ?? study,
    at,
    ...(options.partial === undefined ? {} : { partial: options.partial }),
    ...(options.pseudonyms === undefined ? {} : { pseudonyms: options.pseudonyms }),
    ...(options.rater === undefined ? {} : { rater: options.rater }),
    ...(options.scale === undefined ? {} : { scale: parseScale(options.scale) }),
  })
const stored = async () => [...(await readRatings(dirs.before)), ...(await readRatings(dirs.after))]

test('a filled template comes back to the runs that gave the answers', async () => {
  const [ann] = makeSheets(study, answers)
  const filled = (ann?.csv ?? '').replaceAll('"",""\r\n', '"80","a note, with 中文"\r\n')
  const plan = await take([await sheet('ann.csv', filled)])
  expect(plan).toMatchObject({ already: 0, missing: 0, problems: [] })
  expect(await readRatings(dirs.before)).toHaveLength(4)
  expect(await readRatings(dirs.after)).toHaveLength(4)
  expect((await stored())[0]).toMatchObject({
    kind: 'rating',
    rater: 'Ann',
    rating: 80,
    comment: 'a note, with 中文',
    at,
  })
})

test('importing a sheet twice changes nothing', async () => {
  const file = await sheet('a.csv', `item,rater,rating\n${keyOf('s1', 'after')},Ann,70\n`)
  await take([file])
  const once = await readFile(join(dirs.after, 'ratings.jsonl'), 'utf8')
  expect(await take([file])).toMatchObject({ records: [], already: 1 })
  expect(await readFile(join(dirs.after, 'ratings.jsonl'), 'utf8')).toBe(once)
  expect(await readdir(dirs.after)).toEqual(['ratings.jsonl'])
})

test('a second value for one item and rater is a conflict, in the same sheets and against the store', async () => {
  const key = keyOf('s1', 'after')
  const file = await sheet('a.csv', `item,rater,rating\n${key},Ann,70\n${key},Ann,71\n`)
  await expect(take([file])).rejects.toThrow(`a.csv: row 3, column 3: Ann rates ${key} 71 here and 70 in a.csv row 2`)
  expect(await stored()).toEqual([])
  await take([await sheet('b.csv', `item,rater,rating\n${key},Ann,70\n`)])
  const other = await sheet('c.csv', `item,rater,rating\n${key},Ann,60\n`)
  await expect(take([other])).rejects.toThrow('60 here and 70 in the stored ratings')
})

test('every bad cell is named with its row and column, and nothing is imported until the sheet is clean', async () => {
  const [one, two, three] = [keyOf('s1', 'after'), keyOf('s2', 'after'), keyOf('s3', 'after')]
  const file = await sheet(
    'a.csv',
    `item,rater,rating\n${one},Ann,101\n${two},Ann,good\n${three},Ann,50\nq0,Ann,5\n${one},,5\n`,
  )
  const failure = take([file])
  await expect(failure).rejects.toMatchObject({
    code: 'bad-ratings',
    location: { file: 'a.csv', line: 2, column: 3 },
    message: [
      'a.csv: row 2, column 3: 101 is outside the scale 0–100',
      'a.csv: row 3, column 3: "good" is not a number (leave a missing rating empty)',
      'a.csv: row 5, column 1: "q0" is not an item of this study',
      'a.csv: row 6, column 2: the rater is unknown: fill in the column "rater", or pass --rater',
    ].join('\n'),
  })
  expect(await stored()).toEqual([])
  expect(await take([file], { partial: true })).toMatchObject({ problems: { length: 4 } })
  expect(await stored()).toMatchObject([{ sampleId: 's3', rating: 50 }])
})

test('a wide sheet has a column for each rater, and any scale is mapped to 0–100', async () => {
  const file = await sheet(
    'wide.tsv',
    `item\tprompt\tAnn\tBo\n${keyOf('s1', 'after')}\tx\t5\t2\n${keyOf('s2', 'after')}\tx\t\t１\n`,
  )
  const plan = await take([file], { scale: '1-5' })
  expect(plan.missing).toBe(1)
  expect((await stored()).map(record => [record.rater, record.kind === 'rating' && record.rating])).toEqual([
    ['Ann', 100],
    ['Bo', 25],
    ['Bo', 0],
  ])
})

test('sheets saved as UTF-16, with semicolons, or as JSONL are read alike', async () => {
  const key = keyOf('s1', 'after')
  const utf16 = Buffer.from(`\uFEFFitem\trater\trating\r\n${key}\t王\t10\r\n`, 'utf16le')
  await take([await sheet('a.txt', utf16)])
  await take([await sheet('b.csv', `item;rater;rating\n${key};Li;20\n`)])
  await take([await sheet('c.jsonl', `${JSON.stringify({ item: key, rating: 30, comment: null })}\n`)], { rater: 'Mo' })
  expect((await stored()).map(record => record.rater)).toEqual(['王', 'Li', 'Mo'])
})

test('a sheet in another encoding is refused with the place of the first bad byte', async () => {
  const gbk = Buffer.concat([Buffer.from('item,rater,rating\nq1,'), Buffer.from([0xcd, 0xf5]), Buffer.from(',10\n')])
  await expect(take([await sheet('a.csv', gbk)])).rejects.toThrow('a.csv: row 2, column 2: not UTF-8')
})

test('names are replaced by the same pseudonym each time when asked', async () => {
  const file = await sheet('a.csv', `item,rater,rating\n${keyOf('s1', 'after')},Ann,70\n`)
  await take([file], { pseudonyms: true })
  expect(await take([file], { pseudonyms: true })).toMatchObject({ already: 1 })
  expect((await stored())[0]?.rater).toMatch(/^rater-[0-9a-f]{8}$/)
})

test('a choice between left and right is stored as before or after', async () => {
  const sheets = makeSheets(pairs, answers)
  const files = await Promise.all(
    sheets.map(({ rater, csv }) => sheet(`${rater}.csv`, csv.replaceAll('"",""\r\n', '"left",""\r\n'))),
  )
  await take(files, { of: pairs })
  const records = await stored()
  expect(records).toHaveLength(8)
  for (const record of records) expect(record.kind === 'preference' && record.choice === record.left).toBe(true)
  expect(records.filter(record => record.kind === 'preference' && record.left === 'before')).toHaveLength(4)
})

test('ratings that look as if another scale was meant are pointed out', async () => {
  const rows = ['s1', 's2', 's3', 's4']
    .flatMap(id => [keyOf(id, 'before'), keyOf(id, 'after')])
    .map(key => `${key},Ann,4\n`)
  const plan = await take([await sheet('a.csv', `item,rater,rating\n${rows.join('')}`)])
  expect(plan.warnings).toEqual([
    'no rating is above 4 on a scale of 0–100; if the scale was different, pass --scale 1-5',
  ])
})
