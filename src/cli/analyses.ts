import type { Analysis } from '../core/analysis.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { Suite } from '../core/suite.ts'
import type { ReadableRun } from '../engine/compare-runs.ts'
import { rowsOf } from '../engine/score.ts'

/** A suite's own sections over one or two runs. Where it can't make them the report says why. */
export async function analysesOf(suite: Suite, runs: readonly ReadableRun[]): Promise<Analysis[]> {
  if (suite.analyse === undefined) return []
  const arms = runs.map(run => ({
    label: run.manifest.model.ref,
    async *samples() {
      for await (const item of run.items()) {
        const rows = rowsOf(item)
        if (rows.length > 0) yield { benchmark: item.sample.benchmark, rows }
      }
    },
  }))
  try {
    return await suite.analyse(arms)
  } catch (error) {
    if (!XevalError.is(error)) throw error
    return [{ title: suite.title, notes: [messageOf(error)], tables: [] }]
  }
}
