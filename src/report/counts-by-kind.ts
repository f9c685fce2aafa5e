import type { Analysis, AnalysisArm } from '../core/analysis.ts'
import type { Row } from '../core/metric.ts'
import type { Language } from '../core/wording.ts'

/**
 * What a table of counts by kind says in one language: `columns` are the heads of an arm's cells.
 *
 * @example
 * const say: KindWords = { title: name => `${name} by topic`, note: 'Few of each.', kind: 'topic', columns: ['n', 'right'] }
 * say.columns.length // → 2
 */
export interface KindWords {
  title(benchmark: string): string
  note: string
  kind: string
  columns: readonly string[]
}

/**
 * How a suite counts by kind: `nothing` is the count of a kind that did not occur, and `cells` gives as many cells as there are columns.
 *
 * @example
 * const counting: KindCounting<{ n: number }> = {
 *   words: { title: name => name, note: '', kind: 'topic', columns: ['n'] },
 *   nothing: { n: 0 },
 *   add: (of, { sample }) => void of(String(sample.metadata['topic'])).n++,
 *   cells: ({ n }) => [String(n)],
 * }
 * counting.cells(counting.nothing) // → ['0']
 */
export interface KindCounting<C> {
  words: KindWords
  nothing: C
  /** Counts one row: `of` gives the counts of a kind, to be added to. */
  add(of: (kind: string) => C, row: Row): void
  cells(counts: C): string[]
}

/**
 * A suite's analysis by kind of sample, as a table for each benchmark: one run, or before and after beside each other.
 *
 * @example
 * const counting: KindCounting<{ n: number }> = {
 *   words: { title: name => name, note: 'Few of each.', kind: 'topic', columns: ['n'] },
 *   nothing: { n: 0 },
 *   add: (of, { sample }) => void of(String(sample.metadata['topic'])).n++,
 *   cells: ({ n }) => [String(n)],
 * }
 * await countsByKind([], 'en', counting) // → []
 */
export async function countsByKind<C extends object>(
  arms: readonly AnalysisArm[],
  language: Language,
  counting: KindCounting<C>,
): Promise<Analysis[]> {
  const { words, nothing, cells } = counting
  const read = await Promise.all(arms.map(arm => readArm(arm, counting)))
  const benchmarks = [...new Set(read.flatMap(arm => [...arm.keys()]))]
  return benchmarks.map(benchmark => {
    const all = read.map(arm => arm.get(benchmark) ?? new Map<string, C>())
    const kinds = [...new Set(all.flatMap(counts => [...counts.keys()]))].sort()
    const names = arms.length === 2 ? twoArms[language] : arms.map(({ label }) => label)
    const of = (column: string, name: string): string =>
      arms.length === 1 ? column : `${column}${language === 'zh' ? '，' : ', '}${name}`
    return {
      title: words.title(benchmark),
      notes: [words.note],
      tables: [
        {
          header: [words.kind, ...names.flatMap(name => words.columns.map(column => of(column, name)))],
          rows: kinds.map(kind => [kind, ...all.flatMap(counts => cells(counts.get(kind) ?? nothing))]),
        },
      ],
      data: kinds.map(kind => ({ kind, arms: all.map(counts => counts.get(kind) ?? nothing) })),
    }
  })
}

const twoArms: Readonly<Record<Language, readonly string[]>> = { en: ['before', 'after'], zh: ['微调前', '微调后'] }

/** By benchmark, then by kind. */
async function readArm<C extends object>(
  { samples }: AnalysisArm,
  { nothing, add }: KindCounting<C>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, C>>> {
  const benchmarks = new Map<string, Map<string, C>>()
  for await (const { benchmark, rows } of samples()) {
    const kinds = benchmarks.get(benchmark) ?? new Map<string, C>()
    benchmarks.set(benchmark, kinds)
    const of = (kind: string): C => {
      const counts = kinds.get(kind) ?? { ...nothing }
      kinds.set(kind, counts)
      return counts
    }
    for (const row of rows) add(of, row)
  }
  return benchmarks
}
