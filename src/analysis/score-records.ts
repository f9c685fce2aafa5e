import type { ScoreRecord } from '../core/records.ts'
import type { DescribedBenchmark } from './scored-run.ts'
import { type Drawn, type ScoredEpoch, type ScoredSample, scoredSample } from './scored-sample.ts'

type Names = readonly Pick<DescribedBenchmark['metrics'][number], 'name'>[]

/** A sample's scores as lines, one an epoch. */
export function toRecords(sample: ScoredSample, metrics: Names): ScoreRecord[] {
  const { id, benchmark, group, stratum, breakdown, values, byEpoch } = sample
  return byEpoch.map(({ values: own, notes, cached, ...outcome }, index) => ({
    benchmark,
    sampleId: id,
    epoch: index + 1,
    ...(own !== undefined && { values: byName(own, metrics) }),
    ...outcome,
    ...(notes !== undefined && { notes: [...notes] }),
    ...(cached && { cached }),
    ...(index === 0 && {
      ...(group !== undefined && { group }),
      ...(stratum !== undefined && { stratum }),
      ...(Object.keys(breakdown).length > 0 && { breakdown: { ...breakdown } }),
      ...(byEpoch.length > 1 && sample.scored > 0 && { overEpochs: byName(values, metrics) }),
    }),
  }))
}

/** The same sample out of its lines. */
export function fromRecords(records: readonly ScoreRecord[], metrics: Names): ScoredSample | undefined {
  const [first] = records
  if (first === undefined) return undefined
  const inOrder = (values: ScoreRecord['values']): Drawn[] => metrics.map(({ name }) => values?.[name])
  const byEpoch = records.map(
    ({ values, label, errored, unscored, cause, answer, notes, cached = false }): ScoredEpoch => ({
      ...(values !== undefined && { values: inOrder(values) }),
      ...(label !== undefined && { label }),
      ...(errored !== undefined && { errored }),
      ...(unscored !== undefined && { unscored }),
      ...(cause !== undefined && { cause }),
      ...(answer !== undefined && { answer }),
      ...(notes !== undefined && { notes }),
      cached,
    }),
  )
  return scoredSample({
    id: first.sampleId,
    benchmark: first.benchmark,
    group: first.group,
    ...(first.stratum !== undefined && { stratum: first.stratum }),
    breakdown: first.breakdown ?? {},
    values: inOrder(records.length === 1 ? first.values : first.overEpochs),
    byEpoch,
  })
}

const byName = (values: readonly Drawn[], metrics: Names): NonNullable<ScoreRecord['values']> =>
  Object.fromEntries(
    values.flatMap((value, i) => {
      const name = metrics[i]?.name
      return value === undefined || name === undefined ? [] : [[name, typeof value === 'number' ? value : [...value]]]
    }),
  )
