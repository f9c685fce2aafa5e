import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Dataset, type Sample, XevalError } from 'xeval'
import { locateData } from '../src/sources/locate.ts'
import { upstreamFolder } from '../src/sources/upstream-folder.ts'
import chineseFactEval, { readItems, unusableItems } from './chinese-fact-eval/index.ts'
import chineseSimpleqa from './chinese-simpleqa/index.ts'
import simpleqa from './simpleqa/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'xeval-factuality-'))
afterAll(() => rmSync(folder, { recursive: true }))

const dataDir = upstreamFolder()
const isReal = dataDir !== undefined
const which = isReal ? 'the real file' : 'bundled data, since ../shared/upstream is not there'

const all = (dataset: Dataset, path: string): Promise<Sample[]> => Array.fromAsync(dataset.parse(path))

async function pathOf(dataset: Dataset): Promise<string> {
  const { path, bundled } = await locateData(dataset, { home: folder, ...(isReal ? { dataDir } : {}) })
  expect(bundled).toBe(!isReal)
  return path
}

function counts(samples: readonly Sample[], key: string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { metadata } of samples) found[String(metadata[key])] = (found[String(metadata[key])] ?? 0) + 1
  return found
}

const target = (samples: readonly Sample[], test: RegExp): string[] =>
  samples.flatMap(sample => sample.target ?? []).filter(answer => test.test(answer))

test(`SimpleQA has its topics and answer types, and answers that stay as written (${which})`, async () => {
  const samples = await all(simpleqa, await pathOf(simpleqa))
  expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
  if (isReal) {
    expect(samples).toHaveLength(4326)
    expect(counts(samples, 'topic')).toEqual({
      'Science and technology': 858,
      Politics: 709,
      Art: 550,
      Other: 475,
      Geography: 424,
      Sports: 368,
      Music: 341,
      'TV shows': 293,
      History: 173,
      'Video games': 135,
    })
    expect(counts(samples, 'answer_type')).toEqual({ Date: 1418, Person: 1041, Other: 777, Number: 663, Place: 427 })
    expect(target(samples, /^\s*[-+]?[\d.,]+\s*$/)).toHaveLength(1070)
    expect(samples[2101]?.target).toEqual(['none'])
  } else expect(Object.keys(counts(samples, 'topic'))).toHaveLength(10)
  expect(target(samples, /^\s*none\s*$/)).toHaveLength(1)
  expect(target(samples, /\n/).length).toBeGreaterThan(0)
  // As the authors' graders are shown them.
  expect(target(samples, /^\s|\s$/)).toHaveLength(isReal ? 211 : 2)
  for (const { metadata } of samples) {
    const urls = metadata['urls']
    expect(Array.isArray(urls) && urls.length > 0 && urls.every(url => !/\s/.test(url))).toBe(true)
  }
})

test(`Chinese SimpleQA has its categories, its answers as they are and clean addresses (${which})`, async () => {
  const samples = await all(chineseSimpleqa, await pathOf(chineseSimpleqa))
  if (isReal) {
    expect(samples).toHaveLength(3000)
    expect(counts(samples, 'primary_category')).toEqual({
      人文与社会科学: 609,
      '生活、艺术与文化': 601,
      自然与自然科学: 530,
      '工程、技术与应用科学': 481,
      社会: 453,
      中华文化: 326,
    })
    expect(Object.keys(counts(samples, 'secondary_category'))).toHaveLength(99)
    expect(samples.filter(({ metadata }) => String(metadata['upstream_id']).length > 32)).toHaveLength(32)
  } else expect(Object.keys(counts(samples, 'primary_category'))).toHaveLength(6)
  expect(target(samples, /^\s*水路运输$/)).toHaveLength(1)
  expect(target(samples, /^\s|\s$/)).toHaveLength(isReal ? 5 : 1)
  const urls = samples.flatMap(({ metadata }) => metadata['urls'])
  expect(urls.filter(url => !/^[a-z]/.test(String(url)) || url === 'null' || /\\u00/.test(String(url)))).toEqual([])
})

