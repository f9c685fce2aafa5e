import { z } from 'zod'
import { answerNotes } from './answer/notes.ts'
import { Cause } from './cause.ts'
import { Completion, Usage } from './completion.ts'
import { Judgment } from './judgment.ts'
import { Attempt, outcomeOf } from './outcome.ts'
import { Sample } from './sample.ts'

/**
 * A line of `samples.jsonl`.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'diasafety', limit: 2 })
 * const samples: SampleRecord[] = await Array.fromAsync((await openRun(runs[0]?.dir ?? '')).samples())
 * samples.map(({ benchmark }) => benchmark) // → ['diasafety', 'diasafety']
 */
export const SampleRecord = Sample.extend({ benchmark: z.string() })
export type SampleRecord = z.infer<typeof SampleRecord>

/** In the first line that each session writes: whose log it is, so that it is not taken for another run's. */
const RunMark = z.string().exactOptional()

/** What names one piece of work in a run. Epochs count from 1. */
export const WorkKey = z.object({ benchmark: z.string(), sampleId: z.string(), epoch: z.int().positive() })
export type WorkKey = z.infer<typeof WorkKey>

/**
 * A line of `outputs.jsonl`.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'safety', limit: 2 })
 * const outputs: OutputRecord[] = []
 * for await (const { epochs } of (await openRun(runs[0]?.dir ?? '')).records())
 *   for (const { output } of epochs) if (output) outputs.push(output)
 * outputs.every(({ epoch }) => epoch === 1) // → true
 */
export const OutputRecord = WorkKey.extend({
  outcome: outcomeOf(Completion),
  attempts: z.array(Attempt),
  /** The seed that was sent, where the model takes one. */
  seed: z.int().exactOptional(),
  cached: z.literal(true).exactOptional(),
  /** The run that asked for a cached answer, where it is another. */
  cachedFrom: z.string().exactOptional(),
  run: RunMark,
})
export type OutputRecord = z.infer<typeof OutputRecord>

/**
 * A line of `judgments.jsonl`. `usage` is the judge's own.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'safety', limit: 2 })
 * const judgments: JudgmentRecord[] = []
 * for await (const { epochs } of (await openRun(runs[0]?.dir ?? '')).records())
 *   for (const { judgment } of epochs) if (judgment) judgments.push(judgment)
 * judgments[0]?.judge // → 'refusal-rules'
 */
export const JudgmentRecord = WorkKey.extend({
  judge: z.string(),
  outcome: outcomeOf(Judgment),
  attempts: z.array(Attempt),
  usage: Usage,
  /** The judge's model by the name that its server gives it, once each; absent where none was asked. */
  served: z.array(z.string()).exactOptional(),
  cached: z.literal(true).exactOptional(),
  /** The run that asked for a cached reply of the judge, where it is another. */
  cachedFrom: z.string().exactOptional(),
  /** The beginning of the SHA-256 of the answer that was judged. Runs of 0.1.0 have none. */
  answer: z.string().exactOptional(),
  run: RunMark,
})
export type JudgmentRecord = z.infer<typeof JudgmentRecord>

/** What a metric drew: a number, or the columns of a totals metric. */
const Drawn = z.union([z.number(), z.array(z.number())])
const Values = z.record(z.string(), Drawn)

/** What tells an answer from others without holding it. */
export const AnswerMark = z.object({
  sha: z.string(),
  chars: z.int().nonnegative(),
  /** Output tokens, where they were counted. */
  tokens: z.int().nonnegative().exactOptional(),
})
export type AnswerMark = z.infer<typeof AnswerMark>

/** A line of `scores.jsonl`: what became of one epoch of one sample. It is scored, errored or unscored. */
export const ScoreRecord = WorkKey.extend({
  /** By metric, of this epoch alone; one that leaves it out is not there. */
  values: Values.exactOptional(),
  label: z.union([z.string(), z.number()]).exactOptional(),
  /** Code of what failed: without an answer, or with an answer and no judgment; and what was said of it. */
  errored: z.string().exactOptional(),
  unscored: z.string().exactOptional(),
  cause: Cause.omit({ code: true, count: true }).exactOptional(),
  /** The answer that was judged: the beginning of its SHA-256, and its length. Runs of 0.1.0 have none. */
  answer: AnswerMark.exactOptional(),
  /** What is true of the answer. */
  notes: z.array(z.enum(answerNotes)).exactOptional(),
  cached: z.literal(true).exactOptional(),
  /** Of the sample, in the line of its first epoch: cluster, breakdown key → value, and the metrics over all epochs where it has several. */
  group: z.string().exactOptional(),
  /** Value, as JSON, of the key that the samples were stratified by. */
  stratum: z.string().exactOptional(),
  breakdown: z.record(z.string(), z.string()).exactOptional(),
  overEpochs: Values.exactOptional(),
})
export type ScoreRecord = z.infer<typeof ScoreRecord>
