/**
 * Means of differences that a panel of raters gave: how often the 95 % interval contains the truth of all raters and all questions, by Student's t over the
 * questions alone, by the two-way bootstrap, and by crossed random effects with Satterthwaite's degrees of freedom. Seeded, a minute or two.
 * `node --conditions=@xeval/source bench/coverage-raters.ts [--write]`
 */

import { crossedMean } from '../src/stats/crossed.ts'
import { meanInterval } from '../src/stats/mean.ts'
import { RandomBits } from '../src/stats/random.ts'
import { raterBootstrap } from '../src/stats/rater-bootstrap.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const draws = 4_000
/** The bootstrap costs a hundred times as much. */
const bootstrapped = 200
/** Standard deviations of questions, raters and rest: of differences on 0–100. */
const populations = {
  'raters alike': [15, 0, 10],
  'raters differ a little': [15, 2, 10],
  'raters differ': [15, 5, 10],
  'raters differ a lot': [10, 10, 10],
  'whole numbers of five': [8, 3, 6],
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
const mean = (row: readonly (number | undefined)[]): number =>
  row.reduce<number>((sum, value) => sum + (value ?? 0), 0) / row.length

const rows = Object.entries(populations).flatMap(([name, spread]) =>
  [3, 5].flatMap(k =>
    [20, 40, 60].map(n => {
      const random = new RandomBits(['raters', name, k, n])
      const hits = { alone: 0, bootstrap: 0, crossed: 0 }
      let width = 0
      for (let i = 0; i < draws; i++) {
        const ratings = table(random, n, k, spread, name.startsWith('whole') ? 5 : 0.001)
        const alone = meanInterval(ratings.map(mean)).ci
        const { ci } = crossedMean(ratings)
        if (holds(alone)) hits.alone++
        if (holds(ci)) hits.crossed++
        width += (ci[1] - ci[0]) / (alone[1] - alone[0]) / draws
        if (i >= bootstrapped) continue
        const statistic = (rows: typeof ratings | readonly (readonly (number | undefined)[])[]) => mean(rows.map(mean))
        if (holds(raterBootstrap(ratings, statistic, { seed: [name, k, n, i], resamples: 500 }).ci)) hits.bootstrap++
      }
      const share = (count: number, of: number): string => ((100 * count) / of).toFixed(1)
      return [
        name,
        `${k}`,
        `${n}`,
        share(hits.alone, draws),
        share(hits.bootstrap, bootstrapped),
        share(hits.crossed, draws),
        width.toFixed(2),
      ]
    }),
  ),
)
const header = ['population', 'raters', 'questions', 't of questions', 'two-way bootstrap', 'crossed', 'width / t']
const shown = markdownTable(header, rows)
console.log(shown)
if (process.argv.includes('--write')) insertTable('raters', shown)
