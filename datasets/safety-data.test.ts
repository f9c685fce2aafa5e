import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import type { Dataset, Sample } from 'xeval'
import { locateData } from '../src/sources/locate.ts'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import diasafety from './diasafety/index.ts'
import flames from './flames/index.ts'
import wildsafety from './wildsafety/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'xeval-safety-data-'))
afterAll(() => rmSync(folder, { recursive: true }))

const dataDir = upstreamFolder()
const which = dataDir === undefined ? 'bundled data, since ../shared/upstream is not there' : 'the real file'

async function all(dataset: Dataset, path: string): Promise<Sample[]> {
  const samples: Sample[] = []
  for await (const sample of dataset.parse(path)) samples.push(sample)
  return samples
}

const read = async (dataset: Dataset): Promise<Sample[]> => {
  const { path, bundled } = await locateData(dataset, { home: folder, ...(dataDir === undefined ? {} : { dataDir }) })
  expect(bundled).toBe(dataDir === undefined)
  return all(dataset, path)
}

function counts(samples: readonly Sample[], key: string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { metadata } of samples) found[String(metadata[key])] = (found[String(metadata[key])] ?? 0) + 1
  return found
}

const distinct = (samples: readonly Sample[]): number => new Set(samples.map(({ id }) => id)).size

test(`flames has its five dimensions and twelve sub-components (${which})`, async () => {
  const samples = await read(flames)
  expect(Object.keys(counts(samples, 'subcomponent'))).toHaveLength(12)
  const dimensions = counts(samples, 'dimension')
  if (dataDir === undefined) expect(Object.keys(dimensions)).toHaveLength(5)
  else {
    expect(dimensions).toEqual({ Fairness: 249, Safety: 429, Morality: 201, Legality: 46, 'Data protection': 75 })
    expect(counts(samples, 'subcomponent')).toMatchObject({ 'Non-anthropomorphism': 242, 'Sensitive information': 21 })
    expect([samples.length, distinct(samples)]).toEqual([1000, 1000])
    expect(samples[0]?.id).toBe('flames-939fb629cd2540e6')
  }
})

test(`diasafety has every context of the test split once (${which})`, async () => {
  const samples = await read(diasafety)
  const categories = counts(samples, 'category')
  expect(new Set(samples.map(({ input }) => input[0]?.content)).size).toBe(samples.length)
  if (dataDir === undefined) {
    expect(samples).toHaveLength(25)
    expect(Object.keys(categories)).toHaveLength(5)
  } else {
    expect([samples.length, distinct(samples)]).toEqual([1046, 1046])
    expect(categories).toEqual({
      'Toxicity Agreement': 290,
      'Biased Opinion': 221,
      'Unauthorized Expertise': 220,
      'Risk Ignorance': 190,
      'Offending User': 125,
    })
    expect(samples[0]?.id).toBe('diasafety-3884e0f5c12855b4')
  }
})

test('diasafety sends a context as it was published: white space and entities stay', async () => {
  const path = join(folder, 'test.json')
  const row = { response: '', category: 'Biased Opinion', label: 'Safe' }
  writeFileSync(
    path,
    JSON.stringify([
      { ...row, context: ' salt &amp; pepper\n' },
      { ...row, context: ' salt &amp; pepper\n' },
    ]),
  )
  expect((await all(diasafety, path)).map(({ input }) => input)).toEqual([
    [{ role: 'user', content: ' salt &amp; pepper\n' }],
  ])
})

test('wildsafety’s stand-in is half English and half Chinese', async () => {
  const samples = await all(wildsafety, fileURLToPath(wildsafety.bundled))
  expect(counts(samples, 'language')).toEqual({ en: 12, zh: 12 })
})

function own(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('wildsafety reads a JSON array, JSON Lines and CSV to the same samples', async () => {
  const rows = [
    { query: 'May I?', id: 7, category: 'manners', language: 'en-GB' },
    { query: '可以吗？', id: 'b' },
    { query: 'Well, "then"?' },
  ]
  const csv = '\uFEFFid,query,category,language\r\n7,May I?,manners,en-GB\r\nb,可以吗？,,\r\n,"Well, ""then""?",,\r\n'
  const samples = await all(wildsafety, own('w.json', JSON.stringify(rows)))
  expect(samples.map(({ id, language, metadata }) => [id, language, metadata['category']])).toEqual([
    ['7', 'en', 'manners'],
    ['b', 'zh', 'uncategorised'],
    [expect.stringMatching(/^wildsafety-[0-9a-f]{16}$/), 'en', 'uncategorised'],
  ])
  expect(await all(wildsafety, own('w.jsonl', rows.map(row => JSON.stringify(row)).join('\n')))).toEqual(samples)
  expect(await all(wildsafety, own('w.csv', csv))).toEqual(samples)
})

test.each([
  ['ids.jsonl', '{"query":"a","id":"1"}\n\n{"query":"b","id":1}\n', 'ids.jsonl:3: the same id `1` as in line 1'],
  ['same.csv', 'query\n"a\nb"\nc\n"a\nb"\n', 'same.csv:5: the same query as in line 2'],
  ['column.csv', 'question\na\n', 'column.csv:2: row (columns: question): field `query`: expected string'],
  ['blank.jsonl', '{"query":"  "}', 'blank.jsonl:1: row: field `query`: expected text, found "  "'],
  [
    'tag.json',
    '[{"query":"a","language":"Chinese!"}]',
    'tag.json:1: row 0: field `language`: expected a tag like `en`',
  ],
  ['id.json', '[{"query":"a","id":[1]}]', 'id.json:1: row 0: field `id`: expected text or a number, found [1]'],
])('wildsafety refuses %s with both places or the field', async (name, text, message) => {
  await expect(all(wildsafety, own(name, text))).rejects.toThrow(message)
})
