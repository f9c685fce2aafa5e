import { rowsOf } from '../analysis/score.ts'
import type { ReadableRun } from '../analysis/scored-run.ts'
import type { Analysis } from '../core/analysis.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Language } from '../core/wording.ts'
import { sectionWords } from '../ratings/section-words.ts'
import type { OpenedRun } from './open-runs.ts'
import { type RatedRuns, ratingAnalyses } from './rated-runs.ts'

/** A suite's own sections over one or two runs, and what people said of the answers. Where one can't be made the report says why. */
export async function analysesOf(
  runs: readonly OpenedRun[],
  language: Language,
  rated?: RatedRuns,
): Promise<Analysis[]> {
  return [
    ...(await ownSections(runs, language)),
    ...(await orWhyNot(sectionWords[language].ratings, () => ratingAnalyses(runs, language, rated))),
  ]
}

/** Only the suite's plug-in can make them. */
async function ownSections(runs: readonly OpenedRun[], language: Language): Promise<Analysis[]> {
  const [first] = runs
  if (first === undefined) return []
  const { suite: name, suiteCard } = first.manifest
  const { suite, missing = '', broken } = first.plugins
  if (suite !== undefined)
    return orWhyNot(suite.title, async () => (await suite.analyse?.(runs.map(armOf), language)) ?? [])
  if (!suiteCard?.analyses) return []
  const notes = [leftOut[language](name), ...(broken ? [missing] : [])]
  return [{ title: suiteCard.title, notes, tables: [] }]
}

const leftOut: Record<Language, (suite: string) => string> = {
  en: suite => `The suite's own sections are left out: they need the plug-in ${suite}, which is not installed.`,
  zh: suite => `未包含该套件自有的章节：生成这些章节需要套件插件 ${suite}，而当前的 xeval 未安装该插件。`,
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
