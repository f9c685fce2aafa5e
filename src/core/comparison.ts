import { z } from 'zod'
import { Cause } from './cause.ts'
import { Remark } from './remark.ts'
import { Interval } from './run-result.ts'
import { Wording } from './wording.ts'

/**
 * What may be said of a difference. `equivalent`: a change as large as the margin is ruled out in both directions.
 *
 * @example
 * const verdicts: Verdict[] = ['improved', 'regressed', 'equivalent', 'non-inferior', 'inconclusive']
 * verdicts.length // → 5
 */
export const Verdict = z.enum(['improved', 'regressed', 'equivalent', 'non-inferior', 'inconclusive'])
export type Verdict = z.infer<typeof Verdict>

const MarginTest = z.object({ p: z.number(), pAdjusted: z.number() })
const Arm = z.object({ value: z.number(), ci95: Interval })

/** Pairs of a yes/no score: how many samples have it in both runs, in one, in none. */
const PairedTable = z.object({ both: z.int(), beforeOnly: z.int(), afterOnly: z.int(), neither: z.int() })

/** What a Dirichlet prior over those four cells becomes: Jeffreys' is ½ for each, the uniform one 1. */
export const Posterior = z.object({
  prior: z.enum(['jeffreys', 'uniform']),
  mean: z.number(),
  /** Equal-tailed, 95 %. */
  interval: Interval,
  /** That the metric got worse at all. */
  loss: z.number(),
  /** That it got worse by more than the margin; absent without a margin. */
  lossBeyondMargin: z.number().exactOptional(),
})
export type Posterior = z.infer<typeof Posterior>

/**
 * One metric of one benchmark, paired by sample id over the samples that are scored in both arms.
 *
 * @example
 * const change: MetricComparison | null | undefined = toyInputs.series.series.benchmarks[0]?.changes[0]
 * change?.delta.value // → -0.1
 */
export const MetricComparison = z.object({
  metric: z.string(),
  unit: z.enum(['rate', 'number', 'tokens']),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  n: z.int(),
  before: Arm,
  after: Arm,
  /** after − before. */
  delta: Arm.extend({ method: z.string() }),
  test: z.object({ name: z.string(), p: z.number(), pAdjusted: z.number() }),
  verdict: Verdict,
  /** Of `improved` and `regressed`: a change as large as the margin is ruled out in both directions, whatever the missing answers are. */
  withinMargin: z.literal(true).exactOptional(),
  /** Missing answers, its own or those of the primary endpoint, could overturn the verdict: at one of the bounds it would not stand, or there are none. */
  overturnable: z.literal(true).exactOptional(),
  /** For a rate with failures: the delta's range if every missing answer, and every sample that one run did not take, went the worst and the best way. */
  bounds: Interval.exactOptional(),
  /** From the 95% limit below the least of the bounds to the one above the largest: what neither chance nor missing answers rule out. */
  boundsCi95: Interval.exactOptional(),
  /** For an inconclusive one: how many pairs would show a difference of this size at 80 % power. */
  neededN: z.int().exactOptional(),
  /** The same for the middle 90 % of what the true difference could be; `null` where no number is enough. */
  neededRange: z.tuple([z.int(), z.int().nullable()]).exactOptional(),
  margin: z.number().exactOptional(),
  /** Of the hypothesis that the loss is as large as the margin or larger, one-sided; adjusted over the table. */
  nonInferiority: MarginTest.exactOptional(),
  /** Of the hypothesis that the change is as large as the margin in either direction: the larger of two one-sided p-values. */
  equivalence: MarginTest.exactOptional(),
  /** Where every score is yes or no and no samples share a group. */
  table: PairedTable.exactOptional(),
  /** Of Δ, where it was asked for (`--bayes`) and there is such a table. */
  posterior: Posterior.exactOptional(),
  /** What a reader has to know of this figure, a sentence. */
  note: z.string().exactOptional(),
  /** The same by code and values, for other languages. */
  remark: Remark.exactOptional(),
  /** Pearson's r of the two arms' per-sample values; absent where one of them is constant. */
  correlation: z.number().exactOptional(),
})
export type MetricComparison = z.infer<typeof MetricComparison>

