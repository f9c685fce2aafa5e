/**
 * Verdicts against the truth: yes/no scores of n paired samples, drawn where nothing was lost and where as much was lost as the margin
 * allows; what xeval's gate says, and what the rule of `nel gate` (NVIDIA NeMo Evaluator) would: the mean of the paired differences
 * ± t·s/√n, passed above −margin, failed below it. Seeded; some minutes of one core.
 * `node --conditions=@xeval/source bench/verdicts.ts [--draws N] [--write]`
 */
import { parseArgs } from 'node:util'
import { gate } from '../src/analysis/gate.ts'
import { drawBinomial } from '../src/stats/binomial.ts'
import { criticalT } from '../src/stats/distributions.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'
import { yesNoComparison } from './support/yes-no-table.ts'

const sizes = [30, 100, 300, 1000] as const
const rates = [0.5, 0.8, 0.95, 0.98] as const
/** Share of the pairs that change without any loss, as many up as down. */
const flips = [0, 0.02, 0.08, 0.2] as const
const margin = 0.05

const { values } = parseArgs({
  options: { draws: { type: 'string', default: '5000' }, write: { type: 'boolean', default: false } },
})
const draws = Number(values.draws)

type Outcome = 'passed' | 'regressed' | 'inconclusive'
const known = new Map<string, Outcome>()

/** What the gate itself says of a table; tables come again and again. */
function ours(n: number, up: number, down: number, both: number): Outcome {
  const key = `${n} ${up} ${down} ${both}`
  const before = known.get(key)
  if (before !== undefined) return before
  const { comparison } = yesNoComparison({ n, up, down, both }, margin)
  const outcome = gate(comparison, { margins: { x: margin }, maxErrors: 1 })[0]?.outcome
  if (outcome === undefined || outcome === 'too-many-errors' || outcome === 'missing')
    throw new Error(`a gate says ${outcome}`)
  known.set(key, outcome)
  return outcome
}

function theirs(n: number, up: number, down: number, t: number): Outcome {
  const mean = (up - down) / n
  const half = t * Math.sqrt((up + down - n * mean * mean) / (n - 1) / n)
  if (mean - half > -margin) return 'passed'
  return mean + half < -margin ? 'regressed' : 'inconclusive'
}

interface Tally {
  /** The largest over rates and flips. */
  worst: number
  sum: number
  cells: number
}
const tally = (): Tally => ({ worst: 0, sum: 0, cells: 0 })
const take = (into: Tally, share: number): void => {
  into.worst = Math.max(into.worst, share)
  into.sum += share
  into.cells++
}

const rows = sizes.map(n => {
  const t = criticalT(0.95, n - 1)
  const tallies = Object.fromEntries(
    ['xeval', 'nel'].map(rule => [rule, { alarm: tally(), undecided: tally(), pass: tally(), missed: tally() }]),
  )
  known.clear()
  for (const rate of rates)
    for (const psi of flips)
      for (const loss of [0, margin]) {
        const [up, down] = [psi / 2, psi / 2 + loss]
        if (down > rate || up > 1 - rate) continue
        const random = new RandomBits(['verdicts', n, rate, psi, loss])
        const counts = {
          xeval: { passed: 0, regressed: 0, inconclusive: 0 },
          nel: { passed: 0, regressed: 0, inconclusive: 0 },
        }
        for (let i = 0; i < draws; i++) {
          const ups = drawBinomial(random, n, up)
          const downs = drawBinomial(random, n - ups, down / (1 - up))
          const both = drawBinomial(random, n - ups - downs, (rate - down) / (1 - up - down))
          counts.xeval[ours(n, ups, downs, both)]++
          counts.nel[theirs(n, ups, downs, t)]++
        }
        for (const rule of ['xeval', 'nel'] as const) {
          const of = tallies[rule]
          if (of === undefined) continue
          const { passed, regressed, inconclusive } = counts[rule]
          if (loss === 0) {
            take(of.alarm, regressed / draws)
            take(of.undecided, inconclusive / draws)
          } else {
            take(of.pass, passed / draws)
            take(of.missed, inconclusive / draws)
          }
        }
      }
  process.stderr.write(`n=${n}\n`)
  return ['xeval', 'nel'].map(rule => {
    const of = tallies[rule]
    if (of === undefined) throw new Error(rule)
    const percent = (x: number): string => (100 * x).toFixed(1)
    const both = ({ worst, sum, cells }: Tally): string => `${percent(sum / cells)} (${percent(worst)})`
    return [`${n}`, rule === 'nel' ? 'rule of `nel gate`' : 'xeval', ...Object.values(of).map(both)]
  })
})
const header = [
  'n',
  'rule',
  'no loss: alarm',
  'no loss: inconclusive',
  'loss = margin: false pass',
  'loss = margin: inconclusive',
]
const table = [
  `Margin ${margin * 100} pp, ${draws.toLocaleString('en')} draws for each of the rates ${rates.join(', ')} and of the shares of flips ${flips.join(', ')}: the mean over them in per cent, the largest in brackets.`,
  '',
  markdownTable(header, rows.flat()),
].join('\n')
console.log(table)
if (values.write) insertTable('verdicts', table)
