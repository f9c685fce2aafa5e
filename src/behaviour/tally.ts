import type { ScoredSample } from '../analysis/scored-sample.ts'
import type { BehaviourArm } from '../core/behaviour.ts'
import type { Detector } from './detector.ts'
import { cells } from './observe.ts'

/** Counts of one arm's answers: those that can't be told, and the 2 × 2 with the score. */
export interface Tally {
  push(sample: ScoredSample): void
  of(name: string): Pick<BehaviourArm, 'undecided' | 'scored'>
  answers(): number
}

export function makeTally(detectors: readonly Detector[]): Tally {
  const counts = detectors.map(() => ({ undecided: 0, cells: [0, 0, 0, 0] }))
  let answers = 0
  return {
    push({ byEpoch }) {
      for (const { values } of byEpoch) {
        // Without a length there is no answer.
        if (values?.[0] === undefined) continue
        answers++
        for (const [at, count] of counts.entries()) {
          const from = 1 + at * cells.length
          if (values[from] === undefined) count.undecided++
          for (let i = 0; i < 4; i++) if (values[from + 1 + i] === 1) count.cells[i] = (count.cells[i] ?? 0) + 1
        }
      }
    },
    of(name) {
      const count = counts[detectors.findIndex(detector => detector.name === name)]
      if (count === undefined) return { undecided: 0 }
      const [shownRight = 0, shownWrong = 0, absentRight = 0, absentWrong = 0] = count.cells
      const isScored = count.cells.some(n => n > 0)
      return {
        undecided: count.undecided,
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
}
