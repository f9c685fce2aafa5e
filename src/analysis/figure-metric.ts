import type { MetricDescription } from '../core/card.ts'
import { formula, type TotalsFunction } from '../core/formula.ts'
import type { MeanMetric, TotalsMetric } from '../core/metric.ts'

/** A metric as figures are made of it: all but the drawing of numbers from judgments. Every plug-in's metric is one. */
export type FigureMetric = (Omit<MeanMetric, 'value'> | Omit<TotalsMetric, 'columns'>) & {
  /** Its samples weigh differently. */
  weighted?: true
}

/** A described metric. `known` is the plug-in's own function, for one that was not written as a formula; without either it has no value. */
export function figureMetric(description: MetricDescription, known?: TotalsFunction): FigureMetric {
  if (description.kind === 'mean') return description
  const { formula: data, ...rest } = description
  return { ...rest, of: data !== undefined ? formula(data) : (known ?? (() => Number.NaN)) }
}
