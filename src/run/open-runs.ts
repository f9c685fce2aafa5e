import { fromRecords } from '../analysis/score-records.ts'
import { describedBy, drawnRun, type ReadableRun, type ScoredRun } from '../analysis/scored-run.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import { XevalError } from '../core/errors.ts'
import type { Manifest, ScoresSeal } from '../core/manifest.ts'
import type { ScoreRecord } from '../core/records.ts'
import type { RunReader } from '../core/run-store.ts'
import { readRun } from '../store/run/open-run.ts'
import { refuseShort } from '../store/run/refuse-short.ts'
import { findRun } from '../store/run/run-files.ts'
import { openScores } from '../store/run/scores-file.ts'
import { brokenSeal } from '../store/run/scores-seal.ts'
import type { Context } from './context.ts'
import type { Notice } from './events.ts'
import { cannotScore, canScore, findPlugins, type RunPlugins } from './find-plugins.ts'
import { withRatings } from './human-ratings.ts'
import { withRecordedRatings } from './recorded-ratings.ts'
import { resumeCommand, runWords } from './resume-command.ts'
import { runsFolder } from './run-manifest.ts'

/** A run for reading: its scores, its logs with what people said of the answers so far, and what is here of its plug-ins. */
export interface OpenedRun extends ScoredRun, ReadableRun {
  plugins: RunPlugins
  /** Whether the scores are the run's own; else they are drawn while they are read. */
  recorded: boolean
  /** What a reader should know of how it was opened. */
  notices: readonly Notice[]
}

export interface OpenRunsOptions {
  /** Where the runs are, for the command that finishes one. */
  out?: string | undefined
  /** The answers are enough: scores that can be neither read nor drawn are an error only where they are asked for. */
  answersOnly?: boolean
  /** A run that did not end is taken as far as it came. */
  partial?: boolean
  /** This process has just drawn its scores and still has its lock: the seal is as new as a check of it could be. */
  justDrawn?: boolean
}

/** Runs by name. Throws for one that did not end, and for one whose scores can be neither read nor drawn. */
export async function openRuns(
  names: readonly string[],
  out: string | undefined,
  context: Context,
  options: OpenRunsOptions = {},
): Promise<OpenedRun[]> {
  const runs: OpenedRun[] = []
  for (const name of names) {
    const run = await openRunAt(await findRun(runsFolder(context, out), name, context.cwd), context, {
      out,
      ...options,
    })
    for (const notice of run.notices) context.onEvent({ type: 'notice', notice })
    runs.push(run)
  }
  return runs
}

/** A run by its folder. Its own scores are believed where they are of its logs as they are; else they are drawn while they are read. */
export async function openRunAt(
  dir: string,
  { registry, cwd = '.' }: Pick<Context, 'registry'> & Partial<Pick<Context, 'cwd'>>,
  { out, answersOnly = false, partial = false, justDrawn = false }: OpenRunsOptions = {},
): Promise<OpenedRun> {
  const reader = await readRun(dir)
  const { manifest } = reader
  if (manifest.status !== 'complete' && !partial) throw unfinished(reader, out, cwd)
  const plugins = await findPlugins(manifest, registry)
  const { scores: seal } = manifest
  const broken = seal === undefined || justDrawn ? undefined : await brokenSeal(dir, manifest, seal, answersOnly)
  if (seal === undefined) await refuseShort(reader)
  if (seal !== undefined && broken === undefined && isDescribed(manifest)) return recordedRun(reader, seal, plugins)
  const why = broken === undefined ? 'it has no scores.jsonl' : whyNot[broken]
  if (!canScore(manifest, plugins)) {
    const error = cannotScore(manifest.id, why, plugins)
    if (answersOnly && isDescribed(manifest)) return withoutScores(reader, plugins, error)
    throw error
  }
  const rated = await withRatings(reader, plugins.benchmarks)
  const drawn = drawnRun(rated, plugins.benchmarks, plugins.suite)
  // That people go on rating is nothing to be told.
  const isNews = broken !== undefined && broken !== 'ratings'
  const redrawn: Notice[] = isNews
    ? [{ code: 'scores-redrawn', run: manifest.id, changed: broken, words: runWords(dir, { out }, { cwd }) }]
    : []
  return { ...rated, ...drawn, plugins, recorded: false, notices: [...redrawn, ...otherRules(drawn)] }
}

