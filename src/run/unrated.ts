import type { ReadableRun } from '../analysis/scored-run.ts'
import { XevalError } from '../core/errors.ts'
import { rateSteps, runName } from './rate-steps.ts'
import type { RatedRuns } from './rated-runs.ts'
import type { Settings } from './settings.ts'

/** Says that the answers are there and people's turn has come. Comparing goes on once there are ratings. */
export function sayUnrated(runs: readonly ReadableRun[], { answers }: RatedRuns, { json }: Settings): void {
  const arms = runs.map(({ dir, manifest }, i) => {
    const arm = i === 0 && runs.length > 1 ? 'before' : 'after'
    const mine = answers.filter(answer => answer.arm === arm).length
    return { id: manifest.id, dir, model: manifest.model.ref, answers: mine }
  })
  const next = rateSteps(runs.map(runName))
  if (json) {
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, status: 'not-rated', runs: arms, next }, null, 2)}\n`)
    return
  }
  const lines = arms.map(({ model, answers: n, id }) => `  ${n} answers of ${model}  ${id}`)
  process.stdout.write(
    [
      `${runs[0]?.manifest.suite}: the answers are there, and nobody has rated them yet.`,
      ...lines,
      '',
      ...next,
      '',
    ].join('\n'),
  )
}

/** Two runs whose answers nobody has rated can't be compared. */
export const notRated = (runs: readonly ReadableRun[]): XevalError =>
  new XevalError('not-rated', 'nobody has rated these answers on 0–100 yet', {
    hint: [
      ...rateSteps(runs.map(runName)),
      `Choices between the two answers are in: xeval ratings agreement ${runs.map(runName).join(' ')}`,
    ].join('\n  '),
  })
