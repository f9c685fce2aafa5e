import { checkLevel, demand } from './checks.ts'
import { criticalZ } from './distributions.ts'
import type { Estimate } from './estimate.ts'

export interface KappaOptions {
  /** What a disagreement of d classes costs: 1, d or d². @default 'none' */
  weights?: 'none' | 'linear' | 'quadratic'
  /** @default 0.95 */
  level?: number
}

/**
 * Cohen's kappa of two raters (a judge and a human, two humans), 1 − disagreement observed / expected, from counts
 * `table[i][j]`: class i by the first and j by the second, classes in their order where weights are used. −1…1 unweighted;
 * the interval is asymptotic, cut at −1 and 1. `undefined` where both used one and the same class throughout.
 * Sources: Cohen 1960, https://doi.org/10.1177/001316446002000104; Fleiss, Cohen & Everitt 1969, https://doi.org/10.1037/h0028106
 *
 * @example
 * // One rater's classes by the other's.
 * cohenKappa([[40, 5], [3, 52]])?.value.toFixed(3) // → '0.838'
 */
export function cohenKappa(table: readonly (readonly number[])[], options: KappaOptions = {}): Estimate | undefined {
  const { weights = 'none', level = 0.95 } = options
  checkLevel(level)
  const { shares, n } = sharesOf(table)
  const classes = shares.map((_, i) => i)
  const p = (i: number, j: number) => shares[i]?.[j] ?? 0
  const row = classes.map(i => classes.reduce((sum, j) => sum + p(i, j), 0))
  const column = classes.map(j => classes.reduce((sum, i) => sum + p(i, j), 0))
  const agreement = agreementWeight(weights, classes.length)
  const expectedWith = (margin: readonly number[], of: (i: number) => number) =>
    margin.reduce((sum, share, i) => sum + share * of(i), 0)
  const meanRow = classes.map(i => expectedWith(column, j => agreement(i, j)))
  const meanColumn = classes.map(j => expectedWith(row, i => agreement(i, j)))
  const expected = expectedWith(row, i => meanRow[i] ?? 0)
  if (expected >= 1 - 1e-12) return undefined
  let observed = 0
  let spread = 0
  for (const i of classes) for (const j of classes) observed += agreement(i, j) * p(i, j)
  for (const i of classes)
    for (const j of classes) {
      const pull = agreement(i, j) * (1 - expected) - ((meanRow[i] ?? 0) + (meanColumn[j] ?? 0)) * (1 - observed)
      spread += p(i, j) * pull * pull
    }
  const value = (observed - expected) / (1 - expected)
  const variance = (spread - (observed * expected - 2 * expected + observed) ** 2) / (n * (1 - expected) ** 4)
  const half = criticalZ(level) * Math.sqrt(Math.max(0, variance))
  return {
    value,
    ci: [Math.max(-1, value - half), Math.min(1, value + half)],
    method: `cohen-kappa${weights === 'none' ? '' : `-${weights}`}`,
  }
}

function agreementWeight(weights: 'none' | 'linear' | 'quadratic', classes: number) {
  return (i: number, j: number): number => {
    if (weights === 'none') return i === j ? 1 : 0
    const distance = Math.abs(i - j) / (classes - 1)
    return 1 - (weights === 'linear' ? distance : distance ** 2)
  }
}

function sharesOf(table: readonly (readonly number[])[]): { shares: number[][]; n: number } {
  demand(table.length >= 2, 'agreement needs at least two classes')
  for (const row of table) {
    demand(row.length === table.length, `a table of two raters must be square, not ${table.length}×${row.length}`)
    demand(
      row.every(count => Number.isSafeInteger(count) && count >= 0),
      'a table of two raters must contain whole counts',
    )
  }
  const n = table.flat().reduce((sum, count) => sum + count, 0)
  demand(n > 0, 'no item was rated by both')
  return { shares: table.map(row => row.map(count => count / n)), n }
}
