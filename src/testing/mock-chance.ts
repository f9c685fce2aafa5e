import { hash } from 'node:crypto'
import { type FaultKind, faultKinds, type MockOptions } from './mock-options.ts'

/** What chance has in store for one attempt at one request: a pure function of seed, request and attempt. */
export interface Chance {
  fault: FaultKind | undefined
  latencyMs: number
  /** Uniform in [0, 1), for batches; independent of the fault. */
  batch: number
}

export function chanceOf(
  { seed = 1, faults = {}, latency = 0 }: MockOptions,
  requestHash: string,
  attempt: number,
): Chance {
  const digest = hash('sha1', `${seed}\u0000${requestHash}\u0000${attempt}`, 'buffer')
  const uniform = (part: number): number => digest.readUInt32LE(part * 4) / 2 ** 32
  return {
    fault: faultAt(uniform(0), faults),
    latencyMs: msOf(latency, uniform),
    batch: uniform(3),
  }
}

function faultAt(point: number, faults: NonNullable<MockOptions['faults']>): FaultKind | undefined {
  let end = 0
  for (const kind of faultKinds) {
    end += faults[kind] ?? 0
    if (point < end) return kind
  }
  return undefined
}

/** A test's own function is asked elsewhere. */
function msOf(latency: NonNullable<MockOptions['latency']>, uniform: (part: number) => number): number {
  if (typeof latency === 'function') return 0
  return typeof latency === 'number' ? latency : logNormal(latency, uniform(1), uniform(2))
}

/** Box and Muller's transform of two uniform numbers. */
const logNormal = ({ median, sigma }: { median: number; sigma: number }, u: number, v: number): number =>
  median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v))
