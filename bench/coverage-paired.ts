/**
 * Yes/no scores before and after on a grid of populations: how often Newcombe's limits, Tango's and the farther of both (the default)
 * contain the true difference. Seeded, some minutes of one core.
 * `node --conditions=@xeval/source bench/coverage-paired.ts [--draws N] [--worst] [--write]`
 */
import { parseArgs } from 'node:util'
import type { Interval } from '../src/core/run-result.ts'
import { drawBinomial } from '../src/stats/binomial.ts'
import { criticalZ } from '../src/stats/distributions.ts'
import { newcombePaired, type PairedCounts, pairedDifference, tangoZ } from '../src/stats/paired-proportions.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const sizes = [20, 30, 50, 68, 100, 200, 500, 1000] as const
const rates = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99] as const
const losses = [0, 0.01, 0.02, 0.05, 0.1] as const
/** Share of the pairs that change beside the loss, as many up as down. */
const flips = [0, 0.02, 0.08, 0.2] as const
const z = criticalZ(0.95)

const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '10000' },
    worst: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const draws = Number(values.draws)
const methods = ['newcombe', 'tango', 'both'] as const
type Hits = Record<(typeof methods)[number], number>

const contains = ([low, high]: Interval, truth: number): boolean => low <= truth + 1e-12 && high >= truth - 1e-12

/** Tango's limits are where its test rejects, so that the test alone says whether they contain a difference. */
function hitsOf(table: PairedCounts, truth: number): Hits {
  const newcombe = contains(newcombePaired(table).ci, truth)
  const tango = Math.abs(tangoZ(table, truth)) <= z
  return { newcombe: Number(newcombe), tango: Number(tango), both: Number(newcombe || tango) }
}

let populations = 0
const rows = sizes.map(n => {
  const worst = methods.map(() => ({ covered: 1, where: '' }))
  populations = 0
  for (const rate of rates)
    for (const loss of losses)
      for (const psi of flips) {
        const [up, down] = [psi / 2, psi / 2 + loss]
        if (down > rate || up > 1 - rate) continue
        populations++
        const random = new RandomBits(['paired', n, rate, loss, psi])
        const sum: Hits = { newcombe: 0, tango: 0, both: 0 }
        for (let i = 0; i < draws; i++) {
          const afterOnly = drawBinomial(random, n, up)
          const beforeOnly = drawBinomial(random, n - afterOnly, down / (1 - up))
          const both = drawBinomial(random, n - afterOnly - beforeOnly, (rate - down) / (1 - up - down))
          const table = { both, beforeOnly, afterOnly, neither: n - both - beforeOnly - afterOnly }
          const hits = hitsOf(table, -loss)
          if (i < 20 && contains(pairedDifference(table).ci, -loss) !== (hits.both === 1))
            throw new Error(`the default's limits say otherwise of ${JSON.stringify(table)}`)
          for (const method of methods) sum[method] += hits[method]
        }
        methods.forEach((method, j) => {
          const covered = sum[method] / draws
          const known = worst[j]
          if (known !== undefined && covered < known.covered)
            worst[j] = { covered, where: `${rate} right, ${loss} lost, ${psi} changed beside` }
        })
      }
  process.stderr.write(`n=${n}\n`)
  if (values.worst) worst.forEach(({ where }, j) => void process.stderr.write(`  ${methods[j]}: ${where}\n`))
  return [`${n}`, ...worst.map(({ covered }) => (100 * covered).toFixed(1))]
})
const table = [
  `${draws.toLocaleString('en')} draws for each of ${populations} populations per size, the worst of them in per cent.`,
  '',
  markdownTable(['n', "Newcombe's", "Tango's", 'the farther limit'], rows),
].join('\n')
console.log(table)
if (values.write) insertTable('paired', table)