test(`ChineseFactEval has its categories and weights; items without a factual response are listed (${which})`, async () => {
  const path = await pathOf(chineseFactEval)
  const items = await Array.fromAsync(readItems(path))
  const unusable = await Array.fromAsync(unusableItems(path))
  const samples = await all(chineseFactEval, path)
  expect(samples.length + unusable.length).toBe(items.length)
  if (isReal) {
    const rows = (category: string) => items.filter(item => item.category === category)
    const summary = (category: string) => [
      rows(category).length,
      rows(category).reduce((sum, { weight }) => sum + weight, 0),
    ]
    expect(items).toHaveLength(125)
    expect(
      Object.fromEntries([...new Set(items.map(({ category }) => category))].map(name => [name, summary(name)])),
    ).toEqual({
      通用: [43, 90],
      数学: [20, 52],
      中国近代史: [20, 46],
      法律: [18, 47],
      金融: [9, 20],
      医学: [8, 20],
      科学研究: [7, 21],
    })
    expect([3, 2, 1].map(weight => items.filter(item => item.weight === weight).length)).toEqual([57, 57, 11])
    const labels = items.flatMap(({ responses }) => responses.map(({ factual }) => factual))
    expect([true, false, null].map(label => labels.filter(one => one === label).length)).toEqual([339, 469, 67])
    expect(unusable).toHaveLength(18)
    expect(items.filter(({ prompt }) => !/\p{Script=Han}/u.test(prompt))).toHaveLength(17)
    const first = target(samples, /^[0-9]+$/)
    expect(first).toContain('670592745')
  } else expect([items.length, unusable.length]).toEqual([26, 2])
  expect(samples.filter(sample => sample.target?.length === 0)).toEqual([])
  expect(samples.filter(({ metadata }) => metadata['time_dependent']).length).toBeGreaterThan(0)
  // Over-escaped LaTeX is read as its authors meant it.
  expect(samples.some(({ input }) => /\$[^$]*[^\\]?\\[a-z]+/.test(input[0]?.content ?? ''))).toBe(true)
  expect(samples.filter(({ input }) => /\\\\[a-z]|\\n\\n/.test(input[0]?.content ?? ''))).toEqual([])
})

test(`ChineseFactEval's published points are those of its labels and weights (${which})`, async () => {
  const scores: Record<string, number> = {}
  for await (const { responses, weight } of readItems(await pathOf(chineseFactEval)))
    for (const { model, factual } of responses)
      scores[model] = (scores[model] ?? 0) + (factual === null ? weight / 2 : factual ? weight : 0)
  if (!isReal) return expect(Object.keys(scores)).toHaveLength(7)
  // As recomputed in DATASETS.md; the published totals differ by their 301 against the file's 296 points.
  expect(scores).toMatchObject({
    'gpt-4': 179.5,
    doubao: 135,
    yiyan: 121,
    sensetime: 100,
    chatglm: 86,
    minimax: 75,
    baichuan: 61,
  })
})

const csvRow = (metadata: string, problem: string, answer: string) =>
  [metadata, problem, answer].map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')
const meta = `{'topic': 'Other', 'answer_type': 'Other', 'urls': ["https://example.org/it's"]}`
const header = 'metadata,problem,answer'

