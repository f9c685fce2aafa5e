import { compareMetric } from '../src/analysis/compare-metric.ts'
import { estimateMetric } from '../src/analysis/estimate-metric.ts'
import { makeMetricSums, makePairedSums } from '../src/analysis/metric-sums.ts'
import type { TotalsMetric } from '../src/core/metric.ts'
import { bootstrapTotals } from '../src/stats/bootstrap.ts'
import { criticalT, probit } from '../src/stats/distributions.ts'
import { effectiveWilson, pairedShares } from '../src/stats/effective-rate.ts'
import { jackknifeTotals } from '../src/stats/jackknife.ts'
import type { RandomBits } from '../src/stats/random.ts'
import { correctGivenAttempted, fScore } from '../suites/hallucination/metrics.ts'
import { type Family, remember } from './coverage-families.ts'

interface Case {
  name: string
  before: Shares
  after: Shares
  anew: number
}

/** Shares of correct, incorrect and not attempted answers before; after; and of samples that are answered anew. */
const cases: readonly Case[] = [
  { name: 'few right', before: [0.21, 0.49], after: [0.3, 0.5], anew: 0.4 },
  { name: 'half right', before: [0.42, 0.28], after: [0.35, 0.25], anew: 0.3 },
  { name: 'most right', before: [0.63, 0.07], after: [0.6, 0.15], anew: 0.2 },
  { name: 'nearly all right', before: [0.88, 0.04], after: [0.88, 0.04], anew: 0.1 },
]

const labels = [
  [1, 0],
  [0, 1],
  [0, 0],
] as const

type Shaped = Pick<TotalsMetric, 'name' | 'of'>
type Shares = readonly [number, number]

const drawLabel = (random: RandomBits, [right, wrong]: Shares): number => {
  const u = random.uniform()
  return u < right ? 0 : u < right + wrong ? 1 : 2
}

/** How many samples went from each label to each: what every method needs. */
function drawTable(random: RandomBits, n: number, { before, after, anew }: Case): number[] {
  const table = new Array<number>(9).fill(0)
  for (let i = 0; i < n; i++) {
    const was = drawLabel(random, before)
    const is = random.uniform() < anew ? drawLabel(random, after) : was
    table[3 * was + is] = (table[3 * was + is] ?? 0) + 1
  }
  return table
}

const rowsOf = (table: readonly number[]): (readonly number[])[] =>
  table.flatMap((often, at) => Array.from({ length: often }, () => labels[Math.floor(at / 3)] ?? [0, 0]))
const laterOf = (table: readonly number[]): (readonly number[])[] =>
  table.flatMap((often, at) => Array.from({ length: often }, () => labels[at % 3] ?? [0, 0]))

const columnsOf = (rows: readonly (readonly number[])[]): number[][] => [0, 1].map(j => rows.map(row => row[j] ?? 0))

function figuresOf({ name, of }: Shaped, table: readonly number[]) {
  const sums = makePairedSums({ kind: 'totals', name, of, direction: 'higher-is-better', unit: 'rate' })
  const [was, is] = [rowsOf(table), laterOf(table)]
  for (const [i, row] of was.entries()) sums.push(row, is[i] ?? [0, 0], undefined)
  return sums.figure()
}

const single = (metric: Shaped): Family => ({
  name: metric.name.replaceAll('_', ' '),
  methods: ['effective-wilson', 'jackknife-t', 'bca-bootstrap', 'linearised-t (for contrast)'],
  scenarios: cases.map(one => ({
    name: one.name,
    truth: metric.of(one.before),
    draw: (random, n) => {
      const table = drawTable(random, n, { ...one, anew: 0 })
      const columns = () => columnsOf(rowsOf(table))
      return method =>
        remember(`${metric.name} ${method} ${table.join()}`, () => {
          if (method === 'jackknife-t') return jackknifeTotals(columns(), metric.of).ci
          if (method === 'bca-bootstrap')
            return bootstrapTotals(columns(), metric.of, { seed: table, resamples: 1000 }).ci
          const { before } = figuresOf(metric, table)
          return method === 'effective-wilson' ? effectiveWilson(before.share()).ci : before.mean().ci
        })
    },
  })),
})

const paired = (metric: Shaped): Family => ({
  name: `difference of ${metric.name.replaceAll('_', ' ')}`,
  methods: ['paired-shares', 'linearised-t (for contrast)'],
  scenarios: cases.map(one => {
    const after = one.before.map((share, j) => (1 - one.anew) * share + one.anew * (one.after[j] ?? 0))
    return {
      name: one.name,
      truth: metric.of(after) - metric.of(one.before),
      draw: (random, n) => {
        const { before, after, delta, dependence } = figuresOf(metric, drawTable(random, n, one))
        return method =>
          method === 'paired-shares' ? pairedShares(before.share(), after.share(), dependence()).ci : delta().ci
      },
    }
  }),
})

