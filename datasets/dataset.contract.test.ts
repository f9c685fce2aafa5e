import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, describe, expect, test } from 'vitest'
import { API_VERSION, type Dataset, type Sample, XevalError } from 'xeval'
import { z } from 'zod'
import { Sample as SampleSchema } from '../src/core/sample.ts'
import { datasets } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'xeval-datasets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const loaded = await Promise.all(
  Object.entries(datasets).map(async ([name, load]) => ({ name, dataset: (await load()).default })),
)

async function all(dataset: Dataset, path: string): Promise<Sample[]> {
  const samples: Sample[] = []
  for await (const sample of dataset.parse(path)) samples.push(sample)
  return samples
}

/** The bundled file with its rows changed, in the same format. */
function rewritten(dataset: Dataset, change: (rows: unknown[]) => unknown[]): string {
  const path = fileURLToPath(dataset.bundled)
  const extension = extname(path)
  const text = readFileSync(path, 'utf8')
  const copy = join(folder, `${dataset.name}${extension}`)
  if (extension === '.json') writeFileSync(copy, JSON.stringify(change(JSON.parse(text)), null, 1))
  else if (extension === '.jsonl') {
    const rows = text.trimEnd().split('\n')
    writeFileSync(
      copy,
      change(rows.map(row => JSON.parse(row)))
        .map(row => JSON.stringify(row))
        .join('\n'),
    )
  } else if (extension === '.csv') {
    const [header, ...rows] = z.array(z.array(z.string())).parse(parseCsv(text))
    writeFileSync(copy, [header, ...change(rows)].map(csvLine).join('\n'))
  } else throw new Error(`the contract test can't rewrite ${extension} yet`)
  return copy
}

/** An array is a row; anything else stands for one that is damaged. */
const csvLine = (row: unknown): string =>
  Array.isArray(row) ? row.map(cell => `"${String(cell).replaceAll('"', '""')}"`).join(',') : JSON.stringify(row)

describe.each(loaded)('$name', ({ name, dataset }) => {
  test('is stamped, named like its folder and versioned', () => {
    expect(dataset.apiVersion).toBe(API_VERSION)
    expect(dataset.name).toBe(name)
    expect(fileURLToPath(dataset.bundled)).toContain(join('datasets', name, 'bundled'))
    expect(dataset.version).toBeGreaterThanOrEqual(1)
    expect(dataset.description).toMatch(/\S/)
  })

  test('bundles at least 24 samples with ids of their own', async () => {
    const samples = await all(dataset, fileURLToPath(dataset.bundled))
    expect(samples.length).toBeGreaterThanOrEqual(24)
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
    for (const sample of samples) {
      expect(SampleSchema.parse(sample)).toEqual(sample)
      expect(sample.input.at(-1)?.role).toBe('user')
      expect(dataset.card.languages).toContain(sample.language)
    }
  })

  test('keeps its ids when the rows change places', async () => {
    const ids = (samples: Sample[]) => samples.map(({ id }) => id).sort()
    const before = await all(dataset, fileURLToPath(dataset.bundled))
    const after = await all(
      dataset,
      rewritten(dataset, rows => rows.toReversed()),
    )
    expect(ids(after)).toEqual(ids(before))
  })

  test('has its breakdown keys in the metadata of every sample', async () => {
    for (const { metadata } of await all(dataset, fileURLToPath(dataset.bundled))) {
      expect(Object.keys(metadata)).toEqual(expect.arrayContaining([...dataset.breakdowns]))
    }
  })

  test('has a whole card', () => {
    const { card } = dataset
    for (const text of [card.title, card.licence]) expect(text).toMatch(/\S/)
    expect(card.source).toMatch(/^https:\/\//)
    expect(card.citation).toMatch(/^@\w+\{[\w-]+,\n.*title = .*author = .*\n\}$/s)
    expect(card.languages.length).toBeGreaterThan(0)
  })

  test('names its file to the byte, or says what a file of one’s own must hold', () => {
    const { file } = dataset
    if (file.kind === 'own') {
      expect(file.formats.length).toBeGreaterThan(0)
      expect(file.expects).toMatch(/`\w+`/)
      return
    }
    if (file.kind === 'shipped') return expect(dataset.bundled.protocol).toBe('file:')
    expect(file.url).toMatch(/^https:\/\//)
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(file.bytes).toBeGreaterThan(0)
    expect(extname(file.name)).toBe(extname(fileURLToPath(dataset.bundled)))
  })

  test('refuses a bad row with file and line', async () => {
    const path = rewritten(dataset, rows => [rows[0], {}, ...rows.slice(1)])
    const error = await all(dataset, path).catch((thrown: unknown) => thrown)
    expect(XevalError.is(error) && error.code).toBe('malformed-row')
    expect(XevalError.is(error) && error.location).toEqual({ file: path, line: expect.any(Number) })
    const line = XevalError.is(error) ? (error.location?.line ?? 0) : 0
    expect(readFileSync(path, 'utf8').split('\n')[line - 1]).toMatch(/^\s*\{\},?$/)
  })
})
