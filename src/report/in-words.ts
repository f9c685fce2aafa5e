import {
  type BenchmarkComparison,
  type Comparison,
  lackedIn,
  lacksBounds,
  type MetricComparison,
} from '../core/comparison.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import { said, type Wording } from '../core/wording.ts'
import { differenceRange } from './figures.ts'
import type { Words } from './words.ts'

/**
 * What differs between runs, in the report's language; results of an older version have English sentences only.
 *
 * @example
 * differencesIn({ differences: ['seed: 1 before, 2 after'] }, words.en) // → ['seed: 1 before, 2 after']
 */
export const differencesIn = (
  { differences, remarks }: Pick<Comparison, 'differences' | 'remarks'>,
  words: Words,
): readonly string[] => remarks?.map(remark => remarkText(remark, words.language)) ?? differences

/**
 * What has to be known before the figures are believed.
 *
 * @example
 * warningsIn({ warnings: [{ code: 'nothing-scored', values: {} }] }, words.en) // → ['no sample is scored in both runs']
 */
export const warningsIn = ({ warnings = [] }: { warnings?: readonly Remark[] }, words: Words): string[] =>
  warnings.map(remark => remarkText(remark, words.language))

/**
 * What a reader has to know of a figure.
 *
 * @example
 * noteIn({ remark: { code: 'nothing-scored', values: {} } }, words.en) // → 'no sample is scored in both runs'
 */
export const noteIn = (
  { note, remark }: Pick<MetricComparison, 'note' | 'remark'>,
  words: Words,
): string | undefined => (remark === undefined ? note : remarkText(remark, words.language))

/**
 * Why nothing was compared.
 *
 * @example
 * reasonIn({ reason: 'no sample is scored in both runs' }, words.en) // → 'no sample is scored in both runs'
 */
export const reasonIn = ({ reason, remark }: { reason: string; remark?: Remark }, words: Words): string =>
  remark === undefined ? reason : remarkText(remark, words.language)

/**
 * Judges' cautions by their name, each once.
 *
 * @example
 * cautionsIn([{ judge: 'rules', caution: { en: 'Only refusals count.', zh: '仅统计拒答。' } }], words.en).get('rules') // → 'Only refusals count.'
 */
export const cautionsIn = (
  benchmarks: readonly { judge: string; caution?: Wording }[],
  words: Words,
): ReadonlyMap<string, string> =>
  new Map(
    benchmarks.flatMap(({ judge, caution }) => (caution === undefined ? [] : [[judge, said(caution, words.language)]])),
  )

/**
 * How many samples a comparison had to leave out, why, and what they could make of it; nothing where none is missing.
 *
 * @example
 * const [row] = toyInputs.comparison.comparison.benchmarks
 * row && missingIn(row, words.en) // → undefined
 */
export function missingIn(benchmark: BenchmarkComparison, words: Words): string | undefined {
  const { n, pairs = n, outside = 0, errored, unscored, bounds, unit } = benchmark
  const lacked = lackedIn(benchmark)
  const range = bounds && `${differenceRange(bounds, unit)}${unit === 'rate' ? ' pp' : ''}`
  const counts = [
    [words.errored, errored],
    [words.unscored, unscored],
    [words.unpaired, lacked],
  ] as const
  const why = counts
    .filter(([, { before, after }]) => before + after > 0)
    .map(([name, { before, after }]) => `${name} ${before} → ${after}`)
    .join(words.separator)
  const all = pairs - outside + lacked.before + lacked.after
  const unbounded = lacksBounds(benchmark) ? words.noBounds : ''
  if (why !== '') return words.leftOut(Math.max(0, all - n), all, why, range) + unbounded
  return range === undefined ? undefined : words.partlyMissing(range)
}

/**
 * How many samples a suite's score rests on.
 *
 * @example
 * suiteSize(toyInputs.comparison.comparison) // → 200
 */
export const suiteSize = ({ suiteScore, benchmarks }: Comparison): number =>
  benchmarks.filter(({ name }) => suiteScore?.benchmarks?.includes(name) ?? true).reduce((sum, { n }) => sum + n, 0)
