import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { XevalError } from '../core/errors.ts'
import { readCsv } from './csv.ts'
import { readJsonArray } from './json-array.ts'
import { readJsonl } from './jsonl.ts'

const folder = mkdtempSync(join(tmpdir(), 'xeval-readers-'))
afterAll(() => rmSync(folder, { recursive: true }))

const Row = z.object({ a: z.string() })
async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const row of rows) list.push(row)
  return list
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function problemOf(rows: AsyncIterable<unknown>): Promise<XevalError> {
  const error = await all(rows).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!XevalError.is(error)) throw error ?? new Error('expected the file to be refused')
  return error
}

const at = (name: string, line?: number, column?: number) => ({
  file: join(folder, name),
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
})

test('JSON Lines: a byte order mark, CRLF, blank lines and a last line without an end are fine', async () => {
  const path = file('a.jsonl', '\uFEFF{"a":"1"}\r\n\r\n{"a":"你\u2028好"}\n{"a":"3"}')
  expect(await all(readJsonl(path, Row))).toEqual([
    { value: { a: '1' }, line: 1 },
    { value: { a: '你\u2028好' }, line: 3 },
    { value: { a: '3' }, line: 4 },
  ])
})

test('JSON Lines: characters and lines that span the pieces of the stream come out whole', async () => {
  const values = Array.from({ length: 5 }, (_, index) => '汉😀é'.repeat(40_000 + index))
  const path = file('long.jsonl', values.map(a => JSON.stringify({ a })).join('\n'))
  expect((await all(readJsonl(path, Row))).map(({ value }) => value.a)).toEqual(values)
})

test('JSON Lines: a field of the wrong type is named with what was expected and found', async () => {
  const error = await problemOf(readJsonl(file('type.jsonl', '{"a":"1"}\n{"a":7}\n'), Row))
  expect(error.code).toBe('malformed-row')
  expect(error.location).toEqual(at('type.jsonl', 2))
  expect(error.message).toContain('type.jsonl:2: row: field `a`: expected string, found 7')
  expect((await problemOf(readJsonl(file('none.jsonl', '{}'), Row))).message).toContain(
    'expected string, found nothing',
  )
})

test('JSON Lines: bad JSON is placed by line and column', async () => {
  const error = await problemOf(readJsonl(file('bad.jsonl', '{"a":"1"}\n{"a" 7}\n'), Row))
  expect(error.location).toEqual(at('bad.jsonl', 2, 6))
  expect((await problemOf(readJsonl(file('cut.jsonl', '{"a":"1"}\n{"a":'), Row))).location).toEqual(
    at('cut.jsonl', 2, 6),
  )
})

test('JSON Lines: a byte that is not UTF-8 is placed by line and column', async () => {
  const path = file('latin.jsonl', Buffer.concat([Buffer.from('{"a":"1"}\n{"a":"é'), Buffer.from([0xe9, 0x22, 0x7d])]))
  const error = await problemOf(readJsonl(path, Row))
  expect(error.location).toEqual(at('latin.jsonl', 2, 8))
  expect(error.message).toContain('not UTF-8')
  expect((await problemOf(readJsonl(file('half.jsonl', Buffer.from([0x22, 0xe4, 0xbd])), Row))).location).toEqual(
    at('half.jsonl', 1, 2),
  )
})

test('JSON Lines: UTF-16 with a byte order mark is read, whichever byte comes first, and a broken end is placed', async () => {
  const little = Buffer.from('\uFEFF{"a":"é"}\n{"a":"中"}\n', 'utf16le')
  for (const bytes of [little, Buffer.from(little).swap16()]) {
    const rows = await Array.fromAsync(readJsonl(file('utf16.jsonl', bytes), Row))
    expect(rows.map(({ value, line }) => [value.a, line])).toEqual([
      ['é', 1],
      ['中', 2],
    ])
  }
  const cut = await problemOf(readJsonl(file('cut16.jsonl', little.subarray(0, little.length - 1)), Row))
  expect([cut.code, cut.message]).toEqual(['malformed-row', expect.stringContaining('not UTF-16LE')])
})

test('a Git LFS pointer in place of the data is recognised by every reader', async () => {
  const path = file('pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n')
  for (const rows of [readJsonl(path, Row), readJsonArray(path, Row), readCsv(path, Row)]) {
    expect((await problemOf(rows)).code).toBe('lfs-pointer')
  }
})

test('a missing file and a folder are errors of the user', async () => {
  expect((await problemOf(readJsonl(join(folder, 'absent'), Row))).code).toBe('unreadable-file')
  expect((await problemOf(readJsonArray(folder, Row))).code).toBe('unreadable-file')
})

