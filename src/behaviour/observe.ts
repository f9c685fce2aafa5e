import type { FigureMetric } from '../analysis/figure-metric.ts'
import type { DescribedBenchmark } from '../analysis/scored-run.ts'
import { type Drawn, type ScoredEpoch, type ScoredSample, scoredSample } from '../analysis/scored-sample.ts'
import type { BenchmarkCard } from '../core/card.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Failure } from '../core/outcome.ts'
import type { RunItem } from '../core/run-store.ts'
import type { Sample } from '../core/sample.ts'
import { countWords } from './detect/text.ts'
import type { Detector, Finding } from './detector.ts'
import { thinkingFacts, thinkingMetrics } from './thinking.ts'

/** What was found in one epoch's answer, a finding a detector; nothing where there is no answer to look at. */
export type Findings = readonly Finding[]

/** Findings of models in the place of rules; nothing where none was asked. */
export type Judged = (detector: string, benchmark: string, sampleId: string, epoch: number) => Finding | undefined

/** Samples as the statistics take them: the metrics are length, then five of each detector (see `cells`). */
export interface Observer {
  described(plan: BenchmarkPlan, card: BenchmarkCard | undefined): DescribedBenchmark
  observe(item: RunItem, scored: ScoredSample | undefined, headline: FigureMetric | undefined): ScoredSample
  findings(item: RunItem, at: number): Findings | undefined
  /** Why a model's judgment of it is missing, where it failed. */
  failure(detector: string, item: RunItem, at: number): Failure | undefined
}

/** A detector's metrics: how often it is shown, and shown or absent in answers that are right or wrong. */
export const cells = ['', '/shown-right', '/shown-wrong', '/absent-right', '/absent-wrong'] as const

export const LENGTH = 'length'

export function makeObserver(detectors: readonly Detector[], judged: Judged = () => undefined): Observer {
  const rate = (name: string): FigureMetric => ({ kind: 'mean', name, direction: 'lower-is-better', unit: 'rate' })
  const length: FigureMetric = { kind: 'mean', name: LENGTH, direction: 'lower-is-better', unit: 'number' }
  const metrics: [FigureMetric, ...FigureMetric[]] = [
    length,
    ...detectors.flatMap(({ name }) => cells.map(cell => rate(`${name}${cell}`))),
    ...thinkingMetrics,
  ]
  const nothing: Drawn[] = Array.from({ length: 1 + detectors.length * cells.length }, () => undefined)
  const findings = ({ sample, epochs }: RunItem, at: number): Findings | undefined => {
    const answer = answerIn(epochs[at])
    if (answer === undefined) return undefined
    const turn = { question: questionOf(sample), answer }
    return detectors.map(({ name, detect }) => judged(name, sample.benchmark, sample.id, at + 1) ?? detect(turn))
  }
  return {
    findings,
    failure: (detector, { sample }, at) => judged(detector, sample.benchmark, sample.id, at + 1)?.failure,
    described: (plan, card) => ({ plan, card: cardFor(plan, card, metrics), metrics, scoredBy: 1 }),
    observe(item, scored, headline) {
      const byEpoch = item.epochs.map((epoch, at): ScoredEpoch => {
        const outcome = epoch.output?.outcome
        if (outcome?.ok !== true) return { errored: 'no-answer', cached: false }
        const facts = thinkingFacts.map(({ value }) => value(outcome.value))
        const found = findings(item, at)
        // A thought without an end has no answer, and is counted as what it is.
        if (found === undefined) return { values: [...nothing, ...facts], cached: false }
        const worth = worthOf(scored?.byEpoch[at], headline)
        return { values: [...valuesOf(found, countWords(answerIn(epoch) ?? ''), worth), ...facts], cached: false }
      })
      const { sample } = item
      return {
        ...scoredSample({
          id: sample.id,
          benchmark: sample.benchmark,
          group: sample.group,
          ...(scored?.stratum !== undefined && { stratum: scored.stratum }),
          breakdown: {},
          values: meansOf(byEpoch, metrics.length),
          byEpoch,
        }),
        item,
      }
    },
  }
}

/** The text of an answer; nothing where there is none, or nothing in it. */
export const answerIn = (epoch: RunItem['epochs'][number] | undefined): string | undefined => {
  const outcome = epoch?.output?.outcome
  if (outcome?.ok !== true || outcome.value.text.trim() === '') return undefined
  return outcome.value.finishReason === 'content-filter' ? undefined : outcome.value.text
}

/** The last question. */
export const questionOf = ({ input }: Pick<Sample, 'input'>): string =>
  input.findLast(({ role }) => role === 'user')?.content ?? ''

/** By the label where it says so itself; else by a headline score of 0 or 1. */
export function worthOf(
  epoch: ScoredEpoch | undefined,
  headline: FigureMetric | undefined,
): 'right' | 'wrong' | undefined {
  if (epoch?.values === undefined) return undefined
  const { label } = epoch
  if (label === 'correct' || label === 'safe') return 'right'
  if (label === 'incorrect' || label === 'not-attempted' || label === 'unsafe') return 'wrong'
  const [value] = epoch.values
  if (headline?.unit !== 'rate' || (value !== 0 && value !== 1)) return undefined
  return (value === 1) === (headline.direction === 'higher-is-better') ? 'right' : 'wrong'
}

function valuesOf(found: Findings, length: number, worth: 'right' | 'wrong' | undefined): Drawn[] {
  return [
    length,
    ...found.flatMap(({ label }): Drawn[] => {
      if (label === 'undecided') return cells.map(() => undefined)
      const shown = label === 'yes'
      const is = (which: boolean, what: 'right' | 'wrong'): Drawn =>
        worth === undefined ? undefined : shown === which && worth === what ? 1 : 0
      return [shown ? 1 : 0, is(true, 'right'), is(true, 'wrong'), is(false, 'right'), is(false, 'wrong')]
    }),
  ]
}

/** Over the epochs that have a value, metric by metric. */
function meansOf(byEpoch: readonly ScoredEpoch[], width: number): Drawn[] {
  return Array.from({ length: width }, (_, i) => {
    const there = byEpoch.flatMap(({ values }) => {
      const value = values?.[i]
      return typeof value === 'number' ? [value] : []
    })
    return there.length === 0 ? undefined : there.reduce((sum, value) => sum + value, 0) / there.length
  })
}

/** The run's own card with other metrics; a run of 0.1.0 has none, and none is needed. */
function cardFor(
  { name, dataset }: BenchmarkPlan,
  card: BenchmarkCard | undefined,
  metrics: readonly [FigureMetric, ...FigureMetric[]],
): BenchmarkCard {
  const describe = ({ name, direction, unit }: FigureMetric) => ({ kind: 'mean' as const, name, direction, unit })
  const [first, ...others] = metrics
  return {
    description: card?.description ?? name,
    scale: ['yes', 'no'],
    dataset: card?.dataset ?? { title: dataset.name, source: '', licence: '', citation: '' },
    breakdowns: [],
    judge: {},
    metrics: [describe(first), ...others.map(describe)],
  }
}
