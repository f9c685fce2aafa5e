import { type GateResult, gate, refuseDoubtful } from '../analysis/gate.ts'
import { type BenchmarkComparison, Comparison } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'
import { difference, differenceWithInterval } from '../report/figures.ts'
import { verdictName } from '../report/verdict-words.ts'

/**
 * How much worse a model may be.
 *
 * @example
 * const limits: NonInferiority = { margin: 0.02, maxErrors: 0.01 }
 * limits.margin // → 0.02
 */
export interface NonInferiority {
  /** The largest loss that would not matter, in the metric's unit: rates are in 0…1, so two points are 0.02. */
  margin: number
  /** Samples without an answer at most, as a share of an arm's; and without a score. @default 0.05 */
  maxErrors?: number
  /** Doubts about who answered that were looked into, by topic: without it they are an error. */
  allowDiff?: readonly string[]
}

/**
 * The types of `xevalMatchers`, for `expect` to have them too.
 *
 * @example
 * // In Vitest: declare module 'vitest' { interface Matchers<R, T> extends XevalMatchers<R> {} }
 * // In Jest: declare global { namespace jest { interface Matchers<R> extends XevalMatchers<R> {} } }
 * const names: (keyof XevalMatchers)[] = ['toBeNonInferior', 'toHaveNoRegression']
 * names.every(name => name in xevalMatchers) // → true
 */
export interface XevalMatchers<R = void> {
  /** That every benchmark rules out a loss as large as the margin: what `xeval gate` calls passed. */
  toBeNonInferior(limits: NonInferiority): R
  /** That no benchmark got worse after the table's adjustment. It says less than non-inferiority: few samples show nothing. */
  toHaveNoRegression(): R
}

interface Matched {
  pass: boolean
  message(): string
}

/**
 * Matchers for comparisons, for Vitest's and Jest's `expect.extend`.
 *
 * @example
 * // expect.extend(xevalMatchers)
 * // expect(await compare(before, after)).toBeNonInferior({ margin: 0.02 })
 * const { comparison } = await evaluate({ suite: 'safety', limit: 5 })
 * xevalMatchers.toHaveNoRegression(comparison).pass // → true
 * xevalMatchers.toBeNonInferior(comparison, { margin: 0.02 }).pass // → false
 */
export const xevalMatchers = {
  toBeNonInferior(received: unknown, { margin, maxErrors = 0.05, allowDiff = [] }: NonInferiority): Matched {
    const comparison = comparisonIn(received, 'toBeNonInferior')
    checkMargin(margin, comparison)
    refuseDoubtful(comparison, allowDiff)
    const results = gate(comparison, { margins: { [comparison.suite]: margin }, maxErrors })
    const lines = results.map(result => lineOf(result, comparison, margin))
    return judged(lines, results.length > 0 && results.every(({ outcome }) => outcome === 'passed'), {
      passed: `${comparison.suite} is non-inferior`,
      failed: `${comparison.suite} is not shown to be non-inferior`,
    })
  },
  toHaveNoRegression(received: unknown): Matched {
    const comparison = comparisonIn(received, 'toHaveNoRegression')
    const { benchmarks, notCompared, suite, suiteScore } = comparison
    const lines = [
      ...benchmarks.map(row => `${row.name}: ${differenceOf(row)}: ${verdictName(row, 'en')}`),
      ...(suiteScore === undefined ? [] : [`mean: ${meanOf(suiteScore)}: ${verdictName(suiteScore, 'en')}`]),
      ...notCompared.map(({ name, reason }) => `${name}: not compared: ${reason}`),
    ]
    const isWorse = [...benchmarks, ...(suiteScore ? [suiteScore] : [])].some(({ verdict }) => verdict === 'regressed')
    return judged(lines, benchmarks.length > 0 && notCompared.length === 0 && !isWorse, {
      passed: `${suite} shows no regression`,
      failed: isWorse ? `${suite} regressed` : `${suite} could not be compared as a whole`,
    })
  },
}

const judged = (lines: readonly string[], pass: boolean, head: { passed: string; failed: string }): Matched => ({
  pass,
  message: () => [`${pass ? head.passed : head.failed}:`, ...lines.map(line => `  ${line}`)].join('\n'),
})

function lineOf({ benchmark, reason }: GateResult, { benchmarks }: Comparison, margin: number): string {
  const row = benchmarks.find(({ name }) => name === benchmark)
  if (row === undefined) return `${benchmark}: not compared: ${reason}`
  const allowed = difference(margin, row.unit).replace(/^\+/, '')
  return `${benchmark}: ${differenceOf(row)}, margin ${allowed}: ${reason}`
}

const differenceOf = ({ delta, unit }: BenchmarkComparison): string =>
  `Δ ${differenceWithInterval(delta.value, delta.ci95, unit)} (95% CI)`

const meanOf = ({ macro, unit }: NonNullable<Comparison['suiteScore']>): string =>
  `Δ ${differenceWithInterval(macro.delta.value, macro.delta.ci95, unit)} (95% CI)`

function comparisonIn(received: unknown, matcher: string): Comparison {
  const parsed = Comparison.safeParse(received)
  if (parsed.success) return parsed.data
  const found = received instanceof Promise ? 'a promise: await it' : 'something else'
  throw new XevalError('bad-option', `${matcher} expects a comparison from compare(), got ${found}`, {
    hint: `Write expect(await compare(before, after)).${matcher}(…).`,
  })
}

function checkMargin(margin: number, { benchmarks }: Comparison): void {
  const most = benchmarks.some(({ unit }) => unit === 'rate') ? 1 : Number.POSITIVE_INFINITY
  if (margin > 0 && margin < most) return
  throw new XevalError('bad-margin', `margin is ${margin}; it must be ${most === 1 ? 'between 0 and 1' : 'above 0'}`, {
    hint: 'The margin is the largest acceptable loss. Rates are in 0…1: two percentage points are 0.02.',
  })
}
