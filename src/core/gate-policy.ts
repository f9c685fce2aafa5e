import { z } from 'zod'

/** Which way a change is a loss: the metric's own direction unless it is said; `either` allows no change either way. */
const Direction = z.enum(['higher-is-better', 'lower-is-better', 'either'])

/** `critical` must hold, of `supporting` some may fail, `advisory` is shown and decides nothing. */
export const Tier = z.enum(['critical', 'supporting', 'advisory'])
export type Tier = z.infer<typeof Tier>

const Limits = {
  tier: Tier.optional(),
  /** The largest loss that would not matter, in the metric's unit: rates are in 0…1. */
  margin: z.number().positive().optional(),
  /** The same as a share of the value before: 0.1 lets a rate of 0.4 become 0.36. */
  relativeMargin: z.number().gt(0).lt(1).optional(),
  direction: Direction.optional(),
}

const MetricRule = z.strictObject(Limits)
const BenchmarkRule = z.strictObject({
  ...Limits,
  /** Fails where it could not be compared at all. Default: yes of a critical one, no of the others. */
  required: z.boolean().optional(),
  /** Rules for the benchmark's other metrics, by name. */
  metrics: z.record(z.string(), MetricRule).optional(),
})
export type BenchmarkRule = z.infer<typeof BenchmarkRule>
export type MetricRule = z.infer<typeof MetricRule>

/**
 * What a gate holds a run against: a YAML or JSON file (`--policy FILE`), or `gate` in the config.
 *
 * @example
 * const policy: GatePolicy = { margin: 0.05, benchmarks: { flames: { tier: 'critical', relativeMargin: 0.1 } } }
 * GatePolicy.parse(policy).benchmarks['flames']?.tier // → 'critical'
 */
export const GatePolicy = z.strictObject({
  /** For every rule without a margin of its own. */
  margin: z.number().positive().optional(),
  /** The tier of benchmarks in the runs that are not named below. Default: critical. */
  others: Tier.optional(),
  /** So many supporting rules may fail. Default: 0. */
  supportingMayFail: z.int().nonnegative().optional(),
  benchmarks: z.record(z.string(), BenchmarkRule),
})
export type GatePolicy = z.infer<typeof GatePolicy>
