import { XevalError } from '../core/errors.ts'

/** Throws the one error that this folder knows: numbers that a routine can't work with. */
export function demand(condition: boolean, message: string, hint?: string): asserts condition {
  if (!condition) throw new XevalError('statistics', message, hint === undefined ? {} : { hint })
}

/** A confidence level strictly between 0 and 1, as 0.95. */
export function checkLevel(level: number): void {
  demand(level > 0 && level < 1, `confidence level ${level} is not between 0 and 1`, 'Write 95 % as 0.95.')
}

/** Whole, non-negative counts. */
export function checkCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts))
    demand(Number.isSafeInteger(count) && count >= 0, `${name} is ${count}, expected a whole number of at least 0`)
}

/** At least `least` values, all of them finite. */
export function checkValues(name: string, values: ArrayLike<number>, least = 1): void {
  demand(values.length >= least, `${name}: ${values.length} values, at least ${least} are needed`)
  for (let i = 0; i < values.length; i++)
    demand(Number.isFinite(values[i]), `${name}: value ${i} is ${values[i]}, expected a finite number`)
}

/** Two arms of the same samples, in the same order. */
export function checkPairs(before: ArrayLike<number>, after: ArrayLike<number>, least = 1): void {
  demand(
    before.length === after.length,
    `${before.length} values before and ${after.length} after: the arms are not paired`,
  )
  checkValues('before', before, least)
  checkValues('after', after, least)
}
