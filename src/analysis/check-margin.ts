import { XevalError } from '../core/errors.ts'
import type { MetricResult } from '../core/run-result.ts'

/** Throws `bad-margin` where the margin is out of the headline's range. */
export function checkMargin(name: string, unit: MetricResult['unit'], margin: number | undefined): void {
  if (margin === undefined || (margin > 0 && (unit === 'rate' ? margin < 1 : margin < Number.POSITIVE_INFINITY))) return
  const range = unit === 'rate' ? 'between 0 and 1' : 'above 0'
  throw new XevalError('bad-margin', `the margin of ${name} is ${margin}; it must be ${range}`, {
    hint: 'The margin is the largest acceptable loss. Rates are in 0…1: two percentage points are 0.02.',
  })
}
