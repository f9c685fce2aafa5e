/**
 * What a plan promises against what the verdicts do: pairs are drawn, the comparison's own code judges them, and how often it says
 * «improved», or lets a model without any change pass the gate, stands beside the power that `xeval plan` works with. Seeded; some minutes of one core.
 * `node --conditions=@xeval/source bench/plan-power.ts [--draws N] [--write]`
 */
import { parseArgs } from 'node:util'
import { compareMetric } from '../src/analysis/compare-metric.ts'
import { makePairedSums } from '../src/analysis/metric-sums.ts'
import { type Design, powerToDetect, powerToPass } from '../src/analysis/plan-power.ts'
import { flipsOf, type Spread } from '../src/analysis/spread.ts'
import type { MeanMetric } from '../src/core/metric.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const { values } = parseArgs({
  options: { draws: { type: 'string', default: '4000' }, write: { type: 'boolean', default: false } },
})
const draws = Number(values.draws)
const metric: MeanMetric = { kind: 'mean', name: 'x', direction: 'higher-is-better', unit: 'rate', value: () => 0 }

interface Cell {
  what: string
  design: Design
  spread: Spread
  gain: number
  margin: number
  /** One sample's two scores: the true gain is what is asked for. */
  draw(random: RandomBits, gain: number): [before: number, after: number]
  /** Samples of one unit. */
  size: number
}

/** Yes or no: ψ of the pairs change, `gain` more of them up than down. */
const flip =
  (flips: number) =>
  (random: RandomBits, gain: number): [number, number] => {
    const u = random.uniform()
    if (u < (flips + gain) / 2) return [0, 1]
    if (u < flips) return [1, 0]
    return random.uniform() < 0.7 ? [1, 1] : [0, 0]
  }

/** K answers in each arm: a share of the questions is sure, the others are right half of the time; `gain` of all become surely right. */
const repeated =
  (unsure: number, k: number) =>
  (random: RandomBits, gain: number): [number, number] => {
    const u = random.uniform()
    const mean = (): number =>
      Array.from({ length: k }, () => Number(random.uniform() < 0.5)).reduce((a, b) => a + b) / k
    if (u < unsure) return [mean(), mean()]
    if (u < unsure + gain) return [0, 1]
    return random.uniform() < 0.7 ? [1, 1] : [0, 0]
  }

const rate = { rate: true, clustered: false, epochs: 1, alpha: 0.05 } as const
const single = (n: number, flips: number, gain: number, margin: number, alpha = 0.05): Cell => ({
  what: `n ${n}, flips ${flips * 100}%, α ${alpha}`,
  design: { ...rate, n, alpha },
  spread: flipsOf(flips),
  draw: flip(flips),
  size: 1,
  gain,
  margin,
})
const epochs = (n: number, k: number, unsure: number, gain: number, margin: number): Cell => ({
  what: `n ${n}, K ${k}, ${unsure * 100}% unsure`,
  design: { ...rate, n, epochs: k },
  // Two answers of one model to an unsure question differ half of the time; the gain is no noise.
  spread: flipsOf(unsure / 2 + gain, unsure / 2),
  draw: repeated(unsure, k),
  size: 1,
  gain,
  margin,
})
const clusters = (n: number, size: number, flips: number, gain: number, margin: number): Cell => ({
  what: `${n} groups of ${size}, flips ${flips * 100}%`,
  design: { ...rate, n, clustered: true },
  spread: flipsOf(flips),
  draw: flip(flips),
  size,
  gain,
  margin,
})

const cells: Cell[] = [
  single(25, 0.2, 0.2, 0.2),
  single(100, 0.1, 0.08, 0.1),
  single(300, 0.2, 0.08, 0.1),
  single(300, 0.2, 0.08, 0.1, 0.0125),
  single(300, 0.05, 0.03, 0.05),
  single(1000, 0.1, 0.03, 0.03),
  single(4326, 0.3, 0.02, 0.02),
  epochs(30, 8, 0.3, 0.15, 0.15),
  epochs(100, 4, 0.4, 0.08, 0.1),
  epochs(500, 2, 0.2, 0.03, 0.05),
  clusters(50, 3, 0.2, 0.2, 0.2),
  clusters(344, 3, 0.2, 0.07, 0.07),
]

const rows = cells.map(cell => {
  const { what, design, spread, gain, margin } = cell
  const random = new RandomBits(['plan-power', what])
  let detected = 0
  let passed = 0
  for (let i = 0; i < draws; i++) {
    const found = compare(cell, random, gain)
    if (found.delta.value > 0 && found.test.p < design.alpha) detected++
    const same = compare(cell, random, 0)
    if (same.harm(margin) < 0.025) passed++
  }
  const unchanged = cell.design.epochs > 1 ? { ...spread, omega2: spread.omega2 - gain } : spread
  process.stderr.write(`${what}\n`)
  const percent = (share: number): string => (100 * share).toFixed(1)
  return [
    what,
    `${Math.round(gain * 100)} pp`,
    percent(powerToDetect(design, spread, gain)),
    percent(detected / draws),
    `${Math.round(margin * 100)} pp`,
    percent(powerToPass(design, unchanged, margin)),
    percent(passed / draws),
  ]
})

function compare({ design, draw, size }: Cell, random: RandomBits, gain: number) {
  const sums = makePairedSums(metric)
  for (let unit = 0; unit < design.n; unit++) {
    const [before, after] = draw(random, gain)
    for (let i = 0; i < size; i++) sums.push(before, after, design.clustered ? unit : undefined)
  }
  const found = compareMetric(sums.figure())
  if ('code' in found) throw new Error(found.code)
  return found
}

const table = [
  `In per cent, ${draws.toLocaleString('en')} draws per cell: the standard error is at most ${(50 / Math.sqrt(draws)).toFixed(1)}.`,
  '',
  markdownTable(['design', 'gain', 'planned', 'improved', 'margin', 'planned', 'passes unchanged'], rows),
].join('\n')
console.log(table)
if (values.write) insertTable('plan-power', table)
