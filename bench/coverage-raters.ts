/**
 * Means of differences that a panel of raters gave: how often the 95 % interval contains the truth of all raters and all questions, by Student's t over the
 * questions alone, by the two-way bootstrap, and by crossed random effects: with Satterthwaite's degrees of freedom, with Cochran and Cox's weighted t, and with the
 * squared limits added (Banerjee), which is the default. In the last rows a quarter of the ratings is missing. Seeded, some minutes.
 * `node --conditions=@xeval/source bench/coverage-raters.ts [--write]`
 */

import { type CrossedMean, crossedMean } from '../src/stats/crossed.ts'
import { criticalT } from '../src/stats/distributions.ts'
import { meanInterval } from '../src/stats/mean.ts'
import { RandomBits } from '../src/stats/random.ts'
import { raterBootstrap } from '../src/stats/rater-bootstrap.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const draws = 4_000
/** The bootstrap costs a hundred times as much. */
const bootstrapped = 100
/** Standard deviations of questions, raters and rest: of differences on 0–100. */
const populations = {
  'raters alike': [15, 0, 10],
  'raters differ a little': [15, 2, 10],
  'raters differ': [15, 5, 10],
  'raters differ a lot': [10, 10, 10],
  'whole numbers of five': [8, 3, 6],
  'a quarter missing': [15, 5, 10],
  'a quarter missing, a lot': [10, 10, 10],
} as const

const truth = 3

function table(random: RandomBits, n: number, k: number, [q, r, e]: readonly [number, number, number], step: number) {
  const raters = Array.from({ length: k }, () => r * normal(random))
  return Array.from({ length: n }, () => {
    const question = q * normal(random)
    return raters.map(rater => Math.round((truth + question + rater + e * normal(random)) / step) * step)
  })
}

const normal = (random: RandomBits): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())

const holds = ([low, high]: readonly [number, number]): boolean => low <= truth && truth <= high
type Ratings = readonly (readonly (number | undefined)[])[]
function mean(row: readonly (number | undefined)[]): number {
  const given = row.filter(value => value !== undefined)
  return given.reduce((sum, value) => sum + value, 0) / given.length
}

/** One of two of the commonest rules for a sum of variances. Of complete tables. */
function around({ value, se, parts }: CrossedMean, rule: 'satterthwaite' | 'cochran-cox'): [number, number] {
  const [q, r] = parts
  if (q === undefined || r === undefined) throw new Error('a crossed mean has two parts')
  const [b, a] = [q.se ** 2, r.se ** 2]
  const rest = Math.max(0, a + b - se ** 2)
  const df = se ** 4 / (a ** 2 / r.df + b ** 2 / q.df + rest ** 2 / q.df / r.df)
  const t =
    rule === 'satterthwaite'
      ? criticalT(0.95, Math.max(1, df))
      : ((a - rest) * criticalT(0.95, r.df) + b * criticalT(0.95, q.df)) / (a - rest + b)
  return [value - t * se, value + t * se]
}

const without = (ratings: number[][], random: RandomBits): Ratings =>
  ratings.map(row => {
    const keep = Math.floor(random.uniform() * row.length)
    return row.map((value, j) =>
      j !== keep && random.uniform() < (0.25 * row.length) / (row.length - 1) ? undefined : value,
    )
  })

const rows = Object.entries(populations).flatMap(([name, spread]) =>
  (name.startsWith('a quarter') ? [3] : [2, 3, 5]).flatMap(k =>
    [20, 40, 60].map(n => {
      const random = new RandomBits(['raters', name, k, n])
      const gaps = name.startsWith('a quarter')
      const hits = { alone: 0, bootstrap: 0, satterthwaite: 0, cochran: 0, crossed: 0 }
      const width = { crossed: 0, satterthwaite: 0 }
      for (let i = 0; i < draws; i++) {
        const all = table(random, n, k, spread, name.startsWith('whole') ? 5 : 0.001)
        const ratings = gaps ? without(all, random) : all
        const alone = meanInterval(ratings.map(mean)).ci
        const crossed = crossedMean(ratings)
        if (holds(alone)) hits.alone++
        if (holds(crossed.ci)) hits.crossed++
        const [low, high] = around(crossed, 'satterthwaite')
        if (holds([low, high])) hits.satterthwaite++
        if (holds(around(crossed, 'cochran-cox'))) hits.cochran++
        width.crossed += (crossed.ci[1] - crossed.ci[0]) / (alone[1] - alone[0]) / draws
        width.satterthwaite += (high - low) / (alone[1] - alone[0]) / draws
        if (i >= bootstrapped || gaps) continue
        const statistic = (rows: Ratings) => mean(rows.map(mean))
        if (holds(raterBootstrap(ratings, statistic, { seed: [name, k, n, i], resamples: 500 }).ci)) hits.bootstrap++
      }
      const share = (count: number, of: number): string => ((100 * count) / of).toFixed(1)
      return [
        name,
        `${k}`,
        `${n}`,
        share(hits.alone, draws),
        gaps ? '' : share(hits.bootstrap, bootstrapped),
        ...(gaps ? ['', ''] : [share(hits.satterthwaite, draws), share(hits.cochran, draws)]),
        share(hits.crossed, draws),
        gaps ? '' : width.satterthwaite.toFixed(2),
        width.crossed.toFixed(2),
      ]
    }),
  ),
)
const header = [
  'population',
  'raters',
  'questions',
  't of questions',
  'two-way bootstrap',
  'Satterthwaite',
  'Cochran–Cox',
  'squares added',
  'Satterthwaite’s width / t',
  'width / t',
]
const shown = markdownTable(header, rows)
console.log(shown)
if (process.argv.includes('--write')) insertTable('raters', shown)
