import type { FinishReason, Usage } from './completion.ts'
import type { Label } from './judgment.ts'

/**
 * One epoch of one sample of one run, as a line of a tidy table.
 *
 * @example
 * const lineOf = ({ benchmark, arm, score }: Pick<ReportRow, 'benchmark' | 'arm' | 'score'>): string => `${benchmark},${arm},${score}`
 * lineOf({ benchmark: 'toy', arm: 'before', score: 1 }) // → 'toy,before,1'
 */
export interface ReportRow {
  benchmark: string
  sampleId: string
  /** `before`, `after`, `only`, or the run's place in a series. */
  arm: string
  run: string
  model: string
  epoch: number
  /** The benchmark's headline metric, and this epoch's score; absent where it was not scored or is no mean of scores. */
  metric: string
  score?: number
  label?: Label
  /** Code of what failed: without an answer, or with an answer and no judgment. Never both. */
  errored?: string
  unscored?: string
  finishReason?: FinishReason
  language: string
  group?: string
  breakdown: Readonly<Record<string, string>>
  judge: string
  usage: Usage
  /** Of the answer's last attempt, in milliseconds. */
  latencyMs?: number
  attempts: number
  cached: boolean
}

/**
 * Rows as a stream, and the breakdown keys that occur in them.
 *
 * @example
 * const rows: ReportRows = { breakdowns: ['parity'], rows: (async function* () {})() }
 * rows.breakdowns // → ['parity']
 */
export interface ReportRows {
  breakdowns: readonly string[]
  rows: AsyncIterable<ReportRow>
}
