/**
 * Rates over several epochs on hard populations: how often the 95 % intervals contain the truth, and how often a gate passes a loss as
 * large as its margin, with the defaults of today and of 0.1.0 on the same draws. Seeded; some ten minutes of one core.
 * `node --conditions=@xeval/source bench/coverage-repeats.ts [--draws N] [--worst] [--write]`
 */
import { parseArgs } from 'node:util'
import type { Interval } from '../src/core/run-result.ts'
import { boundedMean } from '../src/stats/bounded-mean.ts'
import { criticalT } from '../src/stats/distributions.ts'
import { effectiveWilson } from '../src/stats/effective-rate.ts'
import { newcombePaired, pairedDifference } from '../src/stats/paired-proportions.ts'
import { wilson } from '../src/stats/proportion.ts'
import { RandomBits } from '../src/stats/random.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'
import { armsOf, changes, type PairDrawer, pairDrawer, populations } from './support/repeat-populations.ts'

const sizes = [20, 30, 50, 100, 500, 1000] as const
const repeats = [2, 4, 8, 16] as const
const margins = [0.02, 0.05, 0.1] as const

const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '4000' },
    worst: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const draws = Number(values.draws)

/** What one draw of n questions leaves behind. */
interface Drawn {
  n: number
  before: number
  delta: number
  varianceBefore: number
  varianceDelta: number
  /** How many questions went from b to a, where all of them are wholly right or wholly wrong. */
  table: { both: number; beforeOnly: number; afterOnly: number; neither: number } | undefined
}

const methods = {
  'of 0.1.0': { arm: oldArm, delta: oldDelta },
  now: { arm: newArm, delta: newDelta },
} as const
type Method = keyof typeof methods
const names = ['of 0.1.0', 'now'] as const satisfies readonly Method[]

const ts = new Map(sizes.map(n => [n as number, criticalT(0.95, n - 1)]))

function oldDelta({ n, delta, varianceDelta, table }: Drawn): Interval {
  if (table !== undefined) return newcombePaired(table).ci
  const half = (ts.get(n) ?? Number.NaN) * Math.sqrt(varianceDelta / n)
  return [delta - half, delta + half]
}

function newDelta({ n, delta, varianceDelta, table }: Drawn): Interval {
  if (table !== undefined) return pairedDifference(table).ci
  return boundedMean({ value: delta, variance: varianceDelta, n, range: [-1, 1] }).ci
}

function oldArm({ n, before, varianceBefore }: Drawn): Interval {
  return effectiveWilson({ value: before, se: Math.sqrt(varianceBefore / n), trials: n, df: n - 1 }).ci
}

function newArm({ n, before, varianceBefore, table }: Drawn): Interval {
  if (table !== undefined) return wilson(table.both + table.beforeOnly, n).ci
  return boundedMean({ value: before, variance: varianceBefore, n, range: [0, 1], df: n - 1 }).ci
}

function drawOne({ draw, before, after }: PairDrawer, random: RandomBits, n: number): Drawn {
  let [b1, b2, d1, d2] = [0, 0, 0, 0]
  let whole = true
  const table = { both: 0, beforeOnly: 0, afterOnly: 0, neither: 0 }
  const counts = draw(random, n)
  for (let cell = 0; cell < counts.length; cell++) {
    const times = counts[cell] ?? 0
    if (times === 0) continue
    const [b, a] = [before[cell] ?? 0, after[cell] ?? 0]
    b1 += times * b
    b2 += times * b * b
    d1 += times * (a - b)
    d2 += times * (a - b) * (a - b)
    if ((b !== 0 && b !== 1) || (a !== 0 && a !== 1)) whole = false
    else table[b === 1 ? (a === 1 ? 'both' : 'beforeOnly') : a === 1 ? 'afterOnly' : 'neither'] += times
  }
  const variance = (sum: number, squares: number) => Math.max(0, (squares - (sum * sum) / n) / (n - 1))
  return {
    n,
    before: b1 / n,
    delta: d1 / n,
    varianceBefore: variance(b1, b2),
    varianceDelta: variance(d1, d2),
    table: whole ? table : undefined,
  }
}

/** The worst over populations and changes, with which it is. */
class Worst {
  value: number
  where = ''
  readonly #sign: number
  constructor(sign: 1 | -1) {
    this.#sign = sign
    this.value = sign === 1 ? 0 : 1
  }
  take(value: number, where: string): void {
    if (this.#sign * (value - this.value) > 0) [this.value, this.where] = [value, where]
  }
}

interface Cell {
  arm: Worst
  delta: Worst
  pass: Worst
}

function simulate(epochs: number, n: number): Record<Method, Cell> {
  const cell = (): Cell => ({ arm: new Worst(-1), delta: new Worst(-1), pass: new Worst(1) })
  const worst = { 'of 0.1.0': cell(), now: cell() }
  for (const [name, population] of Object.entries(populations))
    for (const change of changes)
      for (const margin of change === 'identical' || change === 're-drawn' ? [0] : margins) {
        const arms = armsOf(population, change, margin)
        if (arms === undefined) continue
        const drawer = pairDrawer(arms, epochs, change === 'identical')
        const random = new RandomBits(['repeats', name, change, margin, epochs, n])
        const truth = drawer.truth.after - drawer.truth.before
        const hits = { 'of 0.1.0': [0, 0, 0], now: [0, 0, 0] }
        for (let i = 0; i < draws; i++) {
          const drawn = drawOne(drawer, random, n)
          for (const method of names) {
            const { arm, delta } = methods[method]
            const [low, high] = delta(drawn)
            const own = arm(drawn)
            const count = hits[method]
            if (own[0] <= drawer.truth.before + 1e-12 && own[1] >= drawer.truth.before - 1e-12)
              count[0] = (count[0] ?? 0) + 1
            if (low <= truth + 1e-12 && high >= truth - 1e-12) count[1] = (count[1] ?? 0) + 1
            if (low > truth + 1e-12) count[2] = (count[2] ?? 0) + 1
          }
        }
        for (const method of names) {
          const [arm = 0, delta = 0, pass = 0] = hits[method].map(count => count / draws)
          const where = `${name}, ${change} ${margin}`
          worst[method].arm.take(arm, where)
          worst[method].delta.take(delta, where)
          if (margin > 0) worst[method].pass.take(pass, where)
        }
      }
  return worst
}

const percent = (value: number): string => (100 * value).toFixed(1)
const rows = repeats.flatMap(epochs =>
  sizes.map(n => {
    const worst = simulate(epochs, n)
    process.stderr.write(`K=${epochs} n=${n}\n`)
    if (values.worst) {
      const { arm, delta, pass } = worst.now
      for (const [what, { value, where }] of Object.entries({ arm, delta, pass }))
        process.stderr.write(`  ${what} ${percent(value)}: ${where}\n`)
    }
    const both = (of: keyof Cell) => names.map(method => percent(worst[method][of].value))
    return [`${epochs}`, `${n}`, ...both('delta'), ...both('pass'), ...both('arm')]
  }),
)
const table = [
  `${draws.toLocaleString('en')} draws for each of ${Object.keys(populations).length} populations and each change, the worst of them in per cent.`,
  '',
  markdownTable(
    ['K', 'n', 'Δ covered, 0.1.0', 'now', 'false pass, 0.1.0', 'now', 'one arm covered, 0.1.0', 'now'],
    rows,
  ),
].join('\n')
console.log(table)
if (values.write) insertTable('repeats', table)
