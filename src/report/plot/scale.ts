import { scaleLinear, scaleLog } from 'd3-scale'

type Pair = readonly [number, number]

/**
 * From values to places in a figure; `ticks` are round values within the domain.
 *
 * @example
 * const scale: Scale = linearScale([0, 1], [100, 0])
 * scale.ticks(2) // → [0, 0.5, 1]
 */
export interface Scale {
  (value: number): number
  ticks(count?: number): number[]
}

/**
 * A scale on which equal steps are of equal length.
 *
 * @example
 * linearScale([0, 10], [0, 200])(5) // → 100
 */
export const linearScale = (domain: Pair, range: Pair): Scale => scaleLinear(domain, range)

/**
 * A scale on which equal ratios are of equal length, for values above 0.
 *
 * @example
 * logScale([1, 100], [0, 200])(10) // → 100
 */
export const logScale = (domain: Pair, range: Pair): Scale => scaleLog(domain, range)

/** A place as SVG has it: a tenth is finer than a screen. */
export const place = (value: number): string => value.toFixed(1)
