import type { Analysis } from 'xeval'
import { causesOf, causeText, cautionLines, oneLine, shorten, textTable, type Words } from 'xeval/report'

export const warningLines = (result: Parameters<typeof cautionLines>[0], words: Words): string[] =>
  cautionLines(result, words).map(text => oneLine(`${words.caution}${words.colon}${text}`))

export const analysisLines = (analyses: readonly Analysis[]): string[] =>
  analyses.flatMap(({ title, notes, tables }) => {
    // What has but a figure is in the report.
    if (notes.length + tables.length === 0) return []
    return [`\n${oneLine(title)}`, ...tables.map(({ header, rows }) => textTable(header, rows)), ...notes.map(oneLine)]
  })

/** Under the table, so that it fits a terminal's width. */
export function bundledLine(benchmarks: readonly { name: string; bundled: boolean }[], words: Words): string {
  const names = benchmarks.filter(({ bundled }) => bundled).map(({ name }) => name)
  return names.length === 0 ? '' : `${words.bundled}${words.colon}${names.join(words.list)}`
}

/** Why samples are errored or unscored: the commonest causes, with one message each. */
export const causeLines = (benchmarks: readonly Parameters<typeof causesOf>[0][], words: Words): string[] =>
  benchmarks.flatMap(benchmark =>
    causeTexts(benchmark, words).map(text => `${oneLine(benchmark.name)}${words.colon}${text}`),
  )

/** The same of one benchmark, without its name. */
export const causeTexts = (benchmark: Parameters<typeof causesOf>[0], words: Words): string[] =>
  causesOf(benchmark)
    .slice(0, CAUSES)
    .map(({ cause, count }) => oneLine(`${cause.code} ${count}${words.colon}${shorten(causeText(cause, words), 300)}`))

/** A benchmark's; all of them are in the report. */
const CAUSES = 3
