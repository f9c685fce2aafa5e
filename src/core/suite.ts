import type { Analysis, AnalysisArm } from './analysis.ts'
import { type Definition, type Plugin, stamp } from './api.ts'
import type { Benchmark } from './benchmark.ts'
import type { Language, Wording } from './wording.ts'

/** Answers recorded from a real small model on the bundled samples, in `replay:` form, with how they were made. */
export interface Demonstration {
  before: URL
  after: URL
  provenance: Wording
  /** Samples a benchmark, where not all were recorded. */
  limit?: number
}

/**
 * Benchmarks of one domain, in the order of the table's columns.
 *
 * @example
 * const namesOf = ({ benchmarks }: Suite): string[] => benchmarks.map(({ name }) => name)
 * namesOf(defineSuite({ name: 'mine', version: 1, description: 'Ours', title: 'Mine', benchmarks: [toyBenchmark] })) // → ['toy']
 */
export interface Suite extends Plugin {
  /** Shown above the columns: `Safety`. */
  readonly title: string
  /** Other names that the command line takes. */
  readonly aliases?: readonly string[]
  readonly benchmarks: readonly Benchmark[]
  readonly demo?: Demonstration
  /** Sections of its own in the report: of one run, or of before and after. Throws where there is nothing to say. */
  analyse?(arms: readonly AnalysisArm[], language: Language): Promise<Analysis[]>
}

/**
 * Makes a suite out of its definition.
 *
 * @example
 * const suite = defineSuite({ name: 'mine', version: 1, description: 'Ours', title: 'Mine', benchmarks: [toyBenchmark] })
 * suite.benchmarks.map(({ name }) => name) // → ['toy']
 */
export const defineSuite = (definition: Definition<Suite>): Suite => stamp('suite', definition)
