import type { Analysis } from '../core/analysis.ts'

/**
 * What a suite has to say beyond its metrics, as data.
 *
 * @example
 * const data: AnalysisData = { title: 'By length', data: { short: 12 } }
 * data.title // → 'By length'
 */
export interface AnalysisData {
  title: string
  data: unknown
}

/**
 * A result as scripts get it: with the suite's own sections where they have data.
 *
 * @example
 * const document: WithAnalyses<{ suite: string }> = { suite: 'toys', analyses: [{ title: 'By length', data: [] }] }
 * document.analyses?.length // → 1
 */
export type WithAnalyses<T> = T & { analyses?: AnalysisData[] }

/**
 * A result with those of the sections that have data.
 *
 * @example
 * withAnalyses({ suite: 'toys' }, [{ title: 'By length', notes: [], tables: [], data: [1] }]) // → { suite: 'toys', analyses: [{ title: 'By length', data: [1] }] }
 */
export function withAnalyses<T extends object>(document: T, all: readonly Analysis[]): WithAnalyses<T> {
  const analyses = all.filter(({ data }) => data !== undefined).map(({ title, data }) => ({ title, data }))
  return analyses.length === 0 ? document : { ...document, analyses }
}
