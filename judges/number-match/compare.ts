import type { Quantity } from 'xeval/judges/answer-exact'

/** How far an answer may be from the gold one. */
export interface Tolerance {
  /** In the gold answer's unit. */
  tolerance?: number | undefined
  /** As a share of the gold answer. */
  relative?: number | undefined
}

/**
 * Whether a number is the gold one: within the tolerances where one is given, else to the gold's last decimal (3.14 is met by 3.136 to
 * 3.144, 7 by 7). A percentage is met by the share that it is, and by its bare figure where the gold one has the sign.
 */
export function isSameNumber(gold: Quantity, given: Quantity, { tolerance, relative }: Tolerance): boolean {
  const isOwn = tolerance === undefined && relative === undefined
  const allowed = isOwn ? gold.tolerance : Math.max(tolerance ?? 0, Math.abs(gold.value) * (relative ?? 0))
  return candidates(gold, given).some(
    value => Math.abs(value - gold.value) <= allowed + 1e-9 * Math.max(1, Math.abs(gold.value)),
  )
}

/** What the given number may be in the gold's unit. */
function candidates(gold: Quantity, given: Quantity): number[] {
  const [wanted, has] = [gold.unit, given.unit]
  const isPercent = (unit: Quantity['unit']): boolean => unit?.dimension === 'percent'
  if (isPercent(wanted) && has === undefined) return [given.value, given.value * 100]
  if (wanted === undefined && isPercent(has)) return [given.value / 100]
  if (wanted === undefined || has === undefined) return [given.value]
  return wanted.dimension === has.dimension ? [(given.value * has.factor) / wanted.factor] : []
}
