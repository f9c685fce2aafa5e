import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OutputRecord } from '../core/records.ts'
import { makeRng } from '../core/rng.ts'
import { answersOf, judgeCorrelation, ratingsOf } from './from-run.ts'
import { importRatings } from './import-ratings.ts'
import { parseScale } from './rating.ts'
import { readRatings } from './rating-store.ts'
import { type Mode, makeStudy, type RatedAnswer, type Study } from './study.ts'
import { summarisePreferences } from './summarise-preferences.ts'
import { summariseRatings } from './summarise-ratings.ts'
import { makeSheets } from './template.ts'

const at = '2025-01-02T03:04:05.000Z'
const secret = '5a'.repeat(32)

const answersFor = (arms: readonly ('before' | 'after')[], count: number): RatedAnswer[] =>
  arms.flatMap(arm =>
    Array.from({ length: count }, (_, id) => ({
      arm,
      benchmark: 'plans',
      sampleId: `s${id}`,
      prompt: `Plan ${id}`,
      answer: `${arm} ${id}`,
    })),
  )

/** Fills each rater's JSONL sheet, imports all of them, and gives back what the stores hold. */
async function roundTrip(
  study: Study,
  answers: readonly RatedAnswer[],
  fill: (rater: string, item: string, line: Record<string, unknown>) => object,
  scale = '0-100',
) {
  const folder = await mkdtemp(join(tmpdir(), 'xeval-round-'))
  const dirs = { before: join(folder, 'before'), after: join(folder, 'after') }
  const files = await Promise.all(
    makeSheets(study, answers).map(async ({ rater, jsonl }) => {
      const lines = jsonl
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line))
      const filled = lines.map(line => JSON.stringify({ ...line, ...fill(rater, line.item, line) }))
      const path = join(folder, `${rater}.jsonl`)
      await writeFile(path, filled.join('\n'))
      return path
    }),
  )
  const plan = await importRatings(files, dirs, { study, at, scale: parseScale(scale) })
  return { plan, before: await readRatings(dirs.before), after: await readRatings(dirs.after) }
}

const raters = ['Ann', 'Bo', 'Cy']

test('three experts’ known effects come out of the sheets again', async () => {
  const answers = answersFor(['before', 'after'], 50)
  const study = makeStudy({ mode: 'absolute', raters, secret, answers })
  const offsets: Record<string, number> = { Ann: 6, Bo: 0, Cy: -6 }
  const noise = makeRng('round trip')
  const quality = Array.from({ length: 50 }, () => 40 + noise.int(30))
  const given = new Map<string, number>()
  const { plan, before, after } = await roundTrip(study, answers, (rater, item) => {
    const { sampleId = '', arm = '' } = study.items[item] ?? {}
    const rating =
      (quality[Number(sampleId.slice(1))] ?? 0) + (arm === 'after' ? 8 : 0) + (offsets[rater] ?? 0) + noise.int(9) - 4
    given.set(`${sampleId} ${arm} ${rater}`, rating)
    return { rating }
  })
  expect(plan).toMatchObject({ missing: 0, problems: [], warnings: [] })
  const [summary] = summariseRatings({ before, after })
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const armMean = (arm: string) =>
    mean([...given].filter(([key]) => key.includes(` ${arm} `)).map(([, value]) => value))
  expect(summary).toMatchObject({ benchmark: 'plans', ratings: 300, missing: 0 })
  expect(summary?.before?.value).toBeCloseTo(armMean('before'), 9)
  expect(summary?.after?.value).toBeCloseTo(armMean('after'), 9)
  const delta = summary?.delta
  expect(delta?.value).toBeCloseTo(armMean('after') - armMean('before'), 9)
  expect(delta?.n).toBe(50)
  expect(delta?.ci95?.[0]).toBeLessThan(8)
  expect(delta?.ci95?.[1]).toBeGreaterThan(8)
  expect((delta?.ci95?.[1] ?? 0) - (delta?.ci95?.[0] ?? 0)).toBeLessThan(4)
  // Ann's offset is 6 against the mean of 0 and −6, so 9.
  for (const [rater, offset] of [
    ['Ann', 9],
    ['Bo', 0],
    ['Cy', -9],
  ] as const) {
    const figures = summary?.raters.find(one => one.rater === rater)
    expect(Math.abs((figures?.offset ?? Number.NaN) - offset)).toBeLessThan(1)
    expect(figures).toMatchObject({ n: 100, outlying: false })
    expect(Math.abs(figures?.drift?.perTen ?? Number.NaN)).toBeLessThan(0.5)
  }
})

/** Rows are items, columns raters, 0 for a missing rating; through sheets, import and store to the figures. */
async function agreementOf(rows: readonly (readonly number[])[], scale: string) {
  const names = (rows[0] ?? []).map((_, column) => `R${column}`)
  const answers = answersFor(['after'], rows.length)
  const study = makeStudy({ mode: 'absolute', raters: names, secret, answers })
  const { after } = await roundTrip(
    study,
    answers,
    (rater, item) => ({ rating: rows[Number(study.items[item]?.sampleId.slice(1))]?.[names.indexOf(rater)] || '' }),
    scale,
  )
  const [summary] = summariseRatings({ after })
  if (summary === undefined) throw new Error('no summary')
  return summary
}

