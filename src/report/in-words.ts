import type { Comparison, MetricComparison } from '../core/comparison.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import { said, type Wording } from '../core/wording.ts'
import type { Words } from './words.ts'

/** What differs between runs, in the report's language; results of an older version have English sentences only. */
export const differencesIn = (
  { differences, remarks }: Pick<Comparison, 'differences' | 'remarks'>,
  words: Words,
): readonly string[] => remarks?.map(remark => remarkText(remark, words.language)) ?? differences

/** What has to be known before the figures are believed. */
export const warningsIn = ({ warnings = [] }: { warnings?: readonly Remark[] }, words: Words): string[] =>
  warnings.map(remark => remarkText(remark, words.language))

/** What a reader has to know of a figure. */
export const noteIn = (
  { note, remark }: Pick<MetricComparison, 'note' | 'remark'>,
  words: Words,
): string | undefined => (remark === undefined ? note : remarkText(remark, words.language))

/** Why nothing was compared. */
export const reasonIn = ({ reason, remark }: { reason: string; remark?: Remark }, words: Words): string =>
  remark === undefined ? reason : remarkText(remark, words.language)

/** Judges' cautions by their name, each once. */
export const cautionsIn = (
  benchmarks: readonly { judge: string; caution?: Wording }[],
  words: Words,
): ReadonlyMap<string, string> =>
  new Map(
    benchmarks.flatMap(({ judge, caution }) => (caution === undefined ? [] : [[judge, said(caution, words.language)]])),
  )
