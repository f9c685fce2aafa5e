/**
 * What `gate --aa` does where a server's runs share a shift of their own: yes/no scores of n questions, each with a chance of its own of
 * being right; every run moves all of these chances by one draw of a normal distribution. The run before, its repeat and the run after are
 * drawn, with nothing lost, with the margin lost, and with three times as much; the gate decides with and without the repeat. Seeded.
 * `node --conditions=@xeval/source bench/noise-floor.ts [--draws N] [--write]`
 */
import { parseArgs } from 'node:util'
import { gate } from '../src/analysis/gate.ts'
import { noiseFloor } from '../src/analysis/noise-floor.ts'
import { drawBinomial } from '../src/stats/binomial.ts'
import { probit } from '../src/stats/distributions.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'
import { type YesNoTable, yesNoComparison } from './support/yes-no-table.ts'

const { values } = parseArgs({
  options: { draws: { type: 'string', default: '2000' }, write: { type: 'boolean', default: false } },
})
const draws = Number(values.draws)
const margin = 0.05
const n = 500
/** Standard deviations of what a run's shift is. */
const shifts = [0, 0.01, 0.02, 0.03] as const
const losses = [0, margin, 3 * margin] as const
/** Half of the questions are right nine times in ten, a quarter one in ten, a quarter anything between. */
const mean = 0.5 * 0.9 + 0.25 * 0.1 + 0.25 * 0.5

const chance = (random: RandomBits): number => {
  const kind = random.uniform()
  return kind < 0.5 ? 0.9 : kind < 0.75 ? 0.1 : 0.1 + 0.8 * random.uniform()
}
const shiftOf = (random: RandomBits, sd: number): number => sd * probit(Math.max(1e-12, random.uniform()))
const right = (random: RandomBits, rate: number): boolean => random.uniform() < rate

function tableOf(before: readonly boolean[], after: readonly boolean[]): YesNoTable {
  const count = (was: boolean, is: boolean): number => before.filter((b, i) => b === was && after[i] === is).length
  return { n, up: count(false, true), down: count(true, false), both: count(true, true) }
}

function drawOne(random: RandomBits, sd: number, loss: number) {
  const rates = Array.from({ length: n }, () => chance(random))
  const lost = new Set<number>()
  // As many questions are forgotten as lose so much on average.
  for (let left = drawBinomial(random, n, loss / mean); lost.size < left; ) lost.add(Math.floor(random.uniform() * n))
  const ask = (forgotten: ReadonlySet<number>): boolean[] => {
    const shift = shiftOf(random, sd)
    return rates.map((rate, i) => !forgotten.has(i) && right(random, rate + shift))
  }
  const none = new Set<number>()
  const [before, again, after] = [ask(none), ask(none), ask(lost)]
  const { comparison, raw } = yesNoComparison(tableOf(before, after), margin)
  const repeat = yesNoComparison(tableOf(before, again), margin).comparison
  const options = { margins: { x: margin }, maxErrors: 1, raw: new Map([['x', raw]]) }
  const widening = new Map(noiseFloor(repeat, comparison).map(({ benchmark, widening }) => [benchmark, widening]))
  return {
    alone: gate(comparison, options)[0]?.outcome,
    noisy: gate(comparison, { ...options, widening })[0]?.outcome,
  }
}

const percent = (count: number): string => ((100 * count) / draws).toFixed(1)
const rows = shifts.map(sd => {
  const cells = losses.map(loss => {
    const random = new RandomBits(['noise-floor', sd, loss])
    const counts = { alone: { passed: 0, regressed: 0 }, noisy: { passed: 0, regressed: 0 } }
    for (let i = 0; i < draws; i++)
      for (const [rule, outcome] of Object.entries(drawOne(random, sd, loss)))
        if ((rule === 'alone' || rule === 'noisy') && (outcome === 'passed' || outcome === 'regressed'))
          counts[rule][outcome]++
    process.stderr.write(`${sd} ${loss}\n`)
    return counts
  })
  const both = (at: number, outcome: 'passed' | 'regressed'): string =>
    `${percent(cells[at]?.alone[outcome] ?? 0)} → ${percent(cells[at]?.noisy[outcome] ?? 0)}`
  return [`${sd * 100} pp`, both(0, 'regressed'), both(1, 'passed'), both(0, 'passed'), both(2, 'regressed')]
})
const header = [
  'shift of a run, SD',
  'no loss: alarm',
  'loss = margin: false pass',
  'no loss: passed',
  `loss ${300 * margin} pp: alarm`,
]
const table = [
  `n = ${n} questions, margin ${margin * 100} pp, ${draws.toLocaleString('en')} draws a cell; in per cent of them, without → with \`--aa\`.`,
  '',
  markdownTable(header, rows),
].join('\n')
console.log(table)
if (values.write) insertTable('noise-floor', table)
