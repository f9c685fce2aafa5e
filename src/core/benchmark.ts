import { API_VERSION, type Definition, type Plugin } from './api.ts'
import type { Dataset } from './dataset.ts'
import type { Judge } from './judge.ts'
import type { Label } from './judgment.ts'
import { type Metric, mean, rate } from './metric.ts'
import type { Prompt } from './prompt.ts'
import type { Message, Sample } from './sample.ts'

/**
 * Dataset, prompt, judge and metrics: the unit of a table's column.
 *
 * @example
 * const benchmark: Benchmark<'good' | 'bad'> = toyBenchmark
 * benchmark.metrics[0].name // → 'good_rate'
 */
export interface Benchmark<L extends Label = Label> extends Plugin {
  readonly dataset: Dataset
  /** Prompts that `messages` uses, hashed into the manifest. */
  readonly prompts: readonly Prompt[]
  /** What is sent for a sample. @default its `input` */
  messages?(sample: Sample): Message[]
  /** The judges that share the labels that `metrics` read, the default first. */
  readonly judges: readonly [Judge<L>, ...Judge<L>[]]
  /** The embedded judge of the demonstration; one of `judges`. */
  readonly demoJudge: string
  /** The judge where none is named; without it the user has to name one of several. */
  readonly defaultJudge?: string
  /** The first one is the headline. */
  readonly metrics: readonly [Metric<L>, ...Metric<L>[]]
  /** What `--limit` is by default. */
  readonly limit: number | 'all'
  /** The metadata key that `--stratify` is by default. */
  readonly stratify?: string
  /** Output tokens at most, unless `--max-tokens` says otherwise or the server's context is shorter. @default 2048 */
  readonly maxTokens?: number
  /** An answer cut off by the token limit: `unscored` (counted apart), or `judged` like any other. @default 'unscored' */
  readonly truncated?: 'unscored' | 'judged'
  /** What it was declared as, where that was a task: two runs of a task compare only where it is the same. */
  readonly task?: Readonly<Record<string, unknown>>
}

/**
 * Makes a benchmark out of its definition. Metrics that are made by what `metrics` is given know the judges' labels: one that
 * they do not give is a compile error.
 *
 * @example
 * const benchmark = defineBenchmark({
 *   ...toyBenchmark,
 *   name: 'mine',
 *   metrics: ({ rate }) => [rate('bad_rate', 'lower-is-better', ({ judgment }) => judgment.label === 'bad')],
 * })
 * benchmark.metrics[0].name // → 'bad_rate'
 */
export const defineBenchmark = <L extends Label>({ metrics, ...definition }: BenchmarkDefinition<L>): Benchmark<L> => ({
  ...definition,
  metrics: typeof metrics === 'function' ? metrics({ rate, mean }) : metrics,
  apiVersion: API_VERSION,
})

type Metrics<L extends Label> = Benchmark<L>['metrics']

/** What makes metrics of one benchmark: it knows the labels that the benchmark's judges give. */
interface MetricMakers<L extends Label> {
  readonly rate: typeof rate<L>
  readonly mean: typeof mean<L>
}

/** Labels are read off the judges and nothing else, so that a metric can't add one. */
type BenchmarkDefinition<L extends Label> = Omit<Definition<Benchmark<L>>, 'metrics'> & {
  readonly metrics: Metrics<NoInfer<L>> | ((make: MetricMakers<NoInfer<L>>) => Metrics<NoInfer<L>>)
}