/** Tokens for each right answer: a ratio that is no share. Tokens are log-normal and do not know of the answer. */
const perAnswer: Family = {
  name: 'tokens per correct answer',
  methods: ['linearised-t', 'jackknife-t', 'on a log scale'],
  scenarios: [0.3, 0.6, 0.9].map(right => ({
    name: `${right}`,
    truth: (100 * Math.exp(0.32)) / right,
    draw: (random, n) => {
      const rows = Array.from({ length: n }, () => [
        100 * Math.exp(0.8 * probit(random.uniform())),
        random.uniform() < right ? 1 : 0,
      ])
      const of = ([tokens = 0, count = 0]: readonly number[]) => tokens / count
      const metric = {
        kind: 'totals',
        name: 'x',
        direction: 'lower-is-better',
        unit: 'tokens',
        of,
      } as const
      const sums = makeMetricSums(metric)
      for (const row of rows) sums.push(row, undefined)
      return method => {
        const { value, mean } = sums.figure()
        if (!Number.isFinite(value)) return undefined
        if (method === 'jackknife-t') return jackknifeTotals(columnsOf(rows), of).ci
        const { ci, se, df } = mean()
        if (method === 'linearised-t') return ci
        const factor = Math.exp((criticalT(0.95, df) * se) / value)
        return [value / factor, value * factor]
      }
    },
  })),
}

/** A yes/no score in clusters, or over four epochs: a question's own rate is drawn around the model's. */
const grouped = (name: string, size: number, asEpochs: boolean): Family => ({
  name,
  methods: asEpochs ? ['bounded-score', 't'] : ['cluster-bounded-score', 'cluster-t'],
  scenarios: [0.5, 0.9, 0.97].map(rate => ({
    name: `${rate}`,
    truth: rate,
    draw: (random, n) => {
      const sums = makeMetricSums({ kind: 'mean', name, direction: 'higher-is-better', unit: 'rate' })
      for (let i = 0; i < n; i += asEpochs ? 1 : size) {
        // All or nothing in 3 of 10 clusters: an intraclass correlation of 0.3.
        const own = random.uniform() < 0.3 ? (random.uniform() < rate ? 1 : 0) : rate
        const right = Array.from({ length: size }, () => (random.uniform() < own ? 1 : 0))
        if (asEpochs) sums.push(right.reduce<number>((sum, one) => sum + one, 0) / size, undefined)
        else for (const one of right.slice(0, n - i)) sums.push(one, i)
      }
      const figure = sums.figure()
      return method => (method.endsWith('bounded-score') ? estimateMetric(figure).ci95 : figure.mean().ci)
    },
  })),
})

/** The same before and after: three answers in five stay as they are, the others are given anew at another rate. */
const groupedPairs = (name: string, size: number, asEpochs: boolean): Family => ({
  name: `difference of ${name}`,
  methods: asEpochs ? ['bounded-score', 't'] : ['cluster-bounded-score', 'cluster-t'],
  scenarios: [
    [0.5, 0.6],
    [0.9, 0.8],
    [0.97, 0.97],
  ].map(([rate = 0, other = 0]) => ({
    name: `${rate} ${other}`,
    truth: 0.4 * (other - rate),
    draw: (random, n) => {
      const sums = makePairedSums({ kind: 'mean', name, direction: 'higher-is-better', unit: 'rate' })
      for (let i = 0; i < n; i += asEpochs ? 1 : size) {
        const fixed = random.uniform() < 0.3
        const [was, is] = [rate, other].map(p => (fixed ? (random.uniform() < p ? 1 : 0) : p))
        const answers = Array.from({ length: size }, () => {
          const before = random.uniform() < (was ?? 0) ? 1 : 0
          return [before, random.uniform() < 0.6 ? before : random.uniform() < (is ?? 0) ? 1 : 0] as const
        })
        const mean = (arm: 0 | 1) => answers.reduce((sum, pair) => sum + pair[arm], 0) / size
        if (asEpochs) sums.push(mean(0), mean(1), undefined)
        else for (const [before, after] of answers.slice(0, n - i)) sums.push(before, after, i)
      }
      const pair = sums.figure()
      return method => {
        if (!method.endsWith('bounded-score')) return pair.delta().ci
        const found = compareMetric(pair)
        return 'code' in found ? undefined : found.delta.ci95
      }
    },
  })),
})

export const totalsFamilies: readonly Family[] = [
  ...[correctGivenAttempted, fScore].flatMap(({ name, of }) => [single({ name, of }), paired({ name, of })]),
  perAnswer,
  grouped('clustered rate', 4, false),
  grouped('rate over 4 epochs', 4, true),
  groupedPairs('clustered rates', 4, false),
  groupedPairs('rates over 4 epochs', 4, true),
]
