import { cpuTime } from '../../src/testing/cpu-time.ts'
import type { Target } from './poison-targets.ts'

/** Processor time of a target on a text and on one eight times as long, in milliseconds. */
export interface Times {
  small: number
  large: number
  /** What it threw, which nobody may. */
  thrown?: string
}

/** Most processor time for the large text, and how much more than for the small one: eight times is linear. */
const MOST_MS = 1000
const MOST_TIMES = 24
/** Less than this tells nothing of how a time grows. */
const LEAST_MS = 80

/** The least of up to three tries, since a collection of garbage falls where it likes. */
export async function timesOf({ read }: Target, make: (n: number) => string, size: number): Promise<Times> {
  const [small, large] = [make(size / 8), make(size)]
  let times: Times = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY }
  for (let tries = 0; tries < 3; tries++) {
    try {
      times = {
        small: Math.min(times.small, await cpuTime(() => read(small))),
        large: Math.min(times.large, await cpuTime(() => read(large))),
      }
    } catch (error) {
      return { ...times, thrown: String(error).slice(0, 200) }
    }
    if (!isTooSlow(times)) return times
  }
  return times
}

export const isTooSlow = ({ small, large, thrown }: Times): boolean =>
  thrown !== undefined || large > MOST_MS || (large > LEAST_MS && large > MOST_TIMES * Math.max(small, 1))
