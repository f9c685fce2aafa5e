import type { Interval } from '../core/run-result.ts'
import type { RatingFindings } from './analyse.ts'
import type { RaterFigures } from './rater-figures.ts'
import type { RatedMean, RatingSummary } from './summarise-ratings.ts'

interface Table {
  header: string[]
  rows: string[][]
}

/** The findings as tables of text. */
export const ratingTexts = ({ ratings, preferences, judges }: RatingFindings) => ({
  means: meansTable(ratings),
  agreement: {
    header: ['benchmark', 'alpha', 'ICC(2,1)', 'ICC(2,k)', 'k', 'rated by all'],
    rows: ratings.map(agreementRow),
  } satisfies Table,
  raters: {
    header: ['benchmark', 'rater', 'n', 'mean', 'offset', 'spread', 'r', 'alpha without', 'drift', ''],
    rows: ratings.flatMap(({ benchmark, raters }) => raters.map(one => raterRow(benchmark, one))),
    note: ratersNote(ratings),
  } satisfies Table & { note: string },
  choices: {
    header: ['benchmark', 'pairs', 'won', 'tied', 'lost', 'win rate', 'log odds', 'alpha', 'left chosen', 'missing'],
    rows: preferences.map(one => [
      one.benchmark,
      `${one.pairs}`,
      ...[one.majority.win, one.majority.tie, one.majority.loss].map(String),
      `${one.winRate.value.toFixed(3)}${range(one.winRate.ci95, 3)}`,
      fixed(one.logOdds, 2),
      fixed(one.alpha, 2),
      fixed(one.leftShare, 2),
      `${one.missing}`,
    ]),
  } satisfies Table,
  judges: {
    header: ['benchmark', 'judge', 'n', 'r'],
    rows: judges.map(({ benchmark, judge, n, r }) => [benchmark, judge, `${n}`, fixed(r, 2)]),
  } satisfies Table,
})

/** A lone run has one mean and no difference. */
function meansTable(ratings: readonly RatingSummary[]): Table {
  const paired = ratings.some(({ before }) => before)
  return {
    header: ['benchmark', 'items', ...(paired ? ['before', 'after', 'Δ'] : ['mean']), 'raters', 'ratings', 'missing'],
    rows: ratings.map(({ benchmark, before, after, delta, raters, ratings: count, missing }) => [
      benchmark,
      `${delta?.n ?? Math.max(before?.n ?? 0, after?.n ?? 0)}`,
      ...(paired ? [mean(before), mean(after), mean(delta, true)] : [mean(after)]),
      `${raters.length}`,
      `${count}`,
      `${missing}`,
    ]),
  }
}

const agreementRow = ({ benchmark, alpha, icc, raters }: RatingSummary): string[] => [
  benchmark,
  `${fixed(alpha?.value, 3)}${range(alpha?.ci95, 3)}`,
  `${fixed(icc?.single.value, 3)}${range(icc?.single.ci, 3)}`,
  `${fixed(icc?.average.value, 3)}${range(icc?.average.ci, 3)}`,
  `${raters.length}`,
  `${icc?.n ?? 0}`,
]

const raterRow = (benchmark: string, one: RaterFigures): string[] => [
  benchmark,
  one.rater,
  `${one.n}`,
  one.mean.toFixed(1),
  signed(one.offset),
  fixed(one.spread, 1),
  fixed(one.correlation, 2),
  fixed(one.alphaWithout, 3),
  one.drift === undefined ? '–' : `${signed(one.drift.perTen)}${range(one.drift.ci95, 1)}`,
  one.outlying ? 'outlying' : '',
]

function ratersNote(ratings: readonly RatingSummary[]): string {
  const outlying = ratings.flatMap(({ benchmark, raters }) =>
    raters.filter(one => one.outlying).map(({ rater }) => `${rater} (${benchmark})`),
  )
  return [
    'offset: own rating less the others’ mean. spread: standard deviation. r: with the others’ mean.',
    'drift: change of the offset over ten items of the session.',
    outlying.length === 0
      ? 'No rater is outlying (alpha without them higher by 0.1 or more, their own means taken off).'
      : `Outlying, since the others agree clearly better without them: ${outlying.join(', ')}.`,
  ].join(' ')
}

const mean = (found: RatedMean | undefined, difference = false): string =>
  found === undefined ? '–' : `${difference ? signed(found.value) : found.value.toFixed(1)}${range(found.ci95, 1)}`

const range = (ci: Interval | undefined, digits: number): string =>
  ci === undefined ? '' : ` [${ci.map(end => end.toFixed(digits)).join(', ')}]`

const fixed = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '–'

/** With its sign, and none for what rounds to nothing. */
function signed(value: number | undefined): string {
  if (value === undefined) return '–'
  const text = value.toFixed(1)
  return Number(text) === 0 ? '0.0' : value > 0 ? `+${text}` : text
}
