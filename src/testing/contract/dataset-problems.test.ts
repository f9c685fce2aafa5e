import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { type Dataset, type DatasetCard, defineDataset, malformed, readJsonl, type Sample, stableId } from 'xeval'
import { problemsOfDataset } from 'xeval/testing'
import { z } from 'zod'

const folder = mkdtempSync(join(tmpdir(), 'xeval-contract-'))

function bundledAs(name: string, rows = 24): URL {
  const path = join(folder, name)
  writeFileSync(path, Array.from({ length: rows }, (_, i) => `{"question": "Which is number ${i}?"}`).join('\n'))
  return pathToFileURL(path)
}

const Question = z.object({ question: z.string() })

async function* parse(path: string, change: (sample: Sample, row: number) => Sample = one => one) {
  let row = 0
  for await (const { value } of readJsonl(path, Question)) {
    const { question } = value
    const sample: Sample = {
      id: stableId('numbers', question),
      input: [{ role: 'user', content: question }],
      language: 'en',
      metadata: { kind: 'number' },
    }
    yield change(sample, row++)
  }
}

const card: DatasetCard = {
  title: 'Numbers',
  source: 'https://example.org',
  licence: 'MIT',
  citation: '',
  languages: ['en'],
}

const datasetOf = (more: Partial<Dataset> = {}): Dataset =>
  defineDataset({
    name: 'numbers',
    version: 1,
    description: 'Numbers',
    card,
    file: { kind: 'own', formats: ['jsonl'], expects: 'a line with `question`' },
    bundled: bundledAs('numbers.jsonl'),
    breakdowns: ['kind'],
    parse,
    ...more,
  })

const carded = (more: Partial<DatasetCard>): Dataset => datasetOf({ card: { ...card, ...more } })
const changed = (change: (sample: Sample, row: number) => Sample): Dataset =>
  datasetOf({ parse: path => parse(path, change) })

const pinned = {
  kind: 'pinned',
  name: 'numbers.jsonl',
  url: 'https://example.org/1a2b/numbers.jsonl',
  sha256: '0'.repeat(64),
  bytes: 9,
} as const

test('a dataset that is as it should be has no problems', async () => {
  expect(await problemsOfDataset(datasetOf())).toEqual([])
  expect(await problemsOfDataset(datasetOf({ file: pinned }))).toEqual([])
  expect(await problemsOfDataset(datasetOf({ file: { kind: 'shipped' }, bundled: bundledAs('one.jsonl', 1) }))).toEqual(
    [],
  )
})

test.each<[Dataset, string]>([
  [datasetOf({ name: 'Numbers' }), 'Its name "Numbers" is not in kebab-case.'],
  [carded({ title: '' }), 'Its card has no title.'],
  [carded({ licence: ' ' }), 'Its card names no licence.'],
  [carded({ source: 'http://a' }), 'The source of its card, "http://a", is not an https URL.'],
  [carded({ citation: 'A paper' }), 'The citation of its card is not a BibTeX entry with a title and an author.'],
  [carded({ languages: [] }), 'Its card names no language.'],
  [datasetOf({ file: { kind: 'own', formats: [], expects: 'a' } }), 'It names no format for the user’s own file.'],
  [
    datasetOf({ file: { kind: 'own', formats: ['csv'], expects: '' } }),
    'It does not describe what the user’s own file must contain.',
  ],
  [datasetOf({ file: { ...pinned, url: 'http://a' } }), 'Its file is at "http://a", which is not an https URL.'],
  [datasetOf({ file: { ...pinned, sha256: 'A' } }), 'The SHA-256 of its file is not 64 lower-case hexadecimal digits.'],
  [datasetOf({ file: { ...pinned, bytes: 0 } }), 'The size of its file is not a positive number of bytes.'],
  [
    datasetOf({ file: { ...pinned, name: 'a.csv' } }),
    'Its file a.csv and its bundled samples are in different formats.',
  ],
  [datasetOf({ bundled: pathToFileURL(join(folder, 'none.jsonl')) }), 'Its bundled file cannot be read: '],
  [datasetOf({ bundled: bundledAs('few.jsonl', 3) }), 'It bundles 3 samples; at least 24 are needed.'],
  [changed(sample => ({ ...sample, id: 'same' })), 'Two of its samples have the same id.'],
  [changed(sample => ({ ...sample, target: [], more: 1 }) as Sample), 'does not match the schema of samples.'],
  [
    changed(({ input, ...sample }) => ({ ...sample, input: [...input, { role: 'assistant', content: 'Yes.' }] })),
    "does not end with the user's turn.",
  ],
  [changed(sample => ({ ...sample, language: 'zh' })), 'is in zh, which its card does not name.'],
  [changed(sample => ({ ...sample, metadata: {} })), 'has no kind, which is a breakdown.'],
  [changed((sample, row) => ({ ...sample, id: `${sample.id}-${row}` })), 'Its ids depend on the order of its rows.'],
  [datasetOf({ parse: lenient }), 'A damaged row is not refused as malformed-row: it is read.'],
  [datasetOf({ parse: misplacing }), 'The error for a damaged row names another file or line.'],
  [datasetOf({ bundled: bundledAs('a.rows') }), 'Rows of a .rows file cannot be changed for a test'],
  [datasetOf({ parse: picky }), 'It cannot be read with its rows reversed: out of order.'],
])('a dataset with a fault is told of it', async (dataset, problem) => {
  expect((await problemsOfDataset(dataset)).filter(found => found.includes(problem))).toHaveLength(
    /^(has|is in|does not) /.test(problem) ? 24 : 1,
  )
})

test('rows of another kind of file are changed as the caller says', async () => {
  const lines = { read: (text: string) => text.split('\n'), write: (rows: readonly unknown[]) => rows.join('\n') }
  const dataset = datasetOf({ bundled: bundledAs('b.rows') })
  expect(await problemsOfDataset(dataset, { format: lines })).toEqual([])
})

async function* lenient(path: string) {
  for await (const { value } of readJsonl(path, Question.partial())) {
    const { question = 'none' } = value
    yield {
      id: stableId('n', question),
      input: [{ role: 'user' as const, content: question }],
      language: 'en',
      metadata: { kind: 'a' },
    }
  }
}

async function* misplacing(path: string) {
  try {
    yield* parse(path)
  } catch {
    throw malformed({ file: path, line: 1 }, 'somewhere')
  }
}

async function* picky(path: string) {
  for await (const sample of parse(path)) {
    if (sample.input[0]?.content.includes(' 23?')) throw new Error('out of order')
    yield sample
    return
  }
}