const otherRules = ({ manifest, benchmarks }: ScoredRun): Notice[] =>
  Array.from(benchmarks.values()).flatMap(({ plan: { name, version: made }, scoredBy: scored }): Notice[] =>
    scored === made ? [] : [{ code: 'scored-by-version', run: manifest.id, benchmark: name, made, scored }],
  )

/** A run's own scores. Where the plug-in is here, only what no formula says is asked of it. */
async function recordedRun(reader: RunReader, seal: ScoresSeal, plugins: RunPlugins): Promise<OpenedRun> {
  const { dir, manifest, sampleKeys } = reader
  const benchmarks = describedBy(manifest, plugins.benchmarks, new Map(Object.entries(seal.versions)))
  const samples = manifest.benchmarks.reduce((sum, { n }) => sum + n, 0)
  const file = await openScores(dir, manifest.epochs, samples)
  const scoreOf = (records: readonly ScoreRecord[]): ScoredSample | undefined =>
    fromRecords(records, benchmarks.get(records[0]?.benchmark ?? '')?.metrics ?? [])
  const scored: ScoredRun = {
    dir,
    manifest,
    benchmarks,
    async *scores() {
      for await (const records of file.samples()) {
        const sample = scoreOf(records)
        if (sample !== undefined) yield sample
      }
    },
    sampleKeys,
    async *scoresLike(other) {
      for await (const records of file.samplesLike(other)) yield records && scoreOf(records)
    },
  }
  const rated = canScore(manifest, plugins)
    ? await withRatings(reader, plugins.benchmarks)
    : await withRecordedRatings(reader, scored)
  return { ...rated, ...scored, plugins, recorded: true, notices: withoutFormula(scored) }
}

/** Metrics that only a plug-in that is not here could make figures of. */
const withoutFormula = ({ manifest, benchmarks }: ScoredRun): Notice[] =>
  Array.from(benchmarks.values()).flatMap(({ plan, card, scoredBy, current }) =>
    current === scoredBy
      ? []
      : card.metrics
          .filter(metric => metric.kind === 'totals' && metric.formula === undefined)
          .map(({ name: metric }): Notice => {
            return { code: 'metric-left-out', run: manifest.id, benchmark: plan.name, metric, version: scoredBy }
          }),
  )

function withoutScores(reader: RunReader, plugins: RunPlugins, error: XevalError): OpenedRun {
  const scores = (): never => {
    throw error
  }
  const benchmarks = describedBy(reader.manifest, plugins.benchmarks, new Map())
  return { ...reader, benchmarks, scores, scoresLike: scores, plugins, recorded: false, notices: [] }
}

const isDescribed = ({ suiteCard, benchmarks }: Manifest): boolean =>
  suiteCard !== undefined && benchmarks.every(({ card }) => card !== undefined)

const whyNot = {
  scores: 'its scores.jsonl has changed since the scores were computed',
  samples: 'its samples.jsonl has changed since the scores were computed',
  outputs: 'its outputs.jsonl has changed since the scores were computed',
  judgments: 'its judgments.jsonl has changed since the scores were computed',
  ratings: 'its answers have new ratings since the scores were computed',
} as const satisfies Record<NonNullable<Awaited<ReturnType<typeof brokenSeal>>>, string>

const unfinished = (
  { dir, manifest }: Pick<RunReader, 'dir' | 'manifest'>,
  out: string | undefined,
  cwd: string,
): XevalError =>
  new XevalError('unfinished-run', `${manifest.id} is ${manifest.status}, not complete`, {
    hint: `Finish it with: ${resumeCommand({ dir, suite: manifest.suite }, { out }, { cwd })}`,
  })
