import { scaleLinear, scaleLog } from 'd3-scale'

type Pair = readonly [number, number]

/** From values to places in a figure; `ticks` are round values within the domain. */
export interface Scale {
  (value: number): number
  ticks(count?: number): number[]
}

export const linearScale = (domain: Pair, range: Pair): Scale => scaleLinear(domain, range)

/** For values above 0. */
export const logScale = (domain: Pair, range: Pair): Scale => scaleLog(domain, range)

/** A place as SVG has it: a tenth is finer than a screen. */
export const place = (value: number): string => value.toFixed(1)
