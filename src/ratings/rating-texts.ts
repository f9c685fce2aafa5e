import type { Interval } from '../core/run-result.ts'
import { decimal, signed } from '../report/figures.ts'
import type { RatingFindings } from './findings.ts'
import type { RaterFigures } from './rater-figures.ts'
import type { SectionWords } from './section-words.ts'
import type { RatedMean, RatingSummary } from './summarise-ratings.ts'

interface Table {
  header: string[]
  rows: string[][]
}

/** The findings as tables of text. */
export const ratingTexts = ({ ratings, preferences, judges }: RatingFindings, say: SectionWords) => ({
  means: meansTable(ratings, say),
  agreement: {
    header: [say.headers.benchmark, 'alpha', 'ICC(2,1)', 'ICC(2,k)', 'k', say.headers.byAll],
    rows: ratings.map(agreementRow),
  } satisfies Table,
  raters: {
    header: [
      ...headersOf(say, 'benchmark', 'rater'),
      'n',
      ...headersOf(say, 'mean', 'offset', 'spread'),
      'r',
      ...headersOf(say, 'without', 'drift'),
      '',
    ],
    rows: ratings.flatMap(({ benchmark, raters }) => raters.map(one => raterRow(benchmark, one, say))),
    note: ratersNote(ratings, say),
  } satisfies Table & { note: string },
  choices: {
    header: [
      ...headersOf(say, 'benchmark', 'pairs', 'won', 'tied', 'lost', 'winRate', 'logOdds'),
      'alpha',
      ...headersOf(say, 'left', 'missing'),
    ],
    rows: preferences.map(one => [
      one.benchmark,
      `${one.pairs}`,
      ...[one.majority.win, one.majority.tie, one.majority.loss].map(String),
      `${decimal(one.winRate.value, 3)}${range(one.winRate.ci95, 3)}`,
      fixed(one.logOdds, 2),
      fixed(one.alpha, 2),
      fixed(one.leftShare, 2),
      `${one.missing}`,
    ]),
  } satisfies Table,
  judges: {
    header: [...headersOf(say, 'benchmark', 'judge'), 'n', 'r'],
    rows: judges.map(({ benchmark, judge, n, r }) => [benchmark, judge, `${n}`, fixed(r, 2)]),
  } satisfies Table,
})

/** A lone run has one mean and no difference. */
function meansTable(ratings: readonly RatingSummary[], say: SectionWords): Table {
  const paired = ratings.some(({ before }) => before)
  return {
    header: [
      ...headersOf(say, 'benchmark', 'items'),
      ...(paired ? [...headersOf(say, 'before', 'after'), 'Δ'] : headersOf(say, 'mean')),
      ...headersOf(say, 'raters', 'ratings', 'missing'),
    ],
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

const raterRow = (benchmark: string, one: RaterFigures, say: SectionWords): string[] => [
  benchmark,
  one.rater,
  `${one.n}`,
  decimal(one.mean, 1),
  one.offset === undefined ? '–' : signed(one.offset, 1),
  fixed(one.spread, 1),
  fixed(one.correlation, 2),
  fixed(one.alphaWithout, 3),
  one.drift === undefined ? '–' : `${signed(one.drift.perTen, 1)}${range(one.drift.ci95, 1)}`,
  one.outlying ? say.isOutlying : '',
]

function ratersNote(ratings: readonly RatingSummary[], say: SectionWords): string {
  const outlying = ratings.flatMap(({ benchmark, raters }) =>
    raters.filter(one => one.outlying).map(({ rater }) => `${rater} (${benchmark})`),
  )
  const verdict = outlying.length === 0 ? say.noneOutlying : say.outlying(outlying.join(say.list))
  return [say.ratersNote, verdict].join(say.space)
}

const headersOf = ({ headers }: SectionWords, ...names: (keyof SectionWords['headers'])[]): string[] =>
  names.map(name => headers[name])

const mean = (found: RatedMean | undefined, isDifference = false): string => {
  if (found === undefined) return '–'
  return `${isDifference ? signed(found.value, 1) : decimal(found.value, 1)}${range(found.ci95, 1)}`
}

const range = (ci: Interval | undefined, digits: number): string =>
  ci === undefined ? '' : ` [${ci.map(end => decimal(end, digits)).join(', ')}]`

const fixed = (value: number | undefined, digits: number): string =>
  value === undefined ? '–' : decimal(value, digits)
