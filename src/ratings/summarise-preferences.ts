import type { Interval } from '../core/run-result.ts'
import { bradleyTerry } from '../stats/bradley-terry.ts'
import { krippendorffNominal } from '../stats/krippendorff.ts'
import { raterBootstrap } from '../stats/rater-bootstrap.ts'
import type { Preference, RatingRecord } from './rating.ts'

export interface PreferenceSummary {
  benchmark: string
  raters: string[]
  /** Pairs that somebody compared, and (pair, rater) cells that are empty. */
  pairs: number
  missing: number
  /** Single votes. */
  votes: { before: number; tie: number; after: number }
  /** Pairs that `after` wins, ties or loses by its votes' majority. */
  majority: { win: number; tie: number; loss: number }
  /** Share of votes for `after`, a tie as half: mean over pairs of the mean over raters, raters and pairs resampled. */
  winRate: { value: number; ci95?: Interval }
  /** Bradley–Terry: log odds that `after` beats `before`; absent where one of them never won. */
  logOdds?: number
  /** Krippendorff's alpha of the three choices; absent where no pair has two votes or all are the same. */
  alpha?: number
  /** Share of decided votes that went to the left side: 0.5 but for chance and habit. */
  leftShare?: number
}

/** What pairwise choices say, for each benchmark. */
export function summarisePreferences(
  records: readonly RatingRecord[],
  { seed = 0, resamples = 2000 } = {},
): PreferenceSummary[] {
  const votes = records.filter(record => record.kind === 'preference')
  const byBenchmark = [...Map.groupBy(votes, ({ benchmark }) => benchmark)].sort(([a], [b]) => (a < b ? -1 : 1))
  return byBenchmark.map(([benchmark, list]) => {
    const raters = [...new Set(list.map(({ rater }) => rater))].sort()
    const pairs = [...Map.groupBy(list, ({ sampleId, answers }) => JSON.stringify([sampleId, answers])).values()]
    const table = pairs.map(pair => raters.map(rater => pair.find(vote => vote.rater === rater)))
    const scores = table.map(row => row.map(vote => (vote ? worth[vote.choice] : undefined)))
    const value = meanOfMeans(scores) ?? Number.NaN
    const options = { seed: ['preferences', benchmark, seed], resamples }
    const interval = pairs.length >= 2 ? { ci95: raterBootstrap(scores, meanOfMeans, options).ci } : {}
    const logOdds = oddsOf(list)
    const alpha = alphaOf(table)
    const leftShare = leftShareOf(list)
    return {
      benchmark,
      raters,
      pairs: pairs.length,
      missing: pairs.length * raters.length - list.length,
      votes: { before: count(list, 'before'), tie: count(list, 'tie'), after: count(list, 'after') },
      majority: majorityOf(pairs),
      winRate: { value, ...interval },
      ...(logOdds === undefined ? {} : { logOdds }),
      ...(alpha === undefined ? {} : { alpha }),
      ...(leftShare === undefined ? {} : { leftShare }),
    }
  })
}

const worth = { before: 0, tie: 0.5, after: 1 } as const

const count = (votes: readonly Preference[], choice: Preference['choice']): number =>
  votes.filter(vote => vote.choice === choice).length

function majorityOf(pairs: readonly (readonly Preference[])[]): PreferenceSummary['majority'] {
  const leads = pairs.map(votes => Math.sign(count(votes, 'after') - count(votes, 'before')))
  const pairsWith = (sign: number) => leads.filter(lead => lead === sign).length
  return { win: pairsWith(1), tie: pairsWith(0), loss: pairsWith(-1) }
}

function meanOfMeans(scores: readonly (readonly (number | undefined)[])[]): number | undefined {
  const means = scores.flatMap(row => mean(row.filter(score => score !== undefined)) ?? [])
  return mean(means)
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

function oddsOf(votes: readonly Preference[]): number | undefined {
  const ties = count(votes, 'tie') / 2
  const [before, after] = [count(votes, 'before') + ties, count(votes, 'after') + ties]
  if (before === 0 || after === 0) return undefined
  const [low = Number.NaN, high = Number.NaN] = bradleyTerry([
    [0, before],
    [after, 0],
  ])
  return high - low
}

function alphaOf(table: readonly (readonly (Preference | undefined)[])[]): number | undefined {
  const choices = table.map(row => row.map(vote => vote?.choice))
  const pairable = choices.filter(row => row.filter(choice => choice !== undefined).length >= 2)
  return pairable.length > 0 ? krippendorffNominal(pairable) : undefined
}

function leftShareOf(votes: readonly Preference[]): number | undefined {
  const decided = votes.filter(({ choice }) => choice !== 'tie')
  return mean(decided.map(({ choice, left }) => (choice === left ? 1 : 0)))
}
