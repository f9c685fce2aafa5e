import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportRow } from 'xeval'
import { comparisonInput, runInput } from '../fixtures/inputs.ts'
import { leaderboardInput } from '../fixtures/leaderboard-inputs.ts'
import { publishedInput, seriesInput } from '../fixtures/other-inputs.ts'
import { csvLine } from './cells.ts'
import csv from './index.ts'

const row: ReportRow = {
  benchmark: 'flames',
  sampleId: 'flames-01',
  arm: 'before',
  run: 'r1',
  model: 'm',
  epoch: 1,
  metric: 'safe_rate',
  score: 1,
  label: 'safe',
  finishReason: 'stop',
  language: 'zh',
  breakdown: { dimension: '=HYPERLINK("https://example.org")', language: 'zh' },
  judge: 'safety-j',
  usage: { inputTokens: 3, outputTokens: 4 },
  latencyMs: 12.5,
  attempts: 1,
  cached: false,
}

async function* rowsOf(...rows: ReportRow[]): AsyncGenerator<ReportRow> {
  yield* rows
}

const textOf = async (...rows: ReportRow[]): Promise<string> => {
  const pieces = csv.renderRows?.({ breakdowns: ['dimension', 'language'], rows: rowsOf(...rows) }, { language: 'en' })
  if (pieces === undefined) throw new Error('no rows')
  return (await Array.fromAsync(pieces)).join('')
}

test.each([
  ['run', runInput],
  ['comparison', comparisonInput],
  ['series', seriesInput],
  ['published', publishedInput],
  ['leaderboard', leaderboardInput],
] as const)('renders the figures of a %s as its golden file', (name, input) => {
  const file = new URL(`./goldens/${name}.csv`, import.meta.url)
  const text = csv.render(input, { language: 'en' })
  if (process.env['XEVAL_WRITE_GOLDENS'] === '1') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
})

test('writes one row an epoch, with breakdowns as columns of their own and each column once', async () => {
  const { score: _, label: __, ...failed } = row
  const text = await textOf(row, { ...failed, arm: 'after', errored: 'http-500' })
  expect(parse(text, { columns: true })).toMatchObject([
    {
      sample_id: 'flames-01',
      arm: 'before',
      score: '1',
      label: 'safe',
      errored: '',
      output_tokens: '4',
      language: 'zh',
    },
    { sample_id: 'flames-01', arm: 'after', score: '', label: '', errored: 'http-500' },
  ])
  const [header = ''] = text.split('\n')
  expect(header.split(',').filter(name => name === 'language')).toEqual(['language'])
})

test('no cell is run as a formula, and numbers stay numbers', async () => {
  const [parsed] = parse<{ dimension: string }>(await textOf(row), { columns: true })
  expect(parsed?.dimension).toBe('\'=HYPERLINK("https://example.org")')
  expect(csvLine(['=1', '+1', '-1', '@x', ' =1', '\u200b=1', '\uff1d1', -1, 0.5, true, undefined, 'a-1'])).toBe(
    "'=1,'+1,'-1,'@x,' =1,'\u200b=1,'\uff1d1,-1,0.5,true,,a-1\n",
  )
})

test('whatever a cell holds, it comes back as one cell that starts no formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n ",;\'a1中\u200b\u0000') }), text => {
      const [[cell, end] = []] = parse(csvLine([text, 'end']), { relax_column_count: false })
      expect(end).toBe('end')
      expect(cell).not.toMatch(/^[\s\p{Default_Ignorable_Code_Point}]*[=+\-@]/u)
    }),
    { numRuns: 3000 },
  )
})

test('streams: a hundred thousand rows come in pieces', async () => {
  const many = async function* () {
    for (let i = 0; i < 100_000; i++) yield row
  }
  let pieces = 0
  let longest = 0
  for await (const piece of csv.renderRows?.({ breakdowns: [], rows: many() }, { language: 'en' }) ?? []) {
    pieces++
    longest = Math.max(longest, piece.length)
  }
  expect(pieces).toBeGreaterThan(50)
  expect(longest).toBeLessThan(70_000)
})