// Shrout & Fleiss 1979, table 2 and 4, https://doi.org/10.1037/0033-2909.86.2.420; psych::ICC's example in R.
test('ICC(2,1) and ICC(2,4) of Shrout and Fleiss’s six targets are 0.29 and 0.62', async () => {
  const { icc } = await agreementOf(
    [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ],
    '1-10',
  )
  expect(icc?.n).toBe(6)
  expect(icc?.single.value).toBeCloseTo(0.2898, 4)
  expect(icc?.average.value).toBeCloseTo(0.6201, 4)
})

// Krippendorff 2011, section C, https://repository.upenn.edu/handle/20.500.14332/2089
test('alpha of Krippendorff’s four observers is 0.849 on an interval scale, with ratings missing', async () => {
  const observers = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
  ]
  const units = Array.from({ length: 12 }, (_, unit) => observers.map(ratings => ratings[unit] ?? 0))
  const summary = await agreementOf(units, '1-5')
  expect(summary.alpha?.value).toBeCloseTo(0.849, 3)
  expect(summary.missing).toBe(7)
})

test('a rater who disagrees with all others is named, one who gets stricter is seen to', async () => {
  const answers = answersFor(['before', 'after'], 40)
  const study = makeStudy({ mode: 'absolute', raters: [...raters, 'Di'], secret, answers })
  const places = new Map(study.raters.map(rater => [rater, 0]))
  const { before, after } = await roundTrip(study, answers, (rater, item) => {
    const place = (places.get(rater) ?? 0) + 1
    places.set(rater, place)
    const quality = 30 + Number(study.items[item]?.sampleId.slice(1))
    return { rating: rater === 'Di' ? 100 - quality : rater === 'Cy' ? quality + 20 - place / 4 : quality + 5 }
  })
  const [summary] = summariseRatings({ before, after })
  expect(summary?.raters.filter(({ outlying }) => outlying).map(({ rater }) => rater)).toEqual(['Di'])
  const [, , cy] = summary?.raters ?? []
  expect(cy?.drift?.ci95[1]).toBeLessThan(0)
})

test('choices between pairs come out as wins, ties and losses, and as odds', async () => {
  const answers = answersFor(['before', 'after'], 20)
  const study = makeStudy({ mode: 'pairwise' satisfies Mode, raters, secret, answers })
  const { after } = await roundTrip(study, answers, (_, item, line) => {
    const id = Number(study.items[item]?.sampleId.slice(1))
    if (id >= 15) return { choice: 'tie' }
    const wanted = id < 10 ? 'after' : 'before'
    return { choice: String(line['left']).startsWith(wanted) ? 'left' : 'right' }
  })
  const [summary] = summarisePreferences(after)
  expect(summary).toMatchObject({
    pairs: 20,
    missing: 0,
    votes: { after: 30, before: 15, tie: 15 },
    majority: { win: 10, tie: 5, loss: 5 },
    winRate: { value: 0.625 },
    alpha: 1,
  })
  expect(summary?.logOdds).toBeCloseTo(Math.log(37.5 / 22.5), 9)
})

test('a run’s answers are offered, and what people said of them is found again by the judge', async () => {
  const sample = {
    benchmark: 'plans',
    id: 's1',
    input: [{ role: 'user' as const, content: 'Plan.' }],
    language: 'en',
    metadata: {},
  }
  const output = (sampleId: string, epoch: number, text: string): OutputRecord => ({
    benchmark: 'plans',
    sampleId,
    epoch,
    attempts: [],
    outcome: { ok: true, value: { text, finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 0 } },
  })
  const samples = [sample, { ...sample, id: 's2' }, { ...sample, id: 's3' }]
  const answers = answersOf(samples, [output('s1', 1, 'Do it.'), output('s1', 2, 'No.'), output('s2', 1, ' ')], 'after')
  expect(answers.map(({ sampleId, answer }) => [sampleId, answer])).toEqual([['s1', 'Do it.']])
  const study = makeStudy({ mode: 'absolute', raters, secret, answers })
  const { after } = await roundTrip(study, answers, rater => ({ rating: { Ann: 50, Bo: 60, Cy: 70 }[rater] }))
  const look = ratingsOf(after)
  expect(
    look('plans', 's1', 'Do it.')
      .map(({ rating }) => rating)
      .sort(),
  ).toEqual([50, 60, 70])
  expect(look('plans', 's1', 'Another answer.')).toEqual([])
  expect(judgeCorrelation([{ benchmark: 'plans', sampleId: 's1', answer: 'Do it.', rating: 9 }], after)).toEqual({
    r: undefined,
    n: 1,
  })
})
