/**
 * The real level of McNemar's tests at 0.05, enumerated, not simulated: for every n up to 500 and every share ψ of pairs that
 * change on a grid of 0.001, the probability that the test rejects where both directions are equally likely.
 * `node --conditions=@xeval/source bench/mcnemar-level.ts [--write]`, some ten seconds.
 */
import { binomialPmf } from '../src/stats/binomial.ts'
import { mcnemar, mcnemarExact, mcnemarMidP } from '../src/stats/mcnemar.ts'
import { insertTable, markdownTable } from './support/insert-table.ts'

const most = 500
const grid = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000)

/** P(reject | m pairs changed), m = 0…most. */
const given = (p: (b: number, c: number) => number): Float64Array =>
  Float64Array.from({ length: most + 1 }, (_, m) => {
    let level = 0
    for (let b = 0; 2 * b < m && p(b, m - b) < 0.05; b++) level += 2 * binomialPmf(b, m, 0.5)
    return level
  })
const exact = given(mcnemarExact)
const midP = given(mcnemarMidP)
/** The default asks which share of the n pairs changed; `mcnemar` itself is asked, so that the rule is the code's. */
const chosen = (m: number, n: number): number => (mcnemar(m, 0, n).name === 'mcnemar-exact' ? exact[m] : midP[m]) ?? 0

interface Levels {
  exact: number
  'mid-p, ψ ≤ ½': number
  'mid-p': number
  default: number
}

function levelsAt(n: number): Levels {
  const worst: Levels = { exact: 0, 'mid-p, ψ ≤ ½': 0, 'mid-p': 0, default: 0 }
  for (const psi of grid) {
    let [e, mid, own] = [0, 0, 0]
    for (let m = 0; m <= n; m++) {
      const mass = psi === 1 ? Number(m === n) : binomialPmf(m, n, psi)
      if (mass < 1e-14) continue
      e += mass * (exact[m] ?? 0)
      mid += mass * (midP[m] ?? 0)
      own += mass * chosen(m, n)
    }
    worst.exact = Math.max(worst.exact, e)
    worst['mid-p'] = Math.max(worst['mid-p'], mid)
    if (psi <= 0.5) worst['mid-p, ψ ≤ ½'] = Math.max(worst['mid-p, ψ ≤ ½'], mid)
    worst.default = Math.max(worst.default, own)
  }
  return worst
}

const bands = [
  [2, 20],
  [21, 50],
  [51, 100],
  [101, 200],
  [201, 500],
] as const
const rows = bands.map(([from, to]) => {
  const worst: Levels = { exact: 0, 'mid-p, ψ ≤ ½': 0, 'mid-p': 0, default: 0 }
  for (let n = from; n <= to; n++) {
    const levels = levelsAt(n)
    for (const key of ['exact', 'mid-p, ψ ≤ ½', 'mid-p', 'default'] as const)
      worst[key] = Math.max(worst[key], levels[key])
  }
  return [`${from}–${to}`, ...Object.values(worst).map(level => level.toFixed(5))]
})
const table = markdownTable(['n', 'exact', 'mid-p, ψ ≤ ½', 'mid-p, any ψ', 'the default, any ψ'], rows)
console.log(table)
if (process.argv.includes('--write')) insertTable('mcnemar', table)
