import { z } from 'zod'
import type { Benchmark } from './benchmark.ts'
import { Formula } from './formula.ts'
import type { Metric } from './metric.ts'
import type { Suite } from './suite.ts'
import { Wording } from './wording.ts'

const Named = {
  name: z.string(),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  unit: z.enum(['rate', 'number', 'tokens']),
  description: z.string().exactOptional(),
}

/** A metric without its plug-in: what its numbers are, and how a figure is made of them. */
export const MetricDescription = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mean'), ...Named }),
  /** Without a formula the figure needs the plug-in. */
  z.object({ kind: z.literal('totals'), ...Named, formula: Formula.exactOptional() }),
])
export type MetricDescription = z.infer<typeof MetricDescription>

/** What reading a run needs to know of a benchmark, and a paper says of it, as it was when the run was scored. */
export const BenchmarkCard = z.object({
  description: z.string(),
  /** The first one is the headline. */
  metrics: z.tuple([MetricDescription], MetricDescription),
  /** What a judgment can be: the closed set of labels, or the ends of the rating scale. */
  scale: z.union([z.array(z.string()), z.object({ min: z.number(), max: z.number() })]),
  dataset: z.object({ title: z.string(), source: z.string(), licence: z.string(), citation: z.string() }),
  /** Metadata keys by which samples are grouped. */
  breakdowns: z.array(z.string()),
  /** Answers that were cut off are judged like any other; absent, they are unscored. */
  truncated: z.literal('judged').exactOptional(),
  judge: z.object({
    citation: z.string().exactOptional(),
    caution: Wording.exactOptional(),
    byPeople: z.literal(true).exactOptional(),
  }),
})
export type BenchmarkCard = z.infer<typeof BenchmarkCard>

/** The suite that a run is of. */
export const SuiteCard = z.object({
  title: z.string(),
  description: z.string(),
  /** Other names, which margins may go by. */
  aliases: z.array(z.string()),
  /** All of its benchmarks, in the order of the table: its score needs each that the run took. */
  benchmarks: z.array(z.string()),
  /** Whether it has sections of its own in a report, which only the plug-in can make. */
  analyses: z.boolean(),
})
export type SuiteCard = z.infer<typeof SuiteCard>

export function cardOf(benchmark: Benchmark, judgeName: string): BenchmarkCard {
  const { description, dataset, judges, metrics, truncated } = benchmark
  const judge = judges.find(({ name }) => name === judgeName)
  const { title, source, licence, citation } = dataset.card
  const [{ scale }] = judges
  const [headline, ...others] = metrics
  return {
    description,
    metrics: [describeMetric(headline), ...others.map(describeMetric)],
    scale: 'min' in scale ? { min: scale.min, max: scale.max } : [...scale],
    dataset: { title, source, licence, citation },
    breakdowns: [...dataset.breakdowns],
    ...(truncated === 'judged' && { truncated }),
    judge: {
      ...(judge?.citation !== undefined && { citation: judge.citation }),
      ...(judge?.caution !== undefined && { caution: judge.caution }),
      ...(judge?.byPeople && { byPeople: true }),
    },
  }
}

export function describeMetric(metric: Metric): MetricDescription {
  const { name, direction, unit, description } = metric
  const same = { name, direction, unit, ...(description !== undefined && { description }) }
  if (metric.kind === 'mean') return { kind: 'mean', ...same }
  const { formula } = metric.of
  return { kind: 'totals', ...same, ...(formula !== undefined && { formula }) }
}

export const suiteCardOf = ({ title, description, aliases = [], benchmarks, analyse }: Suite): SuiteCard => ({
  title,
  description,
  aliases: [...aliases],
  benchmarks: benchmarks.map(({ name }) => name),
  analyses: analyse !== undefined,
})
