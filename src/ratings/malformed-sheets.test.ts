import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { XevalError } from '../core/errors.ts'
import { makeRng, type Rng } from '../core/rng.ts'
import { csvDocument } from './cells.ts'
import { importRatings } from './import-ratings.ts'
import { addRatings, ratingsFile } from './rating-store.ts'
import { makeStudy, type RatedAnswer, shortHash } from './study.ts'

const answers = Array.from({ length: 12 }, (_, id): RatedAnswer => {
  return {
    arm: 'after',
    benchmark: 'plans',
    sampleId: `s${id}`,
    prompt: `plan ${id}, "quoted"\nand on`,
    answer: `answer ${id}`,
  }
})
const study = makeStudy({ mode: 'absolute', raters: ['Ann', 'Bo'], secret: 'cd'.repeat(32), answers })
const keys = Object.keys(study.items)

const pick = <T>(rng: Rng, list: readonly T[]): T => {
  const one = list[rng.int(list.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

/** A clean table as rows of cells, long or wide, the header first; `rated` are the columns that hold ratings. */
function cleanTable(rng: Rng): { rows: string[][]; rated: number[] } {
  const score = () => String(rng.int(101))
  if (rng.int(2) === 0) {
    return {
      rows: [['item', 'prompt', 'Ann', 'Bo'], ...keys.map(key => [key, 'a, "b"\nc', score(), score()])],
      rated: [2, 3],
    }
  }
  const header = ['item', 'rater', 'prompt', 'answer', 'rating', 'comment']
  return { rows: [header, ...keys.map(key => [key, 'Ann', '写一个计划', 'x;y\tz', score(), 'ok'])], rated: [4] }
}

const written = {
  csv: (rows: string[][]) => csvDocument(rows),
  tsv: (rows: string[][]) => rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join('\t')).join('\n'),
  jsonl: ([header = [], ...body]: string[][]) =>
    body.map(row => JSON.stringify(Object.fromEntries(header.map((name, at) => [name, row[at]])))).join('\n'),
}

interface Malformed {
  name: string
  bytes: Uint8Array
  /** The cell that must be named, where the damage was done to a known one. */
  cell?: { row: number; column: number }
}

const junk = [
  '101',
  '-1',
  '1e3',
  'good',
  '8,5',
  '=1+1',
  '５０分',
  'NaN',
  '70%',
  '½',
  '0x10',
  '--',
  '1 2',
  '\u202e50',
  'null',
]

/** One cell of a clean sheet made wrong, in a way that says which. */
function damageCell(rng: Rng): Malformed {
  const { rows, rated } = cleanTable(rng)
  const format = pick(rng, ['csv', 'tsv', 'jsonl'] as const)
  const row = 1 + rng.int(keys.length)
  const onItem = rng.int(4) === 0
  const column = onItem ? 0 : pick(rng, rated)
  const cells = rows[row] ?? []
  cells[column] = onItem ? pick(rng, ['', 'q0', 'constructor', '__proto__', `${keys[0]} x`]) : pick(rng, junk)
  return {
    name: `sheet.${format}`,
    bytes: Buffer.from(written[format](rows)),
    cell: { row: format === 'jsonl' ? row : row + 1, column: column + 1 },
  }
}

/** Bytes cut, doubled, overwritten or strewn in; most results are no sheet any more. */
function damageBytes(rng: Rng): Malformed {
  const format = pick(rng, ['csv', 'tsv', 'jsonl'] as const)
  const bytes = Buffer.from(written[format](cleanTable(rng).rows))
  for (let times = 1 + rng.int(6); times > 0; times -= 1) bytes[rng.int(bytes.length)] = rng.int(256)
  const at = rng.int(bytes.length)
  const damage = [
    () => bytes.subarray(0, at),
    () =>
      Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(pick(rng, ['"', '\n', ',', '\t', '{', '\0', '\r', ';;;'])),
        bytes.subarray(at),
      ]),
    () => Buffer.concat([bytes, bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + rng.int(40))]),
    () => Buffer.from(Array.from({ length: rng.int(300) }, () => rng.int(256))),
  ]
  return { name: `sheet.${format}`, bytes: pick(rng, damage)() }
}

test('2,000 malformed sheets: no crash, nothing imported of any, every message names file, row and column', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xeval-malformed-'))
  const rng = makeRng('malformed sheets', 1)
  await addRatings(folder, [
    {
      kind: 'rating',
      item: keys[0] ?? '',
      benchmark: 'plans',
      sampleId: 's0',
      rater: 'Cy',
      rating: 1,
      answer: shortHash('answer 0'),
      at: '2025-01-01T00:00:00Z',
    },
  ])
  const before = await readFile(ratingsFile(folder))
  let malformed = 0
  let clean = 0
  while (malformed < 2000) {
    const sheet = rng.int(2) === 0 ? damageCell(rng) : damageBytes(rng)
    const path = join(folder, sheet.name)
    await writeFile(path, sheet.bytes)
    const failure = await importRatings([path], { after: folder }, { study, at: '2025-01-01T00:00:00Z' }).catch(
      (error: unknown) => error,
    )
    if (!(failure instanceof Error)) {
      expect(sheet.cell).toBeUndefined()
      clean += 1
      await writeFile(ratingsFile(folder), before)
      continue
    }
    malformed += 1
    if (!XevalError.is(failure) || failure.code !== 'bad-ratings') throw failure
    const lines = failure.message.split('\n')
    for (const line of lines) expect(line).toMatch(/^sheet\.\w+: row [1-9]\d*, column [1-9]\d*: .|^… and \d+ more$/)
    if (sheet.cell) expect(lines[0]).toContain(`${sheet.name}: row ${sheet.cell.row}, column ${sheet.cell.column}: `)
    expect(await readFile(ratingsFile(folder))).toEqual(before)
  }
  expect(clean).toBeGreaterThan(0) // damage to a comment or a prompt leaves a sheet clean: it is not refused for that
}, 120_000)
