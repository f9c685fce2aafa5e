import { API_VERSION, type Definition, type Plugin } from './api.ts'
import type { Benchmark } from './benchmark.ts'

/** Answers recorded from a real small model on the bundled samples, in `replay:` form, with how they were made. */
export interface Demonstration {
  before: URL
  after: URL
  provenance: string
}

/** Benchmarks of one domain, in the order of the table's columns. */
export interface Suite extends Plugin {
  /** Shown above the columns: `Safety`. */
  readonly title: string
  /** Other names that the command line takes. */
  readonly aliases?: readonly string[]
  readonly benchmarks: readonly Benchmark[]
  readonly demo?: Demonstration
}

export const defineSuite = (definition: Definition<Suite>): Suite => ({ ...definition, apiVersion: API_VERSION })
