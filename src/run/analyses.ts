import type { ReadableRun } from '../analysis/pair-runs.ts'
import { rowsOf } from '../analysis/score.ts'
import type { Analysis } from '../core/analysis.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Suite } from '../core/suite.ts'
import type { Language } from '../core/wording.ts'
import { sectionWords } from '../ratings/section-words.ts'
import { ratingAnalyses } from './rated-runs.ts'

/** A suite's own sections over one or two runs, and what people said of the answers. Where one can't be made the report says why. */
export async function analysesOf(suite: Suite, runs: readonly ReadableRun[], language: Language): Promise<Analysis[]> {
  const benchmarks = new Map(suite.benchmarks.map(benchmark => [benchmark.name, benchmark]))
  const own = await orWhyNot(suite.title, async () => (await suite.analyse?.(runs.map(armOf), language)) ?? [])
  return [...own, ...(await orWhyNot(sectionWords[language].ratings, () => ratingAnalyses(runs, benchmarks, language)))]
}

const armOf = (run: ReadableRun) => ({
  label: run.manifest.model.ref,
  async *samples() {
    for await (const item of run.items()) {
      const rows = rowsOf(item)
      if (rows.length > 0) yield { benchmark: item.sample.benchmark, rows }
    }
  },
})

async function orWhyNot(title: string, analyse: () => Promise<Analysis[]>): Promise<Analysis[]> {
  try {
    return await analyse()
  } catch (error) {
    if (!XevalError.is(error)) throw error
    return [{ title, notes: [messageOf(error)], tables: [] }]
  }
}
