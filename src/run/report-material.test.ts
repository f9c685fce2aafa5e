import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtIn } from '../registry/built-in.ts'
import { mathRun } from './fixtures/math-run.ts'
import { type OpenedRun, openRunAt } from './open-runs.ts'
import { reportMaterial } from './report-material.ts'
import { scoreRunAt } from './score-run.ts'

const context = { registry: builtIn }

/** Counts how often a run's scores and logs are read from one end to the other. */
function counted(run: OpenedRun) {
  const { items, itemsLike, scores, scoresLike } = run
  if (itemsLike === undefined || scoresLike === undefined) throw new Error('a run on disk can be read in any order')
  const reads = { scores: 0, logs: 0, flips: 0 }
  const opened: OpenedRun = {
    ...run,
    items() {
      reads.logs++
      return items()
    },
    itemsLike(other) {
      reads.flips++
      return itemsLike(other)
    },
    scores() {
      reads.scores++
      return scores()
    },
    scoresLike(other) {
      reads.scores++
      return scoresLike(other)
    },
  }
  return { opened, reads }
}

test('one pass over the scores of both runs gives figures and flips; the suite’s own sections read the logs once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'xeval-material-'))
  const dirs = [await mathRun(root, 'before', 0.4), await mathRun(root, 'after', 0.6)]
  for (const dir of dirs) await scoreRunAt(dir, context)
  const runs = (await Promise.all(dirs.map(dir => openRunAt(dir, context)))).map(counted)
  const { input, rows } = await reportMaterial(
    runs.map(({ opened }) => opened),
    {},
    context,
  )
  const once = { scores: 1, logs: 1, flips: 1 }
  expect(runs.map(({ reads }) => reads)).toEqual([once, once])
  if (input.kind !== 'comparison') throw new Error('two runs make a comparison')
  expect(input.analyses.length).toBeGreaterThan(1)
  expect(input.flips.length).toBeGreaterThan(0)
  // Rows are read only where a report wants them.
  expect(rows).toBeDefined()
  await rm(root, { recursive: true })
})