describe('bad input', () => {
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const refusal = async (dataset: Dataset, path: string) => {
    const error = await all(dataset, path).catch((thrown: unknown) => thrown)
    if (!XevalError.is(error)) throw error
    expect(error.code).toBe('malformed-row')
    return { message: error.message, location: error.location }
  }

  test('a byte order mark and CRLF are read as if they were not there', async () => {
    const rows = [header, csvRow(meta, 'One?', '1'), csvRow(meta, 'Two?', 'a\r\nb')]
    const samples = await all(simpleqa, write('crlf.csv', `\uFEFF${rows.join('\r\n')}\r\n`))
    expect(samples.map(sample => sample.target)).toEqual([['1'], ['a\r\nb']])
    expect(samples[0]?.metadata['urls']).toEqual(["https://example.org/it's"])
  })

  test.each([
    ['a broken quote', `${header}\n"{}","Q?,a\n`, 2, /quot/],
    ['a missing column', `${header}\n${csvRow(meta, 'Q?', 'a')}\nx,y\n`, 3, /expected 3 columns/],
    ['a renamed column', `metadata,question,true_answer\n${csvRow(meta, 'Q?', 'a')}\n`, 2, /problem/],
    ['an empty answer', `${header}\n${csvRow(meta, 'Q?', ' ')}\n`, 2, /answer/],
    ['metadata that is JSON’s and not Python’s', `${header}\n${csvRow('{"topic": null', 'Q?', 'a')}\n`, 2, /metadata/],
    [
      'metadata without urls',
      `${header}\n${csvRow("{'topic': 'Art', 'answer_type': 'Date'}", 'Q?', 'a')}\n`,
      2,
      /urls/,
    ],
    [
      'a problem that comes twice',
      `${header}\n${csvRow(meta, 'Q?', 'a')}\n${csvRow(meta, ' Q? ', 'b')}\n`,
      3,
      /line 2/,
    ],
  ])('SimpleQA: %s is refused with its line', async (name, text, line, message) => {
    const path = write(`${name.replaceAll(/\W/g, '-')}.csv`, text)
    expect(await refusal(simpleqa, path)).toMatchObject({
      message: expect.stringMatching(message),
      location: { file: path, line },
    })
  })

  const good = {
    id: 'a'.repeat(32),
    primary_category: '社会',
    secondary_category: '法学',
    question: '问？',
    answer: '答',
    urls: [],
  }

  test.each([
    ['a number where a string belongs', [{ ...good, answer: 7 }], 1, /answer.*found 7/],
    ['an answer list', [{ ...good, answer: ['答', '复'] }], 1, /answer/],
    ['a duplicate id', [good, { ...good, question: '另问？' }], 2, /line 1/],
    ['an id of another kind', [{ ...good, id: '12' }], 1, /32 to 34 hex digits/],
    ['a missing field', [{ ...good, answer: undefined }], 1, /answer.*nothing/],
  ])('Chinese SimpleQA: %s is refused with its line', async (name, rows, line, message) => {
    const path = write(`${name.replaceAll(' ', '-')}.jsonl`, rows.map(row => JSON.stringify(row)).join('\n'))
    expect(await refusal(chineseSimpleqa, path)).toMatchObject({
      message: expect.stringMatching(message),
      location: { line },
    })
  })

  test('ChineseFactEval: a number as response is text, a text as weight and a label of another kind are refused', async () => {
    const responses = [{ model_name: 'm', response: 42, factuality: true }]
    const item = { category: '数学', prompt: '六乘七？', responses_and_factuality: responses, weight: 1 }
    expect((await all(chineseFactEval, write('n.jsonl', JSON.stringify(item))))[0]?.target).toEqual(['42'])
    expect(await refusal(chineseFactEval, write('w.jsonl', JSON.stringify({ ...item, weight: '1' })))).toMatchObject({
      message: expect.stringContaining('weight'),
    })
    const odd = [{ ...responses[0], factuality: 'true' }]
    await refusal(chineseFactEval, write('f.jsonl', JSON.stringify({ ...item, responses_and_factuality: odd })))
    expect(
      (await refusal(chineseFactEval, write('d.jsonl', `${JSON.stringify(item)}\n${JSON.stringify(item)}`))).location
        ?.line,
    ).toBe(2)
  })
})

test('the bundled files show the quirks of the real ones', () => {
  const text = (dataset: Dataset) => readFileSync(fileURLToPath(dataset.bundled), 'utf8')
  expect(text(simpleqa)).toMatch(/""https:[^"]*'[^"]*""/)
  expect(text(simpleqa)).toMatch(/"[^"]*\n[^"]*"\n/)
  expect(text(chineseSimpleqa)).toContain('\\\\u003d')
  expect(text(chineseFactEval)).toMatch(/"response": 1024,/)
})
