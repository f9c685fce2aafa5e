import type { Interval } from 'xeval'
import type { Html } from './escape.ts'

const width = 220
const height = 28
const edge = 6

/** A difference with its interval around zero, on a scale that goes `reach` to either side. Decoration: the figures stand beside it. */
export function intervalPlot(value: number, [low, high]: Interval, reach: number, tone: string): Html {
  const x = (at: number): string => {
    const share = (Math.max(-reach, Math.min(reach, at)) + reach) / (2 * reach)
    return (edge + share * (width - 2 * edge)).toFixed(1)
  }
  const middle = height / 2
  return [
    `<svg class="interval ${tone}" viewBox="0 0 ${width} ${height}" aria-hidden="true">`,
    `<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="2" y2="${height - 2}"/>`,
    `<line class="range" x1="${x(low)}" x2="${x(high)}" y1="${middle}" y2="${middle}"/>`,
    `<circle cx="${x(value)}" cy="${middle}" r="4.5"/>`,
    '</svg>',
  ].join('')
}
