import { compareRuns } from '../analysis/compare-runs.ts'
import { compareSeries } from '../analysis/compare-series.ts'
import { findFlips } from '../analysis/find-flips.ts'
import type { ReadableRun } from '../analysis/pair-runs.ts'
import { reportRows } from '../analysis/report-rows.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Flip, ReportInput } from '../core/report.ts'
import type { ReportRow, ReportRows } from '../core/report-row.ts'
import type { RunResult } from '../core/run-result.ts'
import type { Suite } from '../core/suite.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { analysesOf } from './analyses.ts'
import { type CompareSettings, compareOptions } from './compare-options.ts'
import type { Context } from './context.ts'
import { unratedIn } from './rated-runs.ts'
import { suiteFacts } from './suite-facts.ts'
import { notRated } from './unrated.ts'

/** What a report is made of: figures, and for runs their samples as a stream, read only when a report asks for them. */
export interface ReportMaterial {
  input: ReportInput
  rows?(): ReportRows
}

/** Flips that a report can show; a file holds all of them. */
const FLIPS_IN_REPORT = 1000

/**
 * One run, two compared, or a series against the first. `flipsFile` gets every flip of a comparison, a
 * line each; `known` are results that need not be drawn from the files once more.
 */
export async function reportMaterial(
  suite: Suite,
  runs: readonly ReadableRun[],
  benchmarks: ReadonlyMap<string, Benchmark>,
  settings: CompareSettings,
  { registry }: Pick<Context, 'registry'>,
  flipsFile?: string,
  known: readonly RunResult[] = [],
): Promise<ReportMaterial> {
  const language = settings.lang ?? 'en'
  const [before, after, ...more] = runs
  if (before === undefined) throw new Error('a report needs a run')
  const manifests = runs.map(({ manifest }) => manifest)
  const facts = suiteFacts(suite, manifests, benchmarks)
  const rows = () => rowsOf(runs, benchmarks)
  if (after === undefined) {
    const result = known[0] ?? (await summariseRun(before, benchmarks)).result
    return {
      input: {
        kind: 'run',
        run: result,
        manifest: before.manifest,
        analyses: await analysesOf(suite, runs, language),
        ...facts,
      },
      rows,
    }
  }
  if (await unratedIn(runs, benchmarks)) throw notRated(runs.slice(0, 2))
  const options = await compareOptions(settings, before, benchmarks, registry)
  if (more.length > 0) {
    const series = await compareSeries(runs, benchmarks, options)
    return { input: { kind: 'series', series, manifests, ...facts }, rows }
  }
  const comparison = await compareRuns(before, after, benchmarks, options)
  const flips = await keepFlips(findFlips(before, after, benchmarks), flipsFile)
  const both = { before: before.manifest, after: after.manifest }
  const analyses = await analysesOf(suite, runs, language)
  return { input: { kind: 'comparison', comparison, manifests: both, flips, analyses, ...facts }, rows }
}

/** The first flips for the report; with a file, one pass that also writes all. */
async function keepFlips(flips: AsyncIterable<Flip>, file: string | undefined): Promise<Flip[]> {
  const kept: Flip[] = []
  const lines = async function* () {
    for await (const flip of flips) {
      if (kept.length < FLIPS_IN_REPORT) kept.push(flip)
      else if (file === undefined) return
      yield `${JSON.stringify(flip)}\n`
    }
  }
  if (file !== undefined) await atomicWrite(file, lines())
  else for await (const _ of lines());
  return kept
}

function rowsOf(runs: readonly ReadableRun[], benchmarks: ReadonlyMap<string, Benchmark>): ReportRows {
  const arms = runs.length === 1 ? ['only'] : runs.length === 2 ? ['before', 'after'] : runs.map((_, i) => `${i}`)
  const keys = new Set(Array.from(benchmarks.values()).flatMap(({ dataset }) => dataset.breakdowns))
  async function* all(): AsyncGenerator<ReportRow> {
    for (const [i, run] of runs.entries()) yield* reportRows(run, arms[i] ?? `${i}`, benchmarks)
  }
  return { breakdowns: [...keys], rows: all() }
}
