import { checkCounts, demand } from './checks.ts'
import { chisquareTail } from './distributions.ts'

/** A χ² test; `df` is 0 and p 1 where there is nothing to test. */
export interface ChisquareTest {
  statistic: number
  df: number
  p: number
}

/** k×k counts: `table[i][j]` samples had class i before and class j after. */
export type Transitions = readonly (readonly number[])[]

/**
 * Stuart and Maxwell's test that the classes are as frequent after as before (marginal homogeneity): d′S⁻d, where d are
 * the differences of the margins and S their covariance. df is the rank of S: k − 1, less where classes have no traffic.
 * Asymptotic: rests on some ten changed samples. With two classes it is McNemar's χ².
 * Sources: Stuart 1955, https://doi.org/10.1093/biomet/42.3-4.412; Maxwell 1970, https://doi.org/10.1192/bjp.116.535.651
 *
 * @example
 * stuartMaxwell([[50, 5, 2], [1, 20, 3], [0, 2, 10]]).p.toFixed(3) // → '0.089'
 */
export function stuartMaxwell(table: Transitions): ChisquareTest {
  const cell = cells(table)
  const classes = table.map((_, i) => i)
  const margin = (i: number) => classes.reduce((sum, j) => sum + cell(i, j) - cell(j, i), 0)
  const traffic = (i: number) => classes.reduce((sum, j) => (j === i ? sum : sum + cell(i, j) + cell(j, i)), 0)
  const system = classes.map(i => [...classes.map(j => (i === j ? traffic(i) : -(cell(i, j) + cell(j, i)))), margin(i)])
  return chisquare(...quadraticForm(system))
}

/**
 * Bowker's test of symmetry: that i → j is as frequent as j → i for every pair, Σ (n_ij − n_ji)² / (n_ij + n_ji).
 * df counts the pairs that occur. With two classes it is McNemar's χ².
 * Source: Bowker 1948, https://doi.org/10.1080/01621459.1948.10483284
 *
 * @example
 * bowker([[50, 5, 2], [1, 20, 3], [0, 2, 10]]).df // → 3
 */
export function bowker(table: Transitions): ChisquareTest {
  const cell = cells(table)
  let statistic = 0
  let df = 0
  for (let i = 0; i < table.length; i++)
    for (let j = 0; j < i; j++) {
      const both = cell(i, j) + cell(j, i)
      if (both === 0) continue
      df++
      statistic += (cell(i, j) - cell(j, i)) ** 2 / both
    }
  return chisquare(statistic, df)
}

const chisquare = (statistic: number, df: number): ChisquareTest => ({
  statistic,
  df,
  p: df === 0 ? 1 : chisquareTail(statistic, df),
})

function cells(table: Transitions): (i: number, j: number) => number {
  demand(table.length >= 2, 'a table of transitions needs at least two classes')
  for (const row of table) {
    demand(row.length === table.length, `a table of transitions must be square, not ${table.length}×${row.length}`)
    checkCounts(Object.fromEntries(row.entries()))
  }
  return (i, j) => table[i]?.[j] ?? 0
}

/** d′S⁻d and the rank of S, by elimination with pivoting, from rows of S with d appended. S is a graph Laplacian. */
function quadraticForm(system: number[][]): [form: number, rank: number] {
  const rows = system.map(row => [...row])
  const k = rows.length
  const left = new Set(rows.keys())
  let form = 0
  let rank = 0
  while (left.size > 0) {
    const pivot = [...left].reduce((best, i) => (at(rows, i, i) > at(rows, best, best) ? i : best))
    left.delete(pivot)
    const diagonal = at(rows, pivot, pivot)
    if (diagonal <= 1e-9 * Math.max(...system.map((_, i) => at(system, i, i)), 1)) break
    rank++
    form += at(rows, pivot, k) ** 2 / diagonal
    for (const i of left) {
      const factor = at(rows, i, pivot) / diagonal
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * at(rows, pivot, j))
    }
  }
  return [form, rank]
}

const at = (rows: readonly (readonly number[])[], i: number, j: number): number => rows[i]?.[j] ?? 0
