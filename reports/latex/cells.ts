import type { Interval, MetricComparison } from 'xeval'
import { difference, differenceRange, figure, withInterval } from 'xeval/report'
import { type Engine, tex } from './escape.ts'

type Unit = MetricComparison['unit']
type Changed = Pick<MetricComparison, 'delta' | 'unit' | 'test'>

/** Per cent without its sign, which the note gives once. */
export const value = (number: number, unit: Unit): string => tex(figure(number, unit).replace('%', ''), 'pdflatex')

/** `[87.2, 94.9]`. */
export const interval = (number: number, ci95: Interval, unit: Unit): string =>
  tex(withInterval(number, ci95, unit).replace(/^[^[]*/, ''), 'pdflatex')

/** `−5.1**` with what the adjustment leaves of its significance. */
export const change = ({ delta, unit, test }: Changed): string =>
  tex(difference(delta.value, unit).replace(' pp', ''), 'pdflatex') + marks(test.pAdjusted)

export const changeRange = ({ delta, unit }: Changed): string => tex(differenceRange(delta.ci95, unit), 'pdflatex')

export const arrow = (direction: MetricComparison['direction']): string =>
  direction === 'higher-is-better' ? '$\\uparrow$' : '$\\downarrow$'

/** A benchmark's heading: its name and which way is better. */
export const heading = (name: string, direction: MetricComparison['direction'], engine: Engine): string =>
  `${tex(name, engine)}~${arrow(direction)}`

/** n, with a dagger where the samples are bundled. */
export const size = (n: number, bundled: boolean): string => `${n}${bundled ? '$^{\\dagger}$' : ''}`

const marks = (p: number): string => {
  const stars = p < 0.001 ? 3 : p < 0.01 ? 2 : p < 0.05 ? 1 : 0
  return stars === 0 ? '' : `$^{${'*'.repeat(stars)}}$`
}
