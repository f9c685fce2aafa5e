import { checkLevel, demand } from './checks.ts'
import type { Estimate } from './estimate.ts'
import { halfWidth, type TPart } from './summed-t.ts'

/** A mean over questions and raters, with what each of them adds to a single rating's variance. */
export interface CrossedMean extends Estimate {
  se: number
  /** What the interval is made of: the spread over questions, and over raters, each with its degrees of freedom. */
  parts: readonly TPart[]
  /** Variance components, at least 0. */
  questions: number
  raters: number
  rest: number
}

/**
 * The mean over questions of the mean over raters, where both are samples of those that there could be: crossed random effects,
 * y = μ + question + rater + rest. `values[question][rater]`; what a rater left out is `undefined`. The interval squares and adds Student's limits of
 * the questions' means and of the raters' means, each with its own degrees of freedom: it covers at least its level where
 * no rating is missing, however much raters differ. Variance components are the ones that the sums of squares within questions, within raters and in all
 * give, which is the analysis of variance (and REML) where no rating is missing; one below 0 counts as 0; `se` is the mean's by them, and never below that
 * of the questions' means. Throws for fewer than two questions or raters, and where no question has two raters.
 * Sources: Banerjee 1960, Sankhyā 22, 357–358; Searle, Casella & McCulloch 1992, https://doi.org/10.1002/9780470316856
 *
 * @example
 * const { value, ci } = crossedMean([[4, 6, 5], [7, 9, 7], [1, 2, 1], [5, 8, 7]])
 * [value.toFixed(2), ...ci.map(limit => limit.toFixed(2))] // → ['5.17', '0.08', '10.26']
 */
export function crossedMean(values: readonly (readonly (number | undefined)[])[], level = 0.95): CrossedMean {
  checkLevel(level)
  const table = tableOf(values)
  const { cells, inQuestion, ofRater, n, raters } = table
  const N = cells.length
  demand(n >= 2, `ratings of ${n} ${n === 1 ? 'question have' : 'questions have'} no interval, at least 2 are needed`)
  demand(raters >= 2 && N > n, `${raters} ${raters === 1 ? 'rater is' : 'raters are'} too few for a sample of raters`)
  const [within, between, total] = squares(table)
  const spreadQ = N - sum(inQuestion, size => size * size) / N
  const spreadR = N - sum(ofRater, size => size * size) / N
  const left = spreadQ + spreadR - N + 1
  demand(
    left > 1e-9,
    'the ratings do not separate questions from raters',
    'Let several raters rate the same questions.',
  )
  const [a, b] = [within / (N - n), between / (N - raters)]
  const rest = Math.max(0, (b * spreadQ + a * spreadR - total) / left)
  const [own, panel] = [Math.max(0, b - rest), Math.max(0, a - rest)]
  const value = sum(cells, ({ value, question }) => value / (n * (inQuestion[question] ?? 1)))
  const shares = Array<number>(raters).fill(0)
  for (const { rater, question } of cells) shares[rater] = (shares[rater] ?? 0) + 1 / (n * (inQuestion[question] ?? 1))
  const weights = {
    questions: 1 / n,
    raters: sum(shares, share => share * share),
    rest: sum(inQuestion, size => 1 / (n * n * size)),
  }
  const alone = spreadOfMeans(table)
  const variance = Math.max(alone, weights.questions * own + weights.raters * panel + weights.rest * rest)
  const parts = [
    { se: Math.sqrt(alone), df: n - 1 },
    // What the raters' means vary by: the rest has its share in it, so that raters alike are not taken for one.
    { se: Math.sqrt(Math.max(0, weights.raters * (a - rest) + weights.rest * rest)), df: raters - 1 },
  ]
  const half = halfWidth(parts, level)
  return {
    value,
    ci: [value - half, value + half],
    method: 'crossed-summed-t',
    se: Math.sqrt(variance),
    parts,
    questions: own,
    raters: panel,
    rest,
  }
}

interface Table {
  cells: { question: number; rater: number; value: number }[]
  /** Ratings by question, and by rater. */
  inQuestion: number[]
  ofRater: number[]
  n: number
  raters: number
}

/** Without the questions and raters that have no rating. */
function tableOf(values: readonly (readonly (number | undefined)[])[]): Table {
  const rows = values.filter(row => row.some(value => value !== undefined))
  const used = Array.from({ length: Math.max(0, ...rows.map(row => row.length)) }, (_, j) => j).filter(j =>
    rows.some(row => row[j] !== undefined),
  )
  const cells = rows.flatMap((row, question) =>
    used.flatMap((j, rater) => {
      const value = row[j]
      if (value === undefined) return []
      demand(Number.isFinite(value), `a rating is ${value}, expected a finite number`)
      return [{ question, rater, value }]
    }),
  )
  const count = (length: number, of: (cell: Table['cells'][number]) => number): number[] => {
    const counts = Array<number>(length).fill(0)
    for (const cell of cells) counts[of(cell)] = (counts[of(cell)] ?? 0) + 1
    return counts
  }
  return {
    cells,
    inQuestion: count(rows.length, ({ question }) => question),
    ofRater: count(used.length, ({ rater }) => rater),
    n: rows.length,
    raters: used.length,
  }
}

/** Sums of squares within questions, within raters, and around the mean of all. */
function squares({ cells, inQuestion, ofRater }: Table): [within: number, between: number, total: number] {
  const around = (sizes: readonly number[], of: (cell: Table['cells'][number]) => number): number => {
    const means = Array<number>(sizes.length).fill(0)
    for (const cell of cells) means[of(cell)] = (means[of(cell)] ?? 0) + cell.value / (sizes[of(cell)] ?? 1)
    return sum(cells, cell => (cell.value - (means[of(cell)] ?? 0)) ** 2)
  }
  return [
    around(inQuestion, ({ question }) => question),
    around(ofRater, ({ rater }) => rater),
    around([cells.length], () => 0),
  ]
}

/** The squared standard error of the questions' means, these raters given. */
function spreadOfMeans({ cells, inQuestion, n }: Table): number {
  const means = Array<number>(n).fill(0)
  for (const { question, value } of cells)
    means[question] = (means[question] ?? 0) + value / (inQuestion[question] ?? 1)
  const mean = sum(means, value => value) / n
  return sum(means, value => (value - mean) ** 2) / (n - 1) / n
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0)
