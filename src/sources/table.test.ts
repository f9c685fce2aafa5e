import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { pointFor } from './decimal-comma.ts'
import { readingOf, readRows } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'xeval-table-'))
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const Row = z.record(z.string(), z.unknown())
const rowsOf = async (...of: Parameters<typeof readingOf>) =>
  (await Array.fromAsync(readRows(of[0], Row, of[1]))).map(({ value }) => value)

test.each([
  ['commas', 'a,b\n"x;y",2\n', ','],
  ['semicolons', 'a;b\n"x,y";2\n', ';'],
  ['semicolons beside commas in the text', 'question;answer\nOne, two, or three?;2\nFour, or five?;4\n', ';'],
  ['tabs', 'a\tb\n1,5\t2\n', '\t'],
  ['bars', 'a|b|c\n1|2|3\n', '|'],
  ['nothing, in a file of one column', 'a\nyes; no\nperhaps\n', ','],
  ['semicolons outside quoted lines', 'a;b\n"1,\n2,\n3";4\n', ';'],
])('columns with %s between them are found', async (_, text, delimiter) => {
  const path = file('sniffed.csv', text)
  expect((await readingOf(path)).delimiter ?? ',').toBe(delimiter)
  const [row = {}] = await rowsOf(path)
  expect(Object.keys(row)).toEqual(text.split('\n')[0]?.split(delimiter))
})

test('a decimal comma becomes a point in the columns that are numbers, where semicolons are between them', async () => {
  const path = file('prices.csv', 'item;price;note\ntea;3,50;1,5 l\ngold;1.234,5;2,5\nair;0;3,5\nbook;4 %;-\n')
  expect(await readingOf(path, { numbers: ['price'] })).toEqual({ delimiter: ';', decimalComma: ['price'] })
  expect((await rowsOf(path, { numbers: ['price'] })).map(({ price, note }) => [price, note])).toEqual([
    ['3.50', '1,5 l'],
    ['1234.5', '2,5'],
    ['0', '3,5'],
    ['4 %', '-'],
  ])
  expect((await rowsOf(path, { numbers: ['price'], decimal: '.' }))[0]?.['price']).toBe('3,50')
  expect(await readingOf(file('plain.csv', 'item,price\ntea,3.50\n'), { numbers: ['price'] })).toEqual({})
})

test.each([
  ['3,14', '3.14'],
  ['-0,5 %', '-0.5 %'],
  ['12\u202f345,6', '12345.6'],
  ['1,2,3', '1,2,3'],
  ['3,14 km', '3,14 km'],
  ['a,5', 'a,5'],
  ['1.5', '1.5'],
])('%s is read as %s', (cell, number) => {
  expect(pointFor(cell)).toBe(number)
})

test('a CSV file that a spreadsheet wrote as UTF-16 is read, and said to be', async () => {
  const path = file('excel.csv', Buffer.from('\uFEFFfråga\tsvar\r\nHuvudstad?\tOslo\r\n', 'utf16le'))
  expect(await readingOf(path)).toEqual({ encoding: 'utf-16le', delimiter: '\t' })
  expect(await rowsOf(path)).toEqual([{ fråga: 'Huvudstad?', svar: 'Oslo' }])
})

test('Parquet is read group by group, with numbers, lists and nulls as JSON has them, and row numbers', async () => {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'q', data: ['a', 'b', 'c'], type: 'STRING' },
      { name: 'n', data: [1n, 2n ** 60n, null], type: 'INT64' },
      { name: 'list', data: [['x', 'y'], [], ['z']], type: 'JSON' },
    ],
    rowGroupSize: 2,
  })
  const path = file('rows.parquet', new Uint8Array(bytes))
  expect(await Array.fromAsync(readRows(path, Row))).toEqual([
    { value: { q: 'a', n: 1, list: ['x', 'y'] }, line: 1 },
    { value: { q: 'b', n: String(2n ** 60n), list: [] }, line: 2 },
    { value: { q: 'c', n: null, list: ['z'] }, line: 3 },
  ])
  const strict = z.object({ n: z.number() })
  await expect(Array.fromAsync(readRows(path, strict))).rejects.toMatchObject({
    code: 'malformed-row',
    location: { line: 2 },
  })
})

test.each([
  ['text', 'no parquet at all'],
  ['nothing', ''],
  ['a file that was cut off', 'PAR1'],
])('%s in place of Parquet is an error of the file', async (_, text) => {
  const path = file('bad.parquet', text)
  await expect(rowsOf(path)).rejects.toMatchObject({ code: 'bad-parquet', location: { file: path } })
})

test('a name that says no format is refused, unless the format is given', async () => {
  const path = file('rows.data', '{"a":1}\n')
  await expect(rowsOf(path)).rejects.toMatchObject({ code: 'table-format' })
  expect(await rowsOf(path, { format: 'jsonl' })).toEqual([{ a: 1 }])
})