const ArmCounts = z.object({ before: z.int(), after: z.int() })

/** Of the samples that both runs took. */
const Told = {
  /** Sample epochs with an answer, and by how many of them which note is true: `cut-off`, `run-on`, `unclosed-thought` … */
  answers: ArmCounts.exactOptional(),
  notes: z.record(z.string(), ArmCounts).exactOptional(),
  /** Pairs of answers to one question in one epoch, and those of them that are equal byte for byte. */
  identical: z.object({ of: z.int(), same: z.int() }).exactOptional(),
  /** Why samples have no answer or no score, the commonest first. */
  causes: z.object({ before: z.array(Cause), after: z.array(Cause) }).exactOptional(),
}

/**
 * A benchmark's headline metric, with what stands around it.
 *
 * @example
 * const row: BenchmarkComparison | undefined = toyInputs.comparison.comparison.benchmarks[0]
 * row?.flips // → { improved: 0, regressed: 20 }
 */
export const BenchmarkComparison = MetricComparison.extend({
  name: z.string(),
  bundled: z.boolean(),
  judge: z.string(),
  caution: Wording.exactOptional(),
  flips: z.object({ improved: z.int(), regressed: z.int() }),
  errored: ArmCounts,
  unscored: ArmCounts,
  /** Samples scored on a part of their epochs; absent where there are none. */
  partial: ArmCounts.exactOptional(),
  /** Samples that only one of the runs took. */
  unpaired: ArmCounts,
  /** One run took a part of the other’s samples, by the same rule: what it lacks was never asked. */
  nested: z.literal(true).exactOptional(),
  /** Samples that both runs took; `n` of them count in the headline, the others are left out or `outside` it. */
  pairs: z.int().exactOptional(),
  /** Of those, the ones scored in both that the headline metric isn't about (unsafe prompts, in the refusal of safe ones). */
  outside: z.int().exactOptional(),
  /** Over several epochs: the interval of Δ on these very questions, of other answers to them; `answers` of each an arm. The other intervals are of other questions. */
  fixedQuestions: z.object({ ci95: Interval, method: z.string(), answers: z.int() }).exactOptional(),
  /** Where the runs took partly other samples and that was accepted: the difference over all samples of both, unadjusted. */
  combined: z
    .object({
      n: ArmCounts,
      delta: Arm.extend({ method: z.string() }),
      test: z.object({ name: z.string(), p: z.number() }),
    })
    .exactOptional(),
  /** Where the judge has three labels or more: samples by label before (rows) and after (columns), and what they say. */
  transitions: z
    .object({
      labels: z.array(z.string()),
      table: z.array(z.array(z.int())),
      stuartMaxwell: z.object({ statistic: z.number(), df: z.int(), p: z.number() }),
      bowker: z.object({ statistic: z.number(), df: z.int(), p: z.number() }),
    })
    .exactOptional(),
  ...Told,
  /** The other metrics of the benchmark. */
  others: z.array(MetricComparison),
  /** Breakdown key → its value → the headline metric's two arms. */
  groups: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        n: z.int(),
        before: z.number(),
        after: z.number(),
        delta: z.number(),
        improved: z.int(),
        regressed: z.int(),
      }),
    ),
  ),
})
export type BenchmarkComparison = z.infer<typeof BenchmarkComparison>

/** Samples that one run took and the other lacks: of nested ones none, since they were never asked. */
export const lackedIn = ({ unpaired, nested }: Pick<BenchmarkComparison, 'unpaired' | 'nested'>) =>
  nested ? { before: 0, after: 0 } : unpaired

/** Whether answers are missing whose effect on the difference has no bounds: those of a number that has no range. */
export const lacksBounds = ({
  bounds,
  errored,
  unscored,
  partial = { before: 0, after: 0 },
  ...taken
}: Pick<BenchmarkComparison, 'bounds' | 'errored' | 'unscored' | 'unpaired' | 'partial' | 'nested'>): boolean =>
  bounds === undefined && [errored, unscored, lackedIn(taken), partial].some(({ before, after }) => before + after > 0)

