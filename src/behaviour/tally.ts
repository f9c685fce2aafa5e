import type { ScoredSample } from '../analysis/scored-sample.ts'
import { makeTally as makeTold } from '../analysis/tally.ts'
import type { BehaviourArm } from '../core/behaviour.ts'
import type { Failure } from '../core/outcome.ts'
import type { Detector } from './detector.ts'
import { cells, type Observer } from './observe.ts'

/** Counts of one arm's answers: those that can't be told, those of which the judgment failed and why, and the 2 × 2 with the score. */
export interface Tally {
  push(sample: ScoredSample): void
  of(name: string): Pick<BehaviourArm, 'undecided' | 'failed' | 'causes' | 'scored'>
  answers(): number
}

export function makeTally(detectors: readonly Detector[], { failure }: Pick<Observer, 'failure'>): Tally {
  const counts = detectors.map(({ name }) => ({ name, undecided: 0, failed: 0, told: makeTold(), cells: [0, 0, 0, 0] }))
  let answers = 0
  return {
    push({ byEpoch, item }) {
      for (const [epoch, { values }] of byEpoch.entries()) {
        // Without a length there is no answer.
        if (values?.[0] === undefined) continue
        answers++
        for (const [at, count] of counts.entries()) {
          const from = 1 + at * cells.length
          if (values[from] === undefined) missing(count, item && failure(count.name, item, epoch))
          for (let i = 0; i < 4; i++) if (values[from + 1 + i] === 1) count.cells[i] = (count.cells[i] ?? 0) + 1
        }
      }
    },
    of(name) {
      const count = counts.find(one => one.name === name)
      if (count === undefined) return { undecided: 0 }
      const [shownRight = 0, shownWrong = 0, absentRight = 0, absentWrong = 0] = count.cells
      const isScored = count.cells.some(n => n > 0)
      return {
        undecided: count.undecided,
        ...(count.failed > 0 && { failed: count.failed, causes: count.told.result().causes }),
        ...(isScored && {
          scored: {
            shown: { right: shownRight, wrong: shownWrong },
            absent: { right: absentRight, wrong: absentWrong },
          },
        }),
      }
    },
    answers: () => answers,
  }

  function missing(count: (typeof counts)[number], failure: Failure | undefined): void {
    if (failure === undefined) {
      count.undecided++
      return
    }
    count.failed++
    count.told.push({ epochs: 1, errored: 0, notes: [], byEpoch: [], causes: [{ ...failure, of: 'judge' }] })
  }
}
