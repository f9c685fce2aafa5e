import type { Row } from './metric.ts'

/**
 * One run as a suite's own analysis reads it.
 *
 * @example
 * const arm: AnalysisArm = { label: 'openai/small', async *samples() {} }
 * (await Array.fromAsync(arm.samples())).length // → 0
 */
export interface AnalysisArm {
  /** The model's REF. */
  label: string
  /** Each sample that was scored, with its rows by epoch; a stream over the run's files. */
  samples(): AsyncIterable<{ benchmark: string; rows: readonly Row[] }>
}

/**
 * What a suite has to say beyond metrics and their differences: a curve, a contrast, the raters' agreement.
 *
 * @example
 * const analysis: Analysis = { title: 'By length', notes: [], tables: [{ header: ['words', 'n'], rows: [['short', '12']] }] }
 * analysis.tables[0]?.rows.length // → 1
 */
export interface Analysis {
  title: string
  /** Sentences under the title. */
  notes: readonly string[]
  tables: readonly { header: readonly string[]; rows: readonly (readonly string[])[] }[]
  /** Preformatted text. */
  figure?: string
  /** Written beside the report: figures and tables for papers. */
  files?: readonly { name: string; content: string }[]
  /** The same figures for scripts: plain JSON. */
  data?: unknown
}
