import type { Interval } from '../core/run-result.ts'

/** A figure with its uncertainty. `method` names how the interval was made, for reports. */
export interface Estimate {
  value: number
  /** Two-sided, at the level that was asked for. */
  ci: Interval
  method: string
}

/** An interval cut to the range in which its parameter lives. */
export const clamp = ([low, high]: Interval, min: number, max: number): Interval => [
  Math.max(min, low),
  Math.min(max, high),
]
