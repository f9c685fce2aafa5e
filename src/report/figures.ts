import type { Interval, MetricResult } from '../core/run-result.ts'

type Unit = MetricResult['unit']

/**
 * `91.5%` for a rate in 0…1, `4.21` for a number, `1830` for tokens.
 *
 * @example
 * figure(0.915, 'rate') // → '91.5%'
 */
export const figure = (value: number, unit: Unit): string => `${plain(value, unit)}${unit === 'rate' ? '%' : ''}`

/**
 * `91.5% [86.8, 94.6]`.
 *
 * @example
 * withInterval(0.915, [0.868, 0.946], 'rate') // → '91.5% [86.8, 94.6]'
 */
export const withInterval = (value: number, interval: Interval, unit: Unit): string =>
  `${figure(value, unit)} [${interval.map(bound => plain(bound, unit)).join(', ')}]`

/**
 * A difference, always with its sign, `−4.5 pp` for a rate.
 *
 * @example
 * difference(-0.045, 'rate') // → '−4.5 pp'
 */
export const difference = (value: number, unit: Unit): string => `${signed(value, unit)}${unit === 'rate' ? ' pp' : ''}`

/**
 * `−4.5 pp [−9.1, +0.2]`.
 *
 * @example
 * differenceWithInterval(-0.045, [-0.091, 0.002], 'rate') // → '−4.5 pp [−9.1, +0.2]'
 */
export const differenceWithInterval = (value: number, interval: Interval, unit: Unit): string =>
  `${difference(value, unit)} ${differenceRange(interval, unit)}`

/**
 * `[−9.1, +0.2]`.
 *
 * @example
 * differenceRange([-0.091, 0.002], 'rate') // → '[−9.1, +0.2]'
 */
export const differenceRange = (interval: Interval, unit: Unit): string =>
  `[${interval.map(bound => signed(bound, unit)).join(', ')}]`

/**
 * `0.031`, `<0.001`; never `0.000`.
 *
 * @example
 * pValue(0.00004) // → '<0.001'
 */
export const pValue = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3))

const decimals: Record<Unit, number> = { rate: 1, number: 2, tokens: 0 }

/** With a real minus, and none before a zero. */
function plain(value: number, unit: Unit): string {
  const text = (unit === 'rate' ? value * 100 : value).toFixed(decimals[unit])
  if (Number(text) === 0) return text.replace('-', '')
  return text.replace('-', '−')
}

function signed(value: number, unit: Unit): string {
  const text = plain(value, unit)
  return text.startsWith('−') || Number(text) === 0 ? text : `+${text}`
}
