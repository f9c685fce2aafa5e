import type { Analysis } from '../core/analysis.ts'

/** What a suite has to say beyond its metrics, as data. */
export interface AnalysisData {
  title: string
  data: unknown
}

/** A result as scripts get it: with the suite's own sections where they have data. */
export type WithAnalyses<T> = T & { analyses?: AnalysisData[] }

export function withAnalyses<T extends object>(document: T, all: readonly Analysis[]): WithAnalyses<T> {
  const analyses = all.filter(({ data }) => data !== undefined).map(({ title, data }) => ({ title, data }))
  return analyses.length === 0 ? document : { ...document, analyses }
}
