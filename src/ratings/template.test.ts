import { expect, test } from 'vitest'
import { readSheet } from './read-sheet.ts'
import { makeStudy, orderFor, type RatedAnswer } from './study.ts'
import { makeSheets } from './template.ts'

const secret = '0f'.repeat(32)
const many: RatedAnswer[] = ['before' as const, 'after' as const].flatMap(arm =>
  Array.from({ length: 50 }, (_, id) => ({
    arm,
    benchmark: 'plans',
    sampleId: `s${id}`,
    prompt: `p${id}`,
    answer: `text ${arm} ${id}`,
  })),
)
const study = makeStudy({ mode: 'absolute', raters: ['A', 'B', 'C', 'D'], secret, answers: many })
const armOf = (key: string) => study.items[key]?.arm
const sampleOf = (key: string) => study.items[key]?.sampleId

test('every rater meets every answer once, in an order of their own', () => {
  const orders = study.raters.map(rater => orderFor(study, rater).map(({ item }) => item))
  for (const order of orders) expect(order.toSorted()).toEqual(Object.keys(study.items).sort())
  expect(new Set(orders.map(order => order.join())).size).toBe(4)
})

test('each half of a session holds each sample once and the arms equally', () => {
  for (const rater of study.raters) {
    const first = orderFor(study, rater)
      .slice(0, 50)
      .map(({ item }) => item)
    expect(new Set(first.map(sampleOf)).size).toBe(50)
    expect(first.filter(key => armOf(key) === 'before')).toHaveLength(25)
  }
})

test('over an even number of raters each sample comes as often with `before` first as with `after`', () => {
  const leads = study.raters.flatMap(rater =>
    orderFor(study, rater)
      .slice(0, 50)
      .filter(({ item }) => armOf(item) === 'before')
      .map(({ item }) => sampleOf(item)),
  )
  const counts = Map.groupBy(leads, sample => sample)
  expect([...counts.values()].every(group => group.length === 2)).toBe(true)
  expect(counts.size).toBe(50)
})

test('the two answers to one prompt never come close together', () => {
  for (const rater of study.raters) {
    const places = Map.groupBy(
      orderFor(study, rater).map(({ item }, at) => ({ at, sample: sampleOf(item) })),
      ({ sample }) => sample,
    )
    for (const [one, two] of places.values()) expect((two?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThanOrEqual(25)
  }
})

test('the sides of pairs are balanced within a rater and between raters', () => {
  const pairs = makeStudy({ mode: 'pairwise', raters: ['A', 'B'], secret, answers: many })
  const [a = [], b = []] = pairs.raters.map(rater => orderFor(pairs, rater))
  expect(a.filter(({ left }) => left === 'before')).toHaveLength(25)
  const sides = new Map(b.map(({ item, left }) => [item, left]))
  for (const { item, left } of a) expect(sides.get(item)).not.toBe(left)
})

test('item keys tell nothing of the arm and change with the secret', () => {
  const other = makeStudy({ mode: 'absolute', raters: ['A'], secret: '1e'.repeat(32), answers: many })
  const keys = Object.keys(study.items)
  expect(keys.filter(key => key in other.items)).toEqual([])
  expect(keys.every(key => /^q[0-9a-f]{12}$/.test(key))).toBe(true)
})

test('sheets hold neither arm nor sample id', () => {
  const plain = many.map(answer => ({ ...answer, answer: `the same ${answer.sampleId.slice(1)}${answer.arm.length}` }))
  const blind = makeStudy({ mode: 'absolute', raters: ['A'], secret, answers: plain })
  const [sheet] = makeSheets(blind, plain)
  expect(`${sheet?.csv}${sheet?.jsonl}`).not.toMatch(/before|after|s\d+\b/)
})

test('what a spreadsheet would run is made text, and Chinese opens in Excel', () => {
  const hostile = ['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', ' =1'].map(
    (answer, id): RatedAnswer => ({ arm: 'after', benchmark: 'b', sampleId: `${id}`, prompt: '=你好', answer }),
  )
  const [sheet] = makeSheets(makeStudy({ mode: 'absolute', raters: ['=A'], secret, answers: hostile }), hostile)
  expect(sheet?.csv.startsWith('\uFEFF')).toBe(true)
  const { rows } = readSheet('a.csv', Buffer.from(sheet?.csv ?? ''))
  expect(rows).toHaveLength(7)
  for (const { cells } of rows) for (const { text } of cells.values()) expect(text).not.toMatch(/^[\s]*[=+\-@＝]/)
})

test('an answer longer than an Excel cell is cut with a note in the CSV and whole in the JSONL', () => {
  const long: RatedAnswer[] = [{ arm: 'after', benchmark: 'b', sampleId: '1', prompt: 'p', answer: 'x'.repeat(40_000) }]
  const [sheet] = makeSheets(makeStudy({ mode: 'absolute', raters: ['A'], secret, answers: long }), long)
  expect(sheet?.tooLong).toHaveLength(1)
  expect(sheet?.csv).toContain('truncated; the whole text')
  expect(sheet?.jsonl).toContain('x'.repeat(40_000))
})

test('samples that only one run answered are left out', () => {
  const answers = many.filter(({ arm, sampleId }) => arm === 'before' || sampleId !== 's7')
  expect(Object.keys(makeStudy({ mode: 'absolute', raters: ['A'], secret, answers }).items)).toHaveLength(98)
})
