import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { comparePublished } from '../analysis/compare-published.ts'
import { XevalError } from '../core/errors.ts'
import { readPublished } from './published.ts'

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'xeval-published-')), name)
  await writeFile(path, text)
  return path
}

test('a published table can be a CSV file, in which an unknown n is said to be unknown', async () => {
  const file = await fileOf(
    't.csv',
    'name,kind,before,after,n,domain\nA,count,20,80,200,\nB,rate,50.0,60.0,unknown,Facts\n',
  )
  const { columns } = comparePublished(await readPublished(file, { cwd: '.' }))
  expect(columns).toMatchObject([
    { name: 'A', n: 200, verdict: 'stands' },
    { name: 'B', n: null, domain: 'Facts', verdict: 'untestable', reason: 'n-unknown' },
  ])
  expect(columns[0]).not.toHaveProperty('domain')
})

test('the paper’s Table 2 comes with xeval, by name', async () => {
  expect((await readPublished('o1-journey-part2', { cwd: '.' })).columns).toHaveLength(9)
})

const table = (column: string) => `{\n  "title": "T",\n  "columns": [\n    ${column}\n  ]\n}`

test.each([
  ['n.csv', 'name,kind,before,after,n\nA,rate,1,2,9\nB,rate,50.0,60.0,\n', /n\.csv:3: row 2 \(B\) n: n is missing/],
  [
    'w.csv',
    'name,kind,before,after,n\nA,rate,1,2,many\n',
    /w\.csv:2: row 1 \(A\) n: n is missing: expected a whole number/,
  ],
  [
    'n.json',
    table('{ "name": "A", "kind": "rate", "before": "1", "after": "2" }'),
    /n\.json:4: column 1 \(A\) n: n is missing/,
  ],
  ['kind.json', table('{ "name": "A", "kind": "odds", "before": "1", "after": "2", "n": 5 }'), /column 1 \(A\) kind/],
  [
    'text.json',
    table('{ "name": "A", "kind": "rate", "before": "about 1", "after": "2", "n": 5 }'),
    /a number as printed/,
  ],
  [
    'high.json',
    table('{ "name": "A", "kind": "rate", "before": "101", "after": "2", "n": 5 }'),
    /column 1 \(A\) before: a rate cannot be above its scale of 100, found 101/,
  ],
  ['none.json', '{ "title": "T", "columns": [] }', /none\.json: columns/],
  ['broken.json', '{ "title": ', /broken\.json is not JSON/],
  ['table.xlsx', '', /neither a \.json nor a \.csv file/],
])('%s: an error that says where and what', async (name, text, message) => {
  const file = await fileOf(name, text)
  const error = await readPublished(file, { cwd: '.' })
    .then(comparePublished)
    .catch((thrown: unknown) => thrown)
  if (!XevalError.is(error)) throw error
  expect(error.message).toMatch(message)
  expect(error.exitCode).toBe(2)
})
