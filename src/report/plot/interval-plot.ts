import type { Interval } from '../../core/run-result.ts'
import type { Html } from '../html-text.ts'
import { linearScale, place } from './scale.ts'

const width = 220
const height = 28
const edge = 6

/**
 * A difference with its interval around zero, on a scale that goes `reach` to either side, as SVG.
 * Decoration: the figures stand beside it. `tone` is its class.
 *
 * @example
 * intervalPlot(0.1, [-0.05, 0.25], 0.5, 'inconclusive').startsWith('<svg') // → true
 */
export function intervalPlot(value: number, [low, high]: Interval, reach: number, tone: string): Html {
  const scale = linearScale([-reach, reach], [edge, width - edge])
  const x = (at: number): string => place(scale(Math.max(-reach, Math.min(reach, at))))
  const middle = height / 2
  return [
    `<svg class="interval ${tone}" viewBox="0 0 ${width} ${height}" aria-hidden="true">`,
    `<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="2" y2="${height - 2}"/>`,
    `<line class="range" x1="${x(low)}" x2="${x(high)}" y1="${middle}" y2="${middle}"/>`,
    `<circle cx="${x(value)}" cy="${middle}" r="4.5"/>`,
    '</svg>',
  ].join('')
}
