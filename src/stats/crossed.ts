import { checkLevel, demand } from './checks.ts'
import { aroundMean, type MeanEstimate } from './mean.ts'

/** A mean over questions and raters, with what each of them adds to a single rating's variance. */
export interface CrossedMean extends MeanEstimate {
  /** Variance components, at least 0. */
  questions: number
  raters: number
  rest: number
}

/**
 * The mean over questions of the mean over raters, where both are samples of those that there could be: crossed random effects,
 * y = μ + question + rater + rest, and Student's t with Satterthwaite's degrees of freedom. `values[question][rater]`; what a rater left out is
 * `undefined`. Variance components are the ones that the sums of squares within questions, within raters and in all give, which is the
 * analysis of variance (and REML) where no rating is missing; one below 0 counts as 0. Without a trace of raters it is Student's t of the questions'
 * means, and never narrower than that. Throws for fewer than two questions or raters, and where no question has two raters.
 * Sources: Satterthwaite 1946, https://doi.org/10.2307/3002019; Searle, Casella & McCulloch 1992, https://doi.org/10.1002/9780470316856
 *
 * @example
 * const { value, ci, df } = crossedMean([[4, 6, 2], [7, 9, 4], [1, 2, -2], [5, 8, 3]])
 * [df.toFixed(2), value > 0, ci[0] > 0] // → ['4.83', true, false]
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
  const found = { questions: own, raters: panel, rest }
  const alone = spreadOfMeans(table)
  const variance = weights.questions * own + weights.raters * panel + weights.rest * rest
  if (panel === 0 || variance <= alone)
    return { ...aroundMean(value, Math.sqrt(alone), n - 1, level, 'crossed-t'), ...found }
  const rise = weights.rest - weights.questions - weights.raters
  const form: Form = {
    within: (weights.raters + (rise * spreadR) / left) / (N - n),
    between: (weights.questions + (rise * spreadQ) / left) / (N - raters),
    total: -rise / left,
  }
  const df = own === 0 ? raters - 1 : Math.max(1, variance ** 2 / twiceVariance(table, form, found))
  return { ...aroundMean(value, Math.sqrt(variance), df, level, 'crossed-t'), ...found }
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

/** The estimated variance as a sum of the three sums of squares. */
interface Form {
  within: number
  between: number
  total: number
}

/**
 * Half the variance of that estimate for normal effects, tr(BVBV), B being the form's matrix b₀I + b₁P_questions + b₂P_raters + b₃11ᵀ
 * and V the ratings' covariance: so that Satterthwaite's degrees of freedom are the estimate's square by it.
 */
function twiceVariance(
  { cells, inQuestion, ofRater, n, raters }: Table,
  { within, between, total }: Form,
  components: Pick<CrossedMean, 'questions' | 'raters' | 'rest'>,
): number {
  const N = cells.length
  const b = [within + between + total, -within, -between, -total / N] as const
  const rated = Array.from({ length: n }, () => Array<0 | 1>(raters).fill(0))
  for (const { question, rater } of cells) (rated[question] ?? [])[rater] = 1
  const did = (question: number, rater: number): number => rated[question]?.[rater] ?? 0
  const k = (question: number): number => inQuestion[question] ?? 0
  const m = (rater: number): number => ofRater[rater] ?? 0
  const [allQ, allR] = [indices(n), indices(raters)]
  const squared = <A, B>(rows: readonly A[], columns: readonly B[], of: (row: A, column: B) => number): number =>
    sum(rows, row => sum(columns, column => of(row, column) ** 2))
  const own = (is: boolean): number => (is ? 1 : 0)
  const qq = squared(allQ, allQ, (q, p) => {
    const shared = b[2] === 0 ? 0 : sum(allR, r => (did(q, r) * did(p, r)) / m(r))
    return own(q === p) * (b[0] + b[1]) * k(q) + b[2] * shared + b[3] * k(q) * k(p)
  })
  const rr = squared(allR, allR, (r, s) => {
    const shared = sum(allQ, q => (did(q, r) * did(q, s)) / k(q))
    return own(r === s) * (b[0] + b[2]) * m(r) + b[1] * shared + b[3] * m(r) * m(s)
  })
  const qr = squared(allQ, allR, (q, r) => (b[0] + b[1] + b[2]) * did(q, r) + b[3] * k(q) * m(r))
  const qe = squared(
    cells,
    allQ,
    (cell, q) => own(cell.question === q) * (b[0] + b[1]) + (b[2] * did(q, cell.rater)) / m(cell.rater) + b[3] * k(q),
  )
  const re = squared(
    cells,
    allR,
    (cell, r) =>
      own(cell.rater === r) * (b[0] + b[2]) + (b[1] * did(cell.question, r)) / k(cell.question) + b[3] * m(r),
  )
  const both = sum(cells, ({ question, rater }) => 1 / k(question) / m(rater))
  const ee =
    b[0] ** 2 * N +
    (b[1] ** 2 + 2 * b[0] * b[1]) * n +
    (b[2] ** 2 + 2 * b[0] * b[2]) * raters +
    2 * b[1] * b[2] * both +
    b[3] * N * (b[3] * N + 2 * (b[0] + b[1] + b[2]))
  const { questions, raters: panel, rest } = components
  return (
    questions ** 2 * qq +
    panel ** 2 * rr +
    rest ** 2 * ee +
    2 * (questions * panel * qr + questions * rest * qe + panel * rest * re)
  )
}

const indices = (length: number): number[] => Array.from({ length }, (_, i) => i)

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0)
