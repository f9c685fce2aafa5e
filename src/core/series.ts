import { z } from 'zod'
import { Conjunction, MetricComparison, RunSummary, SuiteScore } from './comparison.ts'
import { Remark } from './remark.ts'
import { Interval } from './run-result.ts'
import { Wording } from './wording.ts'

/** A run's own figure over all its scored samples. */
const Point = z.object({ n: z.int(), value: z.number(), ci95: Interval })

const SeriesBenchmark = z.object({
  name: z.string(),
  metric: z.string(),
  unit: z.enum(['rate', 'number', 'tokens']),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  bundled: z.boolean(),
  judge: z.string(),
  caution: Wording.exactOptional(),
  /** One a run, in their order; null where nothing of it was scored. */
  points: z.array(Point.nullable()),
  /** Each later run against the first, paired; null where no sample is scored in both. One fewer than `points`. */
  changes: z.array(MetricComparison.nullable()),
})
/**
 * A benchmark over the runs of a series.
 *
 * @example
 * const [benchmark]: SeriesBenchmark[] = toyInputs.series.series.benchmarks
 * benchmark?.points.map(point => point?.value) // → [0.9, 0.8]
 */
export type SeriesBenchmark = z.infer<typeof SeriesBenchmark>

/**
 * Runs in order (a base model, epoch 1, 2 …), each against the first. P-values are adjusted over all tests of the series.
 *
 * @example
 * const series: Series = toyInputs.series.series
 * series.benchmarks[0]?.changes[0]?.verdict // → 'regressed'
 */
export const Series = z.object({
  schemaVersion: z.literal(1),
  suite: z.string(),
  runs: z.array(RunSummary),
  comparable: z.boolean(),
  /** What differs from the first run besides the model, a sentence each, with the run's id. */
  differences: z.array(z.string()),
  /** The same by code and values, in their order. */
  remarks: z.array(Remark).exactOptional(),
  /** What has to be known before the figures are believed: who answered, and for which run. */
  warnings: z.array(Remark).exactOptional(),
  alpha: z.number(),
  /** How p-values are adjusted over the series. Absent is `holm`. */
  adjust: z.enum(['holm', 'bh']).exactOptional(),
  /** The endpoint that was declared, as in a comparison; each later run's table has its even share of the level. */
  primary: z.string().exactOptional(),
  benchmarks: z.array(SeriesBenchmark),
  /** Where the mean is the primary endpoint: each later run's against the first; null where it has none. */
  suiteScores: z.array(SuiteScore.nullable()).exactOptional(),
  /** On how many benchmarks each later run changed at least, at an even share of the level; null where it has fewer than two. */
  conjunctions: z.array(Conjunction.nullable()).exactOptional(),
})
export type Series = z.infer<typeof Series>
