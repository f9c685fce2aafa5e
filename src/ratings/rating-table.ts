import type { Ratings } from '../stats/krippendorff.ts'
import { type Arm, identity, type Rating, type RatingRecord } from './rating.ts'

/** The ratings in the runs' stores; a study of one run has its ratings in `after`. */
export interface ArmRecords {
  before?: readonly RatingRecord[]
  after: readonly RatingRecord[]
}

/** What tells ratings of a study apart: arm and identity, since both arms may give the same answer to a sample. */
export const keyIn = (arm: Arm | undefined, record: RatingRecord): string => `${arm ?? 'after'} ${identity(record)}`

/** Every record with its key. */
export const keyed = ({ before = [], after }: ArmRecords): [string, RatingRecord][] => [
  ...before.map((record): [string, RatingRecord] => [keyIn('before', record), record]),
  ...after.map((record): [string, RatingRecord] => [keyIn('after', record), record]),
]

/** One rater's two ratings of a sample; either may be missing. */
export type Cell = { readonly [arm in Arm]?: Rating }

/** Samples by raters. */
export interface RatingTable {
  benchmark: string
  arms: Arm[]
  raters: string[]
  sampleIds: string[]
  /** `cells[sample][rater]`. */
  cells: Cell[][]
}

/** A table for each benchmark that has ratings, by name. */
export function ratingTables({ before = [], after }: ArmRecords): RatingTable[] {
  const rated = [...tagged('before', before), ...tagged('after', after)]
  const byBenchmark = Map.groupBy(rated, ({ rating }) => rating.benchmark)
  return [...byBenchmark].sort(byKey).map(([benchmark, list]) => {
    const raters = distinct(list.map(({ rating }) => rating.rater))
    const sampleIds = distinct(list.map(({ rating }) => rating.sampleId))
    const bySample = Map.groupBy(list, ({ rating }) => JSON.stringify([rating.sampleId, rating.rater]))
    return {
      benchmark,
      arms: (['before', 'after'] as const).filter(arm => list.some(one => one.arm === arm)),
      raters,
      sampleIds,
      cells: sampleIds.map(id =>
        raters.map(rater =>
          Object.fromEntries((bySample.get(JSON.stringify([id, rater])) ?? []).map(({ arm, rating }) => [arm, rating])),
        ),
      ),
    }
  })
}

/** The answers, one a row whatever the arm, by raters: what agreement is measured on. */
export const answersByRater = ({ arms, cells }: RatingTable): Ratings =>
  arms.flatMap(arm => cells.map(row => row.map(cell => cell[arm]?.rating)))

const tagged = (arm: Arm, records: readonly RatingRecord[]) =>
  records.flatMap(rating => (rating.kind === 'rating' ? [{ arm, rating }] : []))

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort()

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)
