/**
 * Two runs of 100 or 400 samples each of which only a share is the same: coverage of the 95 % interval of the difference by the pairs alone and by all samples
 * (partly overlapping), and their widths. Seeded, seconds. `node --conditions=@xeval/source bench/coverage-overlap.ts [--write]`
 */

import { Moments } from '../src/stats/moments.ts'
import { PairedMoments } from '../src/stats/paired-moments.ts'
import { pairedDifference } from '../src/stats/paired-proportions.ts'
import { partlyOverlapping } from '../src/stats/partly-overlapping.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const draws = 10_000
/** Rate before and after, and the share of questions on which one chance decides both. */
const populations = {
  '.5 → .5': [0.5, 0.5, 0.7],
  '.9 → .85': [0.9, 0.85, 0.7],
  '.98 → .98': [0.98, 0.98, 0.7],
  '.98 → .9': [0.98, 0.9, 0],
} as const

const rows = [100, 400].flatMap(n =>
  [0.06, 0.3, 0.6, 0.85].flatMap(share =>
    Object.entries(populations).map(([name, [p, q, alike]]) => {
      const random = new RandomBits(['overlap', n, share, name])
      const shared = Math.round(n * share)
      const hits = { pairs: 0, all: 0 }
      let width = 0
      const draw = (rate: number): number => (random.uniform() < rate ? 1 : 0)
      for (let i = 0; i < draws; i++) {
        const pairs = new PairedMoments()
        const [beforeOnly, afterOnly] = [new Moments(), new Moments()]
        for (let j = 0; j < shared; j++) {
          const u = random.uniform()
          const isAlike = random.uniform() < alike
          pairs.add(u < p ? 1 : 0, isAlike ? (u < q ? 1 : 0) : draw(q))
        }
        for (let j = shared; j < n; j++) {
          beforeOnly.add(draw(p))
          afterOnly.add(draw(q))
        }
        const { ci } = partlyOverlapping({ pairs, beforeOnly, afterOnly, isRate: true })
        const alone = pairedDifference(pairs.counts ?? { both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 }).ci
        if (ci[0] <= q - p && q - p <= ci[1]) hits.all++
        if (alone[0] <= q - p && q - p <= alone[1]) hits.pairs++
        width += (ci[1] - ci[0]) / (alone[1] - alone[0]) / draws
      }
      const percent = (count: number): string => ((100 * count) / draws).toFixed(1)
      return [`${n}`, `${shared}`, name, percent(hits.pairs), percent(hits.all), width.toFixed(2)]
    }),
  ),
)
const table = markdownTable(['samples', 'pairs', 'rates', 'pairs alone', 'all samples', 'width / pairs'], rows)
console.log(table)
if (process.argv.includes('--write')) insertTable('overlap', table)