test('a JSON array: rows carry index and line, strings may hold brackets, commas and escapes', async () => {
  const path = file(
    'a.json',
    '\uFEFF[\r\n{\r\n"a": "],[{\\"\\\\"\r\n},\r\n  {"a":"2","b":[1,{"c":[]}]} , {"a":"3"}\n]\n',
  )
  expect(await all(readJsonArray(path, Row))).toEqual([
    { value: { a: '],[{"\\' }, line: 2, index: 0 },
    { value: { a: '2' }, line: 5, index: 1 },
    { value: { a: '3' }, line: 5, index: 2 },
  ])
  expect(await all(readJsonArray(file('empty.json', '[ ]'), Row))).toEqual([])
  expect(await all(readJsonArray(file('scalars.json', '["a,]",\n1,null,[]]'), z.unknown()))).toEqual([
    { value: 'a,]', line: 1, index: 0 },
    { value: 1, line: 2, index: 1 },
    { value: null, line: 2, index: 2 },
    { value: [], line: 2, index: 3 },
  ])
})

test('a JSON array: elements that span the pieces of the stream come out whole', async () => {
  const values = Array.from({ length: 4 }, (_, index) => ({ a: '"汉\\'.repeat(60_000 + index) }))
  const rows = await all(readJsonArray(file('long.json', JSON.stringify(values, null, 1)), Row))
  expect(rows.map(({ value }) => value)).toEqual(values)
})

test.each([
  ['[{"a":"1"},\n{"a":2}]', 2, undefined, 'row 1: field `a`: expected string, found 2'],
  ['[{"a":"1"}\n,{"a" 2}]', 2, 7, 'not valid JSON'],
  ['[{"a":"1"},\n{"a":"2"}\n', 3, undefined, 'ends inside its array'],
  ['[{"a":"1"},]', 1, 12, 'expected a row, found `]`'],
  ['[,{"a":"1"}]', 1, 2, 'expected a row, found `,`'],
  ['{"a":"1"}', 1, 1, 'expected `[`, found `{`'],
  ['[] []', 1, 4, 'after the array'],
  ['', 1, undefined, 'found nothing'],
  ['[{"a":"1"}}]', 1, 11, 'not valid JSON'],
])('a JSON array: %j is refused with its place', async (content, line, column, message) => {
  const error = await problemOf(readJsonArray(file('bad.json', content), Row))
  expect(error.location).toEqual(at('bad.json', line, column))
  expect(error.message).toContain(message)
})

const Pair = z.object({ q: z.string(), n: z.string() })

test('CSV: quotes, line breaks in values, CRLF and a byte order mark; values stay strings; lines are the file’s', async () => {
  const path = file('a.csv', '\uFEFFq,n\r\n"a ""b"", c",200.00\r\n"x\r\n\r\ny",007\r\n\r\n 汉 ,\r\n')
  expect(await all(readCsv(path, Pair))).toEqual([
    { value: { q: 'a "b", c', n: '200.00' }, line: 2 },
    { value: { q: 'x\r\n\r\ny', n: '007' }, line: 3 },
    { value: { q: ' 汉 ', n: '' }, line: 7 },
  ])
})

test('CSV: a tab as the delimiter reads TSV', async () => {
  expect(await all(readCsv(file('a.tsv', 'q\tn\na,b\t"1\t2"'), Pair, { delimiter: '\t' }))).toEqual([
    { value: { q: 'a,b', n: '1\t2' }, line: 2 },
  ])
})

test.each([
  ['q,n\n1,2\n3,"4\n5,6\n', 3, 3, 'never ends'],
  ['q,n\n1,"2\n"3,4\n', 3, 2, 'after the closing quote'],
  ['q,n\n1,2"3\n', 2, 4, 'a quote inside an unquoted value'],
  ['q,n\n1,2,3\n', 2, undefined, 'expected 2 columns (q, n), found 3'],
  ['q,m\n1,2\n', 2, undefined, 'row (columns: q, m): field `n`: expected string, found nothing'],
  ['q,n,q\n1,2,3\n', 1, undefined, 'column `q` twice'],
  ['\n\n', 1, undefined, 'expected a header'],
])('CSV: %j is refused with its place', async (content, line, column, message) => {
  const error = await problemOf(readCsv(file('bad.csv', content), Pair))
  expect(error.location).toEqual(at('bad.csv', line, column))
  expect(error.message).toContain(message)
})

test('a stream that is left early closes its file', async () => {
  const path = file('early.jsonl', '{"a":"1"}\n'.repeat(100_000))
  for await (const { line } of readJsonl(path, Row)) if (line === 2) break
  for await (const { line } of readCsv(file('early.csv', 'q,n\n' + '1,2\n'.repeat(100_000)), Pair))
    if (line === 2) break
})
