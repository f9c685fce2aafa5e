import { addPosteriors } from '../analysis/add-posteriors.ts'
import { compareRuns } from '../analysis/compare-runs.ts'
import { compareSeries } from '../analysis/compare-series.ts'
import { reportRows } from '../analysis/report-rows.ts'
import { summariseRun } from '../analysis/summarise-run.ts'
import { XevalError } from '../core/errors.ts'
import type { Flip, ReportInput } from '../core/report.ts'
import type { ReportRow, ReportRows } from '../core/report-row.ts'
import type { RunResult } from '../core/run-result.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { posteriorSection } from '../report/posterior-section.ts'
import { analysesOf } from './analyses.ts'
import { type CompareSettings, compareOptions } from './compare-options.ts'
import type { Context } from './context.ts'
import type { OpenedRun } from './open-runs.ts'
import { isUnrated, judgedByPeople } from './rated-runs.ts'
import { makeFlipList } from './read-flips.ts'
import { suiteFacts } from './suite-facts.ts'
import { notRated } from './unrated.ts'
import { overlapSection } from './without-overlap.ts'

/** What a report is made of: figures, and for runs their samples as a stream, read only when a report asks for them. */
export interface ReportMaterial {
  input: ReportInput
  rows?(): ReportRows
}

/** Flips that a report can show; a file holds all of them. */
const FLIPS_IN_REPORT = 1000

export interface MaterialOptions {
  /** Gets every flip of a comparison, a line each. */
  flipsFile?: string
  /** What was drawn of the runs a moment ago; a run's own figures are not added up again. */
  results?: readonly RunResult[]
}

/** One run, two compared, or a series against the first. */
export async function reportMaterial(
  runs: readonly OpenedRun[],
  settings: CompareSettings,
  { registry }: Pick<Context, 'registry'>,
  { flipsFile, results: [result] = [] }: MaterialOptions = {},
): Promise<ReportMaterial> {
  const language = settings.lang ?? 'en'
  const [before, after, ...more] = runs
  if (before === undefined) throw new Error('a report needs a run')
  if (settings.overlap !== undefined && runs.length !== 2)
    throw new XevalError('bad-option', '--overlap needs exactly two runs', { hint: 'Compare two of them at a time.' })
  const manifests = runs.map(({ manifest }) => manifest)
  const facts = suiteFacts(manifests)
  const rows = () => rowsOf(runs)
  if (after === undefined) {
    const run = result ?? (await summariseRun(before))
    const analyses = await analysesOf(runs, language)
    return { input: { kind: 'run', run, manifest: before.manifest, analyses, ...facts }, rows }
  }
  const rated = await judgedByPeople(runs)
  if (rated !== undefined && isUnrated(rated)) throw notRated(runs.slice(0, 2))
  const options = await compareOptions(settings, manifests, registry)
  if (more.length > 0) {
    const series = await compareSeries(runs, options)
    return { input: { kind: 'series', series, manifests, ...facts }, rows }
  }
  const changed = makeFlipList()
  const plain = await compareRuns(before, after, { ...options, onFlip: changed.add })
  const comparison = settings.bayes === undefined ? plain : addPosteriors(plain, settings.bayes)
  const flips = await keepFlips(changed.read(before, after), flipsFile)
  const both = { before: before.manifest, after: after.manifest }
  const posteriors = settings.bayes === undefined ? [] : posteriorSection(comparison, language)
  const overlap =
    settings.overlap === undefined
      ? []
      : [await overlapSection(settings.overlap, [before, after], plain, options, language)]
  const analyses = [...overlap, ...posteriors, ...(await analysesOf(runs, language, rated))]
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

function rowsOf(runs: readonly OpenedRun[]): ReportRows {
  const arms = runs.length === 1 ? ['only'] : runs.length === 2 ? ['before', 'after'] : runs.map((_, i) => `${i}`)
  const keys = new Set(
    runs.flatMap(({ benchmarks }) => Array.from(benchmarks.values()).flatMap(({ card }) => card.breakdowns)),
  )
  async function* all(): AsyncGenerator<ReportRow> {
    for (const [i, run] of runs.entries()) yield* reportRows(run, run.items(), arms[i] ?? `${i}`)
  }
  return { breakdowns: [...keys], rows: all() }
}
