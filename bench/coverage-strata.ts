/**
 * Samples drawn by strata: how often the 95 % interval contains the population's rate, and its difference, where strata have rates of their own: as if samples
 * were drawn at random; weighted by N_h/n_h (Hájek) with the spread over all samples; and weighted with the spread within strata. The truth is that of the
 * superpopulation, strata in the population's shares. Seeded, a minute. `node --conditions=@xeval/source bench/coverage-strata.ts [--write]`
 */

import { effectiveWilson, pairedShares, type Share } from '../src/stats/effective-rate.ts'
import { pairedDifference } from '../src/stats/paired-proportions.ts'
import { wilson } from '../src/stats/proportion.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const draws = 4_000

interface Stratum {
  size: number
  n: number
  before: number
  after: number
}

/** Places by largest remainder, as `selectSamples` gives them. */
function proportional(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0)
  const shares = sizes.map(size => (size * total) / all)
  const places = shares.map(Math.floor)
  const order = shares.map((share, i) => ({ i, left: share % 1 })).sort((a, b) => b.left - a.left)
  for (const { i } of order.slice(0, total - places.reduce((sum, n) => sum + n, 0))) places[i] = (places[i] ?? 0) + 1
  return places
}

const even = (n: number): Stratum[] => {
  const sizes = [400, 300, 200, 100]
  const places = proportional(sizes, n)
  return sizes.map((size, i) => ({ size, n: places[i] ?? 0, before: 0.5 + 0.12 * i, after: 0.45 + 0.14 * i }))
}
/** Ten strata whose shares all round up where the rate is high, and down where it is low. */
const rounding = (n: number): Stratum[] => {
  const sizes = Array.from(
    { length: 10 },
    (_, i) => (i < 5 ? 1.5 + 2 * (n / 20 - 1) + 0.05 : 2.5 + 2 * (n / 20 - 1) - 0.05) * 100,
  )
  const places = proportional(sizes, n)
  return sizes.map((size, i) => ({ size, n: places[i] ?? 0, before: i < 5 ? 0.95 : 0.35, after: i < 5 ? 0.95 : 0.25 }))
}
/** As many of each of four strata, whatever their size. */
const equal = (n: number): Stratum[] => even(n).map(stratum => ({ ...stratum, n: n / 4 }))
const alike = (n: number): Stratum[] => equal(n).map(stratum => ({ ...stratum, before: 0.9, after: 0.85 }))

/** Half of the strata hold three quarters of the data, and each gives one sample: the largest remainder of 1.5 and of 0.5 places. */
const many = (n: number): Stratum[] => {
  const sizes = Array.from({ length: n }, (_, i) => (i < n / 2 ? 149 : 51))
  const places = proportional(sizes, n)
  return sizes.map((size, i) => ({
    size,
    n: places[i] ?? 0,
    before: i < n / 2 ? 0.9 : 0.4,
    after: i < n / 2 ? 0.88 : 0.2,
  }))
}

const populations = {
  'in proportion, rates .5–.86': even,
  'in proportion, all rounded towards the good': rounding,
  'as many of each, rates .5–.86': equal,
  'as many of each, all alike': alike,
  'as many strata as samples': many,
} as const

type Cell = [before: number, after: number]
const rateOf = (strata: readonly Stratum[], arm: 'before' | 'after'): number =>
  strata.reduce((sum, stratum) => sum + stratum.size * stratum[arm], 0) /
  strata.reduce((sum, { size }) => sum + size, 0)

/** One answer in ten that changes beside what the rates say. */
function draw({ before, after }: Stratum, random: RandomBits): Cell {
  const was = random.uniform() < before ? 1 : 0
  const again =
    random.uniform() < 0.8
      ? was === 1
        ? Math.min(1, after / before)
        : Math.max(0, (after - before) / (1 - before))
      : after
  return [was, random.uniform() < again ? 1 : 0]
}

interface Weighted {
  before: Share
  after: Share
  r: number
}

