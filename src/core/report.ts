import type { Analysis } from './analysis.ts'
import { API_VERSION, type Definition, type Plugin } from './api.ts'
import type { Comparison } from './comparison.ts'
import type { Manifest } from './manifest.ts'
import type { JudgmentRecord, OutputRecord, SampleRecord } from './records.ts'
import type { RunResult } from './run-result.ts'

/** A sample whose score changed, with all that a reader needs to see why. */
export interface Flip {
  benchmark: string
  direction: 'improved' | 'regressed'
  sample: SampleRecord
  before: { output: OutputRecord; judgment: JudgmentRecord }
  after: { output: OutputRecord; judgment: JudgmentRecord }
}

export interface RunInput {
  kind: 'run'
  run: RunResult
  manifest: Manifest
  /** The suite's own sections. */
  analyses: readonly Analysis[]
}

export interface ComparisonInput {
  kind: 'comparison'
  comparison: Comparison
  manifests: { before: Manifest; after: Manifest }
  flips: readonly Flip[]
  analyses: readonly Analysis[]
}

export interface ReportOptions {
  language: 'en' | 'zh'
}

/** Runs as text. Pure: the same input gives the same bytes. */
export interface Report extends Plugin {
  /** With the dot. */
  readonly extension: string
  render(input: RunInput | ComparisonInput, options: ReportOptions): string
}

export const defineReport = (definition: Definition<Report>): Report => ({ ...definition, apiVersion: API_VERSION })
