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
export const difference = (value: number, unit: Unit): string => `${change(value, unit)}${unit === 'rate' ? ' pp' : ''}`

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
  `[${interval.map(bound => change(bound, unit)).join(', ')}]`

/**
 * `0.031`, `<0.001`; never `0.000`.
 *
 * @example
 * pValue(0.00004) // → '<0.001'
 */
export const pValue = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3))

/**
 * With so many digits after the point, and a real minus; none before a zero.
 *
 * @example
 * decimal(-0.126, 2) // → '−0.13'
 * decimal(-0.001, 2) // → '0.00'
 */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return text.replace('-', Number(text) === 0 ? '' : '−')
}

/**
 * The same with a plus too.
 *
 * @example
 * signed(4.25, 1) // → '+4.3'
 * signed(-4, 0) // → '−4'
 */
export function signed(value: number, digits: number): string {
  const text = decimal(value, digits)
  return text.startsWith('−') || Number(text) === 0 ? text : `+${text}`
}

const digitsOf: Record<Unit, number> = { rate: 1, number: 2, tokens: 0 }
const scaled = (value: number, unit: Unit): number => (unit === 'rate' ? value * 100 : value)
const plain = (value: number, unit: Unit): string => decimal(scaled(value, unit), digitsOf[unit])
const change = (value: number, unit: Unit): string => signed(scaled(value, unit), digitsOf[unit])
