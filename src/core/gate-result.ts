import { z } from 'zod'
import { Comparison } from './comparison.ts'
import { Tier } from './gate-policy.ts'
import { GateReason } from './gate-reason.ts'
import { Remark } from './remark.ts'
import { Interval } from './run-result.ts'

/** `missing`: required by the policy, and not there. */
export const GateOutcome = z.enum(['passed', 'regressed', 'missing', 'inconclusive', 'too-many-errors'])
export type GateOutcome = z.infer<typeof GateOutcome>

/** What a gate says of one benchmark, or of one metric of it that the policy names. */
export const GateResult = z.object({
  benchmark: z.string(),
  /** Absent is the headline metric. */
  metric: z.string().exactOptional(),
  tier: Tier.exactOptional(),
  outcome: GateOutcome,
  /** The largest loss that the interval leaves possible, and the one that is allowed; in the metric's unit, ≥ 0 is a loss. */
  worstLoss: z.number().exactOptional(),
  margin: z.number().exactOptional(),
  /** The same as shares of the value before; `p` is of the hypothesis that the loss is as large as the limit. */
  relative: z.object({ limit: z.number(), worst: z.number(), p: z.number() }).exactOptional(),
  reason: z.string(),
  why: GateReason.exactOptional(),
})
export type GateResult = z.infer<typeof GateResult>

/** What the same model against itself shows. */
export const NoiseFloor = z.object({
  benchmark: z.string(),
  n: z.int(),
  /** Share of the pairs whose score changed, with Wilson's 95 % interval. */
  flips: z.object({ value: z.number(), ci95: Interval }),
  delta: z.object({ value: z.number(), ci95: Interval }),
  /** The flips and Δ of the comparison that is gated. */
  seen: z.object({ flips: z.number(), delta: z.number() }).exactOptional(),
  /** So many times as wide the intervals of the gate are. */
  widening: z.number(),
})
export type NoiseFloor = z.infer<typeof NoiseFloor>

/** A night that was held against a baseline before, or tonight. */
export const Night = z.object({
  run: z.string(),
  outcome: GateOutcome,
  /** Of its tests: two-sided of the table, and one-sided against the margin. */
  alpha: z.number(),
  level: z.number(),
  /** Its differences from the baseline: since that stays the same, the drift so far. */
  benchmarks: z.array(
    z.object({
      name: z.string(),
      n: z.int(),
      value: z.number(),
      ci95: Interval,
      unit: z.enum(['rate', 'number', 'tokens']),
    }),
  ),
})
export type Night = z.infer<typeof Night>

/** All nights against one baseline, and what can be wrong over them. */
export const Nights = z.object({
  baseline: z.string(),
  /** Tonight is the last. */
  nights: z.array(Night),
  /** Whether the levels of all nights add up to the one that is stated. */
  sequential: z.boolean(),
  /** Two-sided level of tonight's table, and one-sided of tonight's test against the margin. */
  alpha: z.number(),
  level: z.number(),
  /** At most so likely is one false alarm in all nights so far, and one false pass. */
  falseAlarm: z.number(),
  falsePass: z.number(),
  /** Why tonight could not be written down, so that it is not counted from now on. */
  notKept: z.string().exactOptional(),
})
export type Nights = z.infer<typeof Nights>

/** What `xeval gate --json` prints. */
export const GateReport = z.object({
  schemaVersion: z.literal(1),
  /** `baseline-set`: a first night, with nothing to compare. */
  outcome: z.union([GateOutcome, z.literal('baseline-set')]),
  /** Where there is a policy. */
  decision: z.enum(['GO', 'NO-GO', 'INCONCLUSIVE']).exactOptional(),
  line: z.string(),
  results: z.array(GateResult),
  /** What is to be looked at besides. */
  remarks: z.array(Remark).exactOptional(),
  noise: z.array(NoiseFloor).exactOptional(),
  nights: Nights.exactOptional(),
  comparison: Comparison.exactOptional(),
})
export type GateReport = z.infer<typeof GateReport>
