import { z } from 'zod'
import { Cause } from './cause.ts'
import { Remark } from './remark.ts'
import { Wording } from './wording.ts'

/**
 * Lower and upper bound.
 *
 * @example
 * const interval: Interval = [0.851, 0.934]
 * interval[0] < interval[1] // → true
 */
export const Interval = z.tuple([z.number(), z.number()])
export type Interval = z.infer<typeof Interval>

/**
 * An aggregate with its uncertainty. Rates are in 0…1.
 *
 * @example
 * const metrics: MetricResult[] | undefined = toyInputs.run.run.benchmarks[0]?.metrics
 * metrics?.map(({ name, n }) => `${name} of ${n}`) // → ['good_rate of 200']
 */
export const MetricResult = z.object({
  name: z.string(),
  value: z.number(),
  ci95: Interval,
  n: z.int(),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  unit: z.enum(['rate', 'number', 'tokens']),
  /** `wilson`, `t`, `cluster-t`, `bootstrap` … */
  method: z.string(),
  /** For a rate with failures: the value if all failures were 0, and if all were 1; missing epochs of a sample count as well. */
  bounds: Interval.exactOptional(),
})
export type MetricResult = z.infer<typeof MetricResult>

export const GroupResult = z.object({ n: z.int(), value: z.number(), ci95: Interval })

/**
 * A benchmark's figures in one run.
 *
 * @example
 * const [benchmark]: BenchmarkResult[] = toyInputs.run.run.benchmarks
 * benchmark?.metrics[0]?.value // → 0.9
 */
export const BenchmarkResult = z.object({
  name: z.string(),
  dataset: z.object({ sha256: z.string(), bundled: z.boolean() }),
  judge: z.string(),
  caution: Wording.exactOptional(),
  /** Samples planned; `scored` of them entered the metrics. */
  n: z.int(),
  scored: z.int(),
  /** Samples without an answer, by no fault of the judge. */
  errored: z.int(),
  /** Samples with an answer and no judgment: unparsable, empty, truncated, filtered. */
  unscored: z.int(),
  /** Of the scored samples, those that lost some of their epochs; absent where none did. */
  partial: z.int().exactOptional(),
  /** Failure code → count of sample epochs. */
  failures: z.record(z.string(), z.int()),
  /** Sample epochs with an answer, and by how many of them which note is true: `cut-off`, `run-on`, `unclosed-thought` … */
  answers: z.int().exactOptional(),
  notes: z.record(z.string(), z.int()).exactOptional(),
  /** Answers that are said to be whole and all are of the same, largest number of tokens: their server may have cut them off. */
  sameLength: z.object({ tokens: z.int(), n: z.int() }).exactOptional(),
  /** Why samples have no answer or no score, the commonest first. */
  causes: z.array(Cause).exactOptional(),
  cached: z.int(),
  metrics: z.array(MetricResult),
  /** Breakdown key → its value → the headline metric. */
  groups: z.record(z.string(), z.record(z.string(), GroupResult)),
})
export type BenchmarkResult = z.infer<typeof BenchmarkResult>

/**
 * What `xeval run --json` and `metrics.json` hold.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'safety', limit: 2 })
 * const metrics: RunResult | undefined = runs[0]?.metrics
 * metrics?.benchmarks.map(({ name }) => name) // → ['flames', 'diasafety', 'wildsafety']
 */
export const RunResult = z.object({
  schemaVersion: z.literal(1),
  run: z.object({ id: z.string(), dir: z.string(), status: z.string(), demo: z.boolean() }),
  suite: z.string(),
  model: z.string(),
  benchmarks: z.array(BenchmarkResult),
  /** What has to be known before the figures are believed: who answered, and for which run. */
  warnings: z.array(Remark).exactOptional(),
})
export type RunResult = z.infer<typeof RunResult>
