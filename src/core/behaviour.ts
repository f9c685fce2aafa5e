import { z } from 'zod'
import { Cause } from './cause.ts'
import { RunSummary } from './comparison.ts'
import { Remark } from './remark.ts'
import { Interval } from './run-result.ts'
import { Wording } from './wording.ts'

/** What one arm's answers show of a behaviour. */
export const BehaviourArm = z.object({
  /** No figure where `n` is 0. */
  value: z.number(),
  ci95: Interval,
  /** Samples. */
  n: z.int(),
  /** Answers of which it can't be told; they are in no figure. */
  undecided: z.int(),
  /** Answers of which a model's judgment failed, and why, the commonest first; they are in no figure either. */
  failed: z.int().exactOptional(),
  causes: z.array(Cause).exactOptional(),
  /** Answers that are decided and scored, by whether they show it and by their headline score: 2 × 2. */
  scored: z
    .object({
      shown: z.object({ right: z.int(), wrong: z.int() }),
      absent: z.object({ right: z.int(), wrong: z.int() }),
    })
    .exactOptional(),
})
export type BehaviourArm = z.infer<typeof BehaviourArm>

const Change = z.object({ value: z.number(), ci95: Interval, n: z.int(), method: z.string() })

/** An answer that shows it, with the words that decided. */
export const BehaviourExample = z.object({
  /** Only the run before shows it, only the run after, or both (of a run alone: it shows it). */
  change: z.enum(['gone', 'new', 'kept']),
  sampleId: z.string(),
  question: z.string(),
  answer: z.string(),
  sign: z.string(),
})
export type BehaviourExample = z.infer<typeof BehaviourExample>

/** One behaviour on one benchmark. */
export const BehaviourFigure = z.object({
  name: z.string(),
  title: Wording,
  unit: z.enum(['rate', 'number', 'tokens']),
  /** `rules`, or the model that judged. */
  by: z.string(),
  /** Before and after, or a run alone. */
  arms: z.array(BehaviourArm).min(1).max(2),
  /** after − before, paired by sample. */
  delta: Change.exactOptional(),
  /** The paired change of the share of answers that show it and are right, and that show it and are wrong. */
  deltaRight: Change.exactOptional(),
  deltaWrong: Change.exactOptional(),
  examples: z.array(BehaviourExample),
})
export type BehaviourFigure = z.infer<typeof BehaviourFigure>

export const BehaviourBenchmark = z.object({
  name: z.string(),
  bundled: z.boolean(),
  /** Of the headline score: what counts as right. */
  metric: z.string(),
  /** Answers that could be looked at, an arm each. */
  answers: z.array(z.int()),
  behaviours: z.array(BehaviourFigure),
})
export type BehaviourBenchmark = z.infer<typeof BehaviourBenchmark>

/**
 * What `xeval behaviour --json` prints: how the answers of a run, or of two, behave, apart from whether they are right.
 *
 * @example
 * const { behaviour } = toyInputs.behaviour
 * const found: Behaviour['benchmarks'][number] | undefined = behaviour.benchmarks[0]
 * found?.behaviours.map(({ name }) => name) // → ['refusal']
 */
export const Behaviour = z.object({
  schemaVersion: z.literal(1),
  suite: z.string(),
  runs: z.array(RunSummary).min(1).max(2),
  /** What differs between the runs besides the model, a sentence each. */
  differences: z.array(z.string()),
  /** The same by code and values, for other languages. */
  remarks: z.array(Remark).exactOptional(),
  /** Intervals are each at 95 %, not adjusted for their number. */
  adjusted: z.literal(false),
  benchmarks: z.array(BehaviourBenchmark),
})
export type Behaviour = z.infer<typeof Behaviour>
