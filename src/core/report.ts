import type { Analysis } from './analysis.ts'
import { type Definition, type Plugin, stamp } from './api.ts'
import type { Behaviour } from './behaviour.ts'
import type { Comparison } from './comparison.ts'
import type { Leaderboard } from './leaderboard.ts'
import type { Manifest } from './manifest.ts'
import type { PublishedComparison } from './published.ts'
import type { JudgmentRecord, OutputRecord, SampleRecord } from './records.ts'
import type { ReportRows } from './report-row.ts'
import type { RunResult } from './run-result.ts'
import type { Series } from './series.ts'

/**
 * A sample whose score changed, with all that a reader needs to see why.
 *
 * @example
 * const [flip]: readonly Flip[] = toyInputs.comparison.flips
 * flip?.direction // → 'regressed'
 */
export interface Flip {
  benchmark: string
  direction: 'improved' | 'regressed'
  /** Breakdown key → the sample's value. */
  breakdown: Readonly<Record<string, string>>
  sample: SampleRecord
  before: { output: OutputRecord; judgment: JudgmentRecord }
  after: { output: OutputRecord; judgment: JudgmentRecord }
}

/** What a paper says beside the figures of a suite. */
export interface SuiteFacts {
  /** The suite's title, above its columns: `Safety`. */
  title: string
  /** BibTeX entries of the datasets and judges that were used, each once, in the order of the table. */
  citations: readonly string[]
}

/**
 * One run, for a report.
 *
 * @example
 * const input: RunInput = toyInputs.run
 * input.run.benchmarks[0]?.scored // → 200
 */
export interface RunInput extends SuiteFacts {
  kind: 'run'
  run: RunResult
  manifest: Manifest
  /** The suite's own sections. */
  analyses: readonly Analysis[]
}

/**
 * Two runs compared, for a report.
 *
 * @example
 * const input: ComparisonInput = toyInputs.comparison
 * input.flips.length // → 1
 */
export interface ComparisonInput extends SuiteFacts {
  kind: 'comparison'
  comparison: Comparison
  manifests: { before: Manifest; after: Manifest }
  /** The first flips, up to what a report can show; `comparison.benchmarks` counts them all. */
  flips: readonly Flip[]
  analyses: readonly Analysis[]
}

/**
 * Three runs or more against the first, for a report.
 *
 * @example
 * const input: SeriesInput = toyInputs.series
 * input.series.runs.length // → 2
 */
export interface SeriesInput extends SuiteFacts {
  kind: 'series'
  series: Series
  /** One a run, in their order. */
  manifests: readonly Manifest[]
}

/**
 * A published table, for a report.
 *
 * @example
 * const input: PublishedInput = toyInputs.published
 * input.published.columns.length // → 1
 */
export interface PublishedInput {
  kind: 'published'
  published: PublishedComparison
}

/**
 * Works by the points of a questionnaire, for a report.
 *
 * @example
 * const input: LeaderboardInput = toyInputs.leaderboard
 * input.leaderboard.entries.length // → 2
 */
export interface LeaderboardInput {
  kind: 'leaderboard'
  leaderboard: Leaderboard
}

/**
 * How answers behave, for a report.
 *
 * @example
 * const input: BehaviourInput = toyInputs.behaviour
 * input.behaviour.runs.length // → 2
 */
export interface BehaviourInput {
  kind: 'behaviour'
  behaviour: Behaviour
}

/**
 * What a report is made of, by its `kind`.
 *
 * @example
 * const kinds = Object.values(toyInputs).map((input: ReportInput) => input.kind)
 * kinds // → ['run', 'comparison', 'series', 'published', 'leaderboard', 'behaviour']
 */
export type ReportInput = RunInput | ComparisonInput | SeriesInput | PublishedInput | LeaderboardInput | BehaviourInput

/**
 * How a report is written.
 *
 * @example
 * const options: ReportOptions = { language: 'zh' }
 * options.language // → 'zh'
 */
export interface ReportOptions {
  language: 'en' | 'zh'
  /** What a gate decided of each benchmark: a test report shows it instead of the verdicts. */
  outcomes?: ReadonlyMap<string, { outcome: 'passed' | 'failure' | 'error' | 'skipped'; message: string }>
}

/**
 * Results as text. Pure: the same input gives the same bytes.
 *
 * @example
 * const plain: Report = defineReport({ name: 'kind', version: 1, description: 'Its kind', extension: '.txt', render: ({ kind }) => kind })
 * plain.render(toyInputs.run, { language: 'en' }) // → 'run'
 */
export interface Report extends Plugin {
  /** With the dot. */
  readonly extension: string
  render(input: ReportInput, options: ReportOptions): string
  /** Where a report shows samples rather than figures, this is used instead for runs: in pieces, so that any number goes through. */
  renderRows?(rows: ReportRows, options: ReportOptions): AsyncIterable<string>
}

/**
 * Makes a report out of its definition.
 *
 * @example
 * const report = defineReport({
 *   name: 'verdicts',
 *   version: 1,
 *   description: 'A line a benchmark',
 *   extension: '.txt',
 *   render: input =>
 *     input.kind === 'comparison' ? input.comparison.benchmarks.map(({ name, verdict }) => `${name}: ${verdict}\n`).join('') : '',
 * })
 * report.render(toyInputs.comparison, { language: 'en' }) // → 'toy: regressed\n'
 */
export const defineReport = (definition: Definition<Report>): Report => stamp('report', definition)