/** Both arms weighted, with the spread of w(x − p), or of w(x − p_h). */
function weigh(strata: readonly Stratum[], drawn: readonly Cell[][], within: boolean): Weighted {
  const all = strata.reduce((sum, { size }) => sum + size, 0)
  const n = drawn.reduce((sum, cells) => sum + cells.length, 0)
  const rows = drawn.flatMap((cells, h) =>
    cells.map(cell => ({ h, cell, w: ((strata[h]?.size ?? 0) / all) * (n / cells.length) })),
  )
  const total = rows.reduce((sum, { w }) => sum + w, 0)
  const value = (at: 0 | 1): number => rows.reduce((sum, { w, cell }) => sum + w * cell[at], 0) / total
  const own = (at: 0 | 1): number[] => drawn.map(cells => cells.reduce((sum, cell) => sum + cell[at], 0) / cells.length)
  const [values, means] = [[value(0), value(1)] as const, [own(0), own(1)] as const]
  const deff = (n * rows.reduce((sum, { w }) => sum + w * w, 0)) / total ** 2
  const spread = (of: (row: (typeof rows)[number]) => number): number => {
    const squares = rows.reduce((sum, row) => {
      const size = drawn[row.h]?.length ?? 0
      return sum + of(row) ** 2 * (within && size > 1 ? size / (size - 1) : n / (n - 1))
    }, 0)
    return Math.sqrt(squares) / total
  }
  const off = ({ h, cell, w }: (typeof rows)[number], at: 0 | 1): number =>
    w * (cell[at] - (within && (drawn[h]?.length ?? 0) > 1 ? (means[at][h] ?? 0) : values[at]))
  const [was, is, delta] = [
    spread(row => off(row, 0)),
    spread(row => off(row, 1)),
    spread(row => off(row, 1) - off(row, 0)),
  ]
  const r = was === 0 || is === 0 ? 0 : Math.max(-1, Math.min(1, (was ** 2 + is ** 2 - delta ** 2) / (2 * was * is)))
  const share = (p: number, se: number): Share => ({ value: p, se, trials: n / deff, df: n - 1 })
  return { before: share(values[0], was), after: share(values[1], is), r }
}

const rows = Object.entries(populations).flatMap(([name, make]) =>
  [20, 40, 100, 300].map(n => {
    const strata = make(n)
    const random = new RandomBits(['strata', name, n])
    const [was, is] = [rateOf(strata, 'before'), rateOf(strata, 'after')]
    const hits = { rate: [0, 0, 0], delta: [0, 0, 0] }
    const width = { rate: [0, 0, 0], delta: [0, 0, 0] }
    for (let i = 0; i < draws; i++) {
      const drawn = strata.map(stratum => Array.from({ length: stratum.n }, () => draw(stratum, random)))
      const cells = drawn.flat()
      const count = (b: number, a: number): number => cells.filter(cell => cell[0] === b && cell[1] === a).length
      const table = { both: count(1, 1), beforeOnly: count(1, 0), afterOnly: count(0, 1), neither: count(0, 0) }
      const [plain, within] = [weigh(strata, drawn, false), weigh(strata, drawn, true)]
      const found = {
        rate: [
          wilson(table.both + table.afterOnly, n).ci,
          effectiveWilson(plain.after).ci,
          effectiveWilson(within.after).ci,
        ],
        delta: [
          pairedDifference(table).ci,
          pairedShares(plain.before, plain.after, plain.r).ci,
          pairedShares(within.before, within.after, within.r).ci,
        ],
      }
      for (const what of ['rate', 'delta'] as const)
        found[what].forEach(([low, high], j) => {
          const truth = what === 'rate' ? is : is - was
          if (low <= truth + 1e-12 && truth - 1e-12 <= high) hits[what][j] = (hits[what][j] ?? 0) + 1
          width[what][j] = (width[what][j] ?? 0) + (high - low) / draws
        })
    }
    const shown = (what: 'rate' | 'delta'): string[] =>
      [0, 1, 2].map(
        j => `${((100 * (hits[what][j] ?? 0)) / draws).toFixed(1)} (${(100 * (width[what][j] ?? 0)).toFixed(1)})`,
      )
    return [name, `${n}`, ...shown('rate'), ...shown('delta')]
  }),
)
const header = [
  'strata',
  'n',
  'rate: unweighted',
  'weighted',
  'weighted, within strata',
  'Δ: unweighted',
  'weighted',
  'weighted, within strata',
]
const shown = markdownTable(header, rows)
console.log(shown)
if (process.argv.includes('--write')) insertTable('strata', shown)
