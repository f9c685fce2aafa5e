/**
 * The mean of several benchmarks' rates: how often its 95 % interval contains the truth, by MOVER alone (the default of 0.1.0), by the pooled
 * score alone, and by the farther limit of both. Seeded, a minute. `node --conditions=@xeval/source bench/coverage-suite.ts [--write]`
 */

import type { RawComparison } from '../src/analysis/compare-metric.ts'
import { suiteScore } from '../src/analysis/suite-score.ts'
import { drawBinomial } from '../src/stats/binomial.ts'
import { wilson } from '../src/stats/proportion.ts'
import { RandomBits } from '../src/stats/random.ts'
import { macroScore } from '../src/stats/suite-score.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const draws = 10_000
const sizes = [
  [20, 20],
  [20, 20, 20],
  [100, 100, 100],
  Array<number>(8).fill(25),
  [20, 50, 200],
  [10, 500, 500],
  [30, 1000],
]
const rates = { '.5': [0.5], '.9': [0.9], '.98': [0.98], '.5 .9 .98': [0.5, 0.9, 0.98], '.98 .9 .5': [0.98, 0.9, 0.5] }

const arm = (k: number, n: number) => ({ value: k / n, ci95: wilson(k, n).ci })
const headline = (k: number, n: number): RawComparison => ({
  ...{ metric: 'x', unit: 'rate', direction: 'higher-is-better', n, before: arm(k, n), after: arm(k, n) },
  ...{
    delta: { value: 0, ci95: [0, 0], method: '' },
    test: { name: '', p: 1 },
    harm: () => 1,
    boon: () => 1,
    relativeHarm: () => 1,
    relativeBoon: () => 1,
  },
})

const rows = sizes.map(ns => {
  const cells = Object.entries(rates).map(([name, cycle]) => {
    const ps = ns.map((_, i) => cycle[i % cycle.length] ?? 0)
    const truth = ps.reduce((sum, p) => sum + p, 0) / ps.length
    const random = new RandomBits(['suite', name, ...ns])
    let [old, now] = [0, 0]
    for (let i = 0; i < draws; i++) {
      const ks = ns.map((n, at) => drawBinomial(random, n, ps[at] ?? 0))
      const before = macroScore(ns.map((n, at) => ({ n, ...wilson(ks[at] ?? 0, n) }))).ci
      const flips = { improved: 0, regressed: 0 }
      const score = suiteScore(
        ns.map((n, at) => ({ name: `${at}`, bundled: false, headline: headline(ks[at] ?? 0, n), flips })),
      )
      const after = score?.macro.before.ci95 ?? [Number.NaN, Number.NaN]
      if (before[0] <= truth + 1e-12 && before[1] >= truth - 1e-12) old++
      if (after[0] <= truth + 1e-12 && after[1] >= truth - 1e-12) now++
    }
    return `${((100 * old) / draws).toFixed(1)} → ${((100 * now) / draws).toFixed(1)}`
  })
  return [ns.join(' '), ...cells]
})
const table = markdownTable(['samples', ...Object.keys(rates).map(name => `rates ${name}`)], rows)
console.log(table)
if (process.argv.includes('--write')) insertTable('suite', table)