const Score = z.object({ before: Arm, after: Arm, delta: Arm })

/** The benchmarks of a suite taken together, where their headline metrics are of one kind. */
export const SuiteScore = z.object({
  metric: z.string(),
  unit: z.enum(['rate', 'number', 'tokens']),
  /** The benchmarks in it: bundled samples stay out where others are real. */
  benchmarks: z.array(z.string()).exactOptional(),
  /** Every benchmark counts the same. */
  macro: Score,
  /** Every sample counts the same. */
  pooled: Score,
  /** Of the macro difference; one more hypothesis of the table's Holm family. */
  test: z.object({ name: z.string(), p: z.number(), pAdjusted: z.number() }),
  verdict: Verdict,
  withinMargin: z.literal(true).exactOptional(),
  overturnable: z.literal(true).exactOptional(),
  margin: z.number().exactOptional(),
  nonInferiority: MarginTest.exactOptional(),
  equivalence: MarginTest.exactOptional(),
})
export type SuiteScore = z.infer<typeof SuiteScore>

const AtLeast = z.object({
  /** So many benchmarks at least, and by Bonferroni's combination these. */
  atLeast: z.int(),
  names: z.array(z.string()),
  /** Of «at least u of k», for u from 1 to k, one-sided; monotone. */
  p: z.array(z.number()),
  /** The same by Fisher's combination, for benchmarks that share no questions. */
  fisher: z.object({ atLeast: z.int(), p: z.array(z.number()) }),
})

/** On how many of the benchmarks the model changed at least (Dror et al. 2017). */
export const Conjunction = z.object({
  k: z.int(),
  /** One-sided, of each direction. */
  level: z.number(),
  improved: AtLeast,
  regressed: AtLeast,
})
export type Conjunction = z.infer<typeof Conjunction>

export const RunSummary = z.object({ id: z.string(), dir: z.string(), model: z.string(), demo: z.boolean() })

/**
 * What `xeval compare --json` prints.
 *
 * @example
 * const { comparison } = toyInputs.comparison
 * const found: Comparison['benchmarks'] = comparison.benchmarks.filter(({ verdict }) => verdict === 'regressed')
 * found.map(({ name }) => name) // → ['toy']
 */
export const Comparison = z.object({
  schemaVersion: z.literal(1),
  suite: z.string(),
  before: RunSummary,
  after: RunSummary,
  comparable: z.boolean(),
  /** What differs between the runs besides the model, a sentence each. Other samples alone leave runs comparable: what both took is paired. */
  differences: z.array(z.string()),
  /** The same by code and values, in their order. */
  remarks: z.array(Remark).exactOptional(),
  /** What has to be known before the figures are believed: who answered, and for which run. */
  warnings: z.array(Remark).exactOptional(),
  alpha: z.number(),
  /** How p-values are adjusted over the table. Absent is `holm`. */
  adjust: z.enum(['holm', 'bh']).exactOptional(),
  /** The endpoint that was declared: a benchmark, or `mean`. It has the whole level; the others are claimed only where it is significant. */
  primary: z.string().exactOptional(),
  benchmarks: z.array(BenchmarkComparison),
  suiteScore: SuiteScore.exactOptional(),
  /** Of two benchmarks or more, without a primary endpoint. */
  conjunction: Conjunction.exactOptional(),
  /** Benchmarks without a sample that is scored in both runs: nothing can be said, and that is said. */
  notCompared: z.array(
    z.object({
      name: z.string(),
      bundled: z.boolean(),
      judge: z.string(),
      errored: ArmCounts,
      unscored: ArmCounts,
      unpaired: ArmCounts,
      pairs: z.int().exactOptional(),
      ...Told,
      reason: z.string(),
      remark: Remark.exactOptional(),
    }),
  ),
})
export type Comparison = z.infer<typeof Comparison>
