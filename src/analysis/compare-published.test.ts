import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type PublishedColumn, PublishedTable } from '../core/published.ts'
import { feasiblePaired } from '../stats/feasible.ts'
import { fisherExact } from '../stats/unpaired.ts'
import { comparePublished } from './compare-published.ts'

const column = (more: Partial<PublishedColumn>): PublishedColumn => ({
  name: 'A',
  kind: 'rate',
  before: '50.0',
  after: '60.0',
  n: 200,
  ...more,
})
const compare = (...columns: Partial<PublishedColumn>[]) =>
  comparePublished({ title: 'T', columns: columns.map(column) }).columns

test('of the nine differences of the paper’s Table 2 none stands', () => {
  const file = new URL('../../reports/published/o1-journey-part2.json', import.meta.url)
  const { columns } = comparePublished(PublishedTable.parse(JSON.parse(readFileSync(file, 'utf8'))))
  expect(columns.map(({ name, verdict, reason }) => [name, verdict, reason])).toEqual([
    ['Flames', 'falls', undefined],
    ['DiaSafety', 'falls', undefined],
    ['WildSafety', 'open', undefined],
    ['SimpleQA', 'untestable', 'n-unknown'],
    ['C-SimpleQA', 'untestable', 'n-unknown'],
    ['CFE-General', 'untestable', 'n-unknown'],
    ['CFE-Sycophancy', 'untestable', 'n-unknown'],
    ['Auto-J', 'untestable', 'no-spread'],
    ['LIMA', 'untestable', 'no-spread'],
  ])
  const [flames, , wild, simple, chinese, general, sycophancy] = columns
  expect(flames?.check?.counts).toEqual({ before: [{ k: 182, by: 'rounded' }], after: [{ k: 185, by: 'rounded' }] })
  expect(wild?.check?.paired?.p[0]).toBeCloseTo(2 ** -10, 12)
  expect(wild?.check?.paired).toMatchObject({ tables: 17, discordant: [11, 43] })
  expect(wild?.check?.unpaired?.p[0]).toBe(fisherExact({ k: 184, n: 200 }, { k: 173, n: 200 }))
  expect(simple?.sizes?.[0]).toBe(567)
  expect(simple?.assumed?.[0]?.counts).toEqual({ before: [{ k: 458, by: 'truncated' }], after: [] })
  expect(chinese?.sizes?.[0]).toBe(531)
  expect(chinese?.assumed?.[0]?.counts.before).toEqual([])
  expect(general?.sizes?.[0]).toBe(249)
  expect(sycophancy?.sizes?.[0]).toBe(1116)
  expect(sycophancy?.assumed?.[0]?.counts).toEqual({
    before: [{ k: 61, by: 'truncated' }],
    after: [{ k: 63, by: 'rounded' }],
  })
})

test('a difference that holds however the answers pair stands, one that never can falls', () => {
  const verdicts = compare({ before: '20', after: '80', kind: 'count' }, { before: '100', after: '103', kind: 'count' })
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['stands', 'falls'])
  expect(verdicts[0]?.delta).toBeCloseTo(0.3, 12)
})

test('a difference that stands alone may not stand among many', () => {
  const borderline: Partial<PublishedColumn> = { kind: 'count', before: '175', after: '190' }
  const filler = Array.from({ length: 30 }, () => ({ kind: 'count' as const, before: '100', after: '100' }))
  expect(compare(borderline)[0]?.verdict).toBe('stands')
  expect(compare(borderline, ...filler)[0]?.verdict).toBe('open')
})

test('two sizes leave no pairs: the unpaired test decides', () => {
  const [wide] = compare({ before: '20.0', after: '60.0', n: { before: 200, after: 100 } })
  expect(wide?.check?.paired).toBeUndefined()
  expect(wide?.verdict).toBe('stands')
})

test('a rate that is no whole number of answers is flagged, and counts beyond n too', () => {
  expect(compare({ before: '50.3', n: 50 })[0]).toMatchObject({ verdict: 'untestable', reason: 'no-count' })
  expect(compare({ kind: 'count', before: '201', after: '1' })[0]).toMatchObject({ reason: 'no-count' })
})

test('a rate that several counts print gives a range of p', () => {
  const [wide] = compare({ before: '50', after: '51', n: 1000 })
  expect(wide?.check?.counts.before.length).toBeGreaterThan(5)
  const [least = 0, most = 0] = wide?.check?.unpaired?.p ?? []
  expect(least).toBeLessThan(most)
  expect(compare({ before: '50', after: '51', n: 10_000 })[0]).toMatchObject({ reason: 'too-coarse' })
})

test('the paired range is that of every table of every count, gone through one by one', () => {
  for (const n of [20, 41, 63]) {
    for (const [before, after] of [
      ['0.3', '0.4'],
      ['0.1', '0.9'],
      ['0.5', '0.5'],
      ['0.0', '0.2'],
      ['0.8', '1.0'],
    ] as const) {
      const check = compare({ before, after, n, scale: 1 })[0]?.check
      const each = (check?.counts.before ?? []).flatMap(({ k: b }) =>
        (check?.counts.after ?? []).map(({ k: a }) => feasiblePaired(b, a, n)),
      )
      expect(check?.paired?.p).toEqual([Math.min(...each.map(({ p }) => p[0])), Math.max(...each.map(({ p }) => p[1]))])
      expect(check?.paired?.tables).toBe(each.reduce((sum, { tables }) => sum + tables, 0))
    }
  }
})

test('without n it says from which n on the difference would count', () => {
  const [unknown] = compare({ before: '69.08', after: '62.65', n: null })
  // 2·z²·p̄(1−p̄)/δ² with z = 1.959964, p̄ = 0.65865, δ = 0.0643; and 6 changed answers, since 2·½⁶ < 0.05 ≤ 2·½⁵.
  expect(unknown?.needed).toEqual({ unpaired: 418, pairedAtLeast: 94 })
  expect(compare({ before: '50.0', after: '50.0', n: null })[0]?.needed).toBeUndefined()
})
