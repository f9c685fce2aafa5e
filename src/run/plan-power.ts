import {
  type Design,
  detectable,
  neededUnits,
  powerToDetect,
  powerToPass,
  type Ranged,
} from '../analysis/plan-power.ts'
import { assumed, type Spread, type SpreadSource } from '../analysis/spread.ts'
import { neededRange } from '../stats/power.ts'

/** What a benchmark of n samples can tell; figures have a range where what they rest on is not known for sure. */
export interface PlannedPower {
  /** Independent units: samples, or the clusters that they share. */
  units: number
  clustered: boolean
  /** Two-sided level of the benchmark's test at the first step of the table's adjustment; and the power that is asked for. */
  alpha: number
  /** How many differences of the table are adjusted together. */
  family: number
  power: number
  /** Share of yes/no scores that change from one arm to the other. */
  flips?: ShownRange
  /** The smallest true difference that n samples show; `null` where none is large enough. */
  detectable: ({ epochs: number; difference: number | null } & Ends)[]
  /** Units to show a difference of that size. */
  effect?: { size: number; needed: ShownRange }
  /** How often a model without any change passes a gate with that margin, and how many units it takes. */
  gate?: { margin: number; passes: ShownRange; needed: ShownRange }
  /** Units to show the difference that an earlier run saw, from the middle 90 % of what the true one could be. */
  seen?: { difference: number; needed: [number, number | null] }
  /** Where the spread comes from. */
  spread: SpreadSource | { kind: 'unknown' }
}

interface Ends {
  low: number | null
  high: number | null
}

/** `null` where no number is large enough. */
export type ShownRange = { value: number | null } & Ends

/** What is to be told, and how surely. */
export interface PowerAim {
  /** Of the table, two-sided. */
  alpha: number
  /** Differences that are adjusted together. */
  family: number
  power: number
  test: Design['test']
  effect: number | undefined
  margin: number | undefined
}

interface Size {
  n: number
  units: number
  clustered: boolean
  epochs: number
  unit: 'rate' | 'number' | 'tokens'
  /** A mean over samples, and no function of totals. */
  isMean: boolean
}

/** The spread of an earlier run, or what is assumed of yes/no scores; of other metrics nothing is known without a run. */
export function planPower(size: Size, known: Spread | undefined, aim: PowerAim): PlannedPower {
  const { units, clustered, unit, isMean } = size
  const { family, power, effect, margin, test } = aim
  const alpha = aim.alpha / family
  const spread = known ?? (unit === 'rate' ? assumed : undefined)
  const base = { units, clustered, alpha, family, power }
  if (spread === undefined || units < 2)
    return { ...base, detectable: [], spread: spread?.source ?? { kind: 'unknown' } }
  const design: Design = {
    n: units,
    clustered,
    epochs: epochsOf(size, spread),
    rate: unit === 'rate' && isMean,
    alpha,
    ...(test !== undefined && { test }),
  }
  const needed = (at: (design: Design, factor: number) => number): ShownRange =>
    shown(neededUnits(spread, power, (count, factor) => at({ ...design, n: count }, factor)))
  const passes = (of: Design, by: number, factor = 1): number => powerToPass(of, spread, by, factor)
  return {
    ...base,
    ...(spread.flips !== undefined && unit === 'rate' && { flips: timesFactor(spread.flips, spread) }),
    detectable: [...new Set([1, design.epochs])]
      .filter(epochs => spread.noise !== undefined || epochs === design.epochs)
      .map(epochs => {
        const { value, low, high } = shown(detectable({ ...design, epochs }, spread, power))
        return { epochs, difference: value, low, high }
      }),
    ...(effect !== undefined && {
      effect: { size: effect, needed: needed((of, factor) => powerToDetect(of, spread, effect, factor)) },
    }),
    ...(margin !== undefined && {
      gate: {
        margin,
        passes: passing(spread, factor => passes(design, margin, factor)),
        needed: needed((of, factor) => passes(of, margin, factor)),
      },
    }),
    ...(spread.seen !== undefined && seenRange(spread, spread.seen, design, power)),
    spread: spread.source,
  }
}

/** Where the noise of answers is not known, a plan holds for as many of them as were seen. */
const epochsOf = ({ epochs }: Size, { noise, epochs: seen }: Spread): number => (noise === undefined ? seen : epochs)

function seenRange(
  spread: Spread,
  { difference, se }: NonNullable<Spread['seen']>,
  design: Design,
  power: number,
): Pick<PlannedPower, 'seen'> {
  const one: Spread = { ...spread, factor: [1, 1] }
  const needed = (size: number): number =>
    neededUnits(one, power, count => powerToDetect({ ...design, n: count }, one, size)).value
  return { seen: { difference, needed: neededRange(difference, se, needed) } }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

const shown = ({ value, low, high }: Ranged): ShownRange => ({
  value: finite(value),
  low: finite(low),
  high: finite(high),
})

const timesFactor = (value: number, { factor: [low, high] }: Spread): ShownRange => ({
  value,
  low: value * low,
  high: Math.min(1, value * high),
})

/** More spread lets fewer pass; where hardly any do, some more. */
function passing({ factor: [least, most] }: Spread, at: (factor: number) => number): ShownRange {
  const all = [at(1), at(most), at(least)]
  return { value: at(1), low: Math.min(...all), high: Math.max(...all) }
}
