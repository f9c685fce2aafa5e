import { rowsOf } from '../analysis/score.ts'
import type { ReadableRun } from '../analysis/scored-run.ts'
import type { Analysis } from '../core/analysis.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Language } from '../core/wording.ts'
import { sectionWords } from '../ratings/section-words.ts'
import type { OpenedRun } from './open-runs.ts'
import { ratingAnalyses } from './rated-runs.ts'

/** A suite's own sections over one or two runs, and what people said of the answers. Where one can't be made the report says why. */
export async function analysesOf(runs: readonly OpenedRun[], language: Language): Promise<Analysis[]> {
  return [
    ...(await ownSections(runs, language)),
    ...(await orWhyNot(sectionWords[language].ratings, () => ratingAnalyses(runs, language))),
  ]
}

/** Only the suite's plug-in can make them. */
async function ownSections(runs: readonly OpenedRun[], language: Language): Promise<Analysis[]> {
  const [first] = runs
  if (first === undefined) return []
  const { suite: name, suiteCard } = first.manifest
  const { suite, missing = '' } = first.plugins
  if (suite !== undefined)
    return orWhyNot(suite.title, async () => (await suite.analyse?.(runs.map(armOf), language)) ?? [])
  return suiteCard?.analyses ? [{ title: suiteCard.title, notes: [leftOut[language](name, missing)], tables: [] }] : []
}

const leftOut: Record<Language, (suite: string, why: string) => string> = {
  en: (suite, why) => `The suite's own sections are left out: they need the plug-in of ${suite} (${why}).`,
  zh: (suite, why) => `未包含该套件自有的章节：它们需要 ${suite} 的插件（${why}）。`,
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
