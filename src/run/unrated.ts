import type { ReadableRun } from '../analysis/scored-run.ts'
import { XevalError } from '../core/errors.ts'
import { shellWords } from '../core/shell-words.ts'
import { rateSteps, runName } from './rate-steps.ts'
import type { RatedRuns } from './rated-runs.ts'

/** Runs whose answers are there, so that people's turn has come. Comparing goes on once there are ratings. */
export interface Unrated {
  runs: { id: string; dir: string; model: string; answers: number }[]
  /** How to get ratings, a line each. */
  next: string[]
}

export const unratedOf = (runs: readonly ReadableRun[], { answers }: RatedRuns): Unrated => ({
  runs: runs.map(({ dir, manifest }, i) => {
    const arm = i === 0 && runs.length > 1 ? 'before' : 'after'
    const mine = answers.filter(answer => answer.arm === arm).length
    return { id: manifest.id, dir, model: manifest.model.ref, answers: mine }
  }),
  next: rateSteps(runs.map(runName)),
})

/** Two runs whose answers nobody has rated can't be compared. */
export const notRated = (runs: readonly ReadableRun[]): XevalError =>
  new XevalError('not-rated', 'these answers have no 0–100 ratings yet', {
    hint: [
      ...rateSteps(runs.map(runName)),
      `There are pairwise ratings; see them with: ${shellWords(['xeval', 'ratings', 'agreement', ...runs.map(runName)])}`,
    ].join('\n  '),
  })
