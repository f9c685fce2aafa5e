/**
 * The difference on the very questions that were asked, over K answers each: how often its 95 % interval contains the mean of these questions' own
 * differences, and how wide it is beside the interval for other questions. Seeded, seconds.
 * `node --conditions=@xeval/source bench/coverage-fixed.ts [--write]`
 */

import { drawBinomial } from '../src/stats/binomial.ts'
import { boundedMean } from '../src/stats/bounded-mean.ts'
import { fixedQuestions } from '../src/stats/fixed-questions.ts'
import { Moments } from '../src/stats/moments.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const draws = 10_000
/** A question's chance before and after. */
const populations: Record<string, (random: RandomBits) => readonly [number, number]> = {
  smooth: random => {
    const p = random.uniform()
    return [p, Math.min(1, Math.max(0, p + 0.2 * (random.uniform() - 0.6)))]
  },
  'two-point': random => (random.uniform() < 0.9 ? [1, 1] : [0.5, 0.2]),
  'near 1': random => [0.98, random.uniform() < 0.9 ? 0.98 : 0.9],
  'always right': () => [1, 1],
}

const rows = Object.entries(populations).flatMap(([name, population]) =>
  [30, 100].flatMap(n =>
    [2, 4, 8].map(k => {
      const random = new RandomBits(['fixed', name, n, k])
      let [hits, width] = [0, 0]
      for (let i = 0; i < draws; i++) {
        const sums = { questions: n, answers: n * k, delta: 0, variance: 0, df: 2 * n * (k - 1), isRate: true }
        const moments = new Moments()
        let truth = 0
        for (let j = 0; j < n; j++) {
          const [p, q] = population(random)
          truth += (q - p) / n
          const [was, is] = [drawBinomial(random, k, p) / k, drawBinomial(random, k, q) / k]
          sums.delta += is - was
          sums.variance += (was * (1 - was) + is * (1 - is)) / (k - 1)
          moments.add(is - was)
        }
        const { ci } = fixedQuestions(sums)
        const others = boundedMean({ value: moments.mean, variance: moments.variance, n, range: [-1, 1] }).ci
        if (ci[0] <= truth + 1e-12 && truth <= ci[1] + 1e-12) hits++
        width += (ci[1] - ci[0]) / (others[1] - others[0]) / draws
      }
      return [name, `${n}`, `${k}`, ((100 * hits) / draws).toFixed(1), width.toFixed(2)]
    }),
  ),
)
const table = markdownTable(['population', 'questions', 'K', 'coverage', 'width / of other questions'], rows)
console.log(table)
if (process.argv.includes('--write')) insertTable('fixed', table)
