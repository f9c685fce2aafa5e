import { z } from 'zod'

/**
 * A figure of columns' means as data, so that a run carries how its figures are drawn: `{ divide: [{ column: 0 }, { column: 1 }] }`.
 * Sums and products go from left to right; `orZero` is 0 where what it holds has no value.
 *
 * @example
 * const share: Formula = { orZero: { divide: [{ column: 0 }, { add: [{ column: 0 }, { column: 1 }] }] } }
 * formula(share)([0, 0]) // → 0
 */
export type Formula =
  | number
  | { column: number }
  | { add: readonly Formula[] }
  | { subtract: readonly [Formula, Formula] }
  | { multiply: readonly Formula[] }
  | { divide: readonly [Formula, Formula] }
  | { orZero: Formula }

const Two = z.lazy(() => z.tuple([Formula, Formula]))
const Several = z.lazy(() => z.array(Formula).min(1))
export const Formula: z.ZodType<Formula> = z.lazy(() =>
  z.union([
    z.number(),
    z.strictObject({ column: z.int().nonnegative() }),
    z.strictObject({ add: Several }),
    z.strictObject({ subtract: Two }),
    z.strictObject({ multiply: Several }),
    z.strictObject({ divide: Two }),
    z.strictObject({ orZero: Formula }),
  ]),
)

/**
 * From columns' means over samples to a figure; not finite where there is none. Must not depend on n.
 *
 * @example
 * const ratio: TotalsFunction = formula({ divide: [{ column: 0 }, { column: 1 }] })
 * ratio([1, 4]) // → 0.25
 */
export interface TotalsFunction {
  (means: readonly number[]): number
  /** The same as data. Without it a run's figures need the plug-in that made them. */
  readonly formula?: Formula
}

/**
 * A formula as a function that knows itself, for `of` of a totals metric: figures made by it are read without their plug-in.
 *
 * @example
 * const given = formula({ divide: [{ column: 0 }, { add: [{ column: 0 }, { column: 1 }] }] })
 * given([0.75, 0.25]) // → 0.75
 */
export const formula = (data: Formula): TotalsFunction =>
  Object.assign((means: readonly number[]) => evaluate(data, means), { formula: data })

function evaluate(formula: Formula, means: readonly number[]): number {
  const of = (inner: Formula): number => evaluate(inner, means)
  if (typeof formula === 'number') return formula
  if ('column' in formula) return means[formula.column] ?? Number.NaN
  if ('add' in formula) return formula.add.map(of).reduce((sum, term) => sum + term)
  if ('subtract' in formula) return of(formula.subtract[0]) - of(formula.subtract[1])
  if ('multiply' in formula) return formula.multiply.map(of).reduce((product, factor) => product * factor)
  if ('divide' in formula) return of(formula.divide[0]) / of(formula.divide[1])
  const value = of(formula.orZero)
  return Number.isFinite(value) ? value : 0
}
