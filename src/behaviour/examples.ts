import type { ScoredSample } from '../analysis/scored-sample.ts'
import type { BehaviourExample } from '../core/behaviour.ts'
import type { RunItem } from '../core/run-store.ts'
import type { Detector, Finding } from './detector.ts'
import { answerIn, type Observer, questionOf } from './observe.ts'

/** The first answers that show each behaviour: of two runs those where it is new or gone come before those that kept it. */
export interface Examples {
  push(before: ScoredSample, after: ScoredSample | undefined): void
  of(name: string): BehaviourExample[]
}

/** Of each kind of change. */
const MOST = 3

export function makeExamples(detectors: readonly Detector[], observers: readonly Observer[]): Examples {
  const kept = detectors.map(
    () => ({ new: [], gone: [], kept: [] }) as Record<BehaviourExample['change'], BehaviourExample[]>,
  )
  return {
    push(before, after) {
      const was = findingsOf(observers[0], before)
      const is = after === undefined ? undefined : findingsOf(observers[1], after)
      for (const [at, byChange] of kept.entries()) {
        const [left, right] = [was?.[at], is?.[at]]
        const change = after === undefined ? (left?.label === 'yes' ? 'kept' : undefined) : changeOf(left, right)
        if (change === undefined || byChange[change].length >= MOST) continue
        const [shown, finding] = change === 'gone' || after === undefined ? [before, left] : [after, right]
        if (shown.item !== undefined) byChange[change].push(exampleOf(shown.item, change, finding?.sign ?? ''))
      }
    },
    of(name) {
      const byChange = kept[detectors.findIndex(detector => detector.name === name)]
      if (byChange === undefined) return []
      const changed = [...byChange.new, ...byChange.gone]
      return changed.length > 0 ? changed : byChange.kept
    },
  }
}

/** Nothing where one of the two has no answer, or one that can't be told. */
function changeOf(was: Finding | undefined, is: Finding | undefined): BehaviourExample['change'] | undefined {
  if (was?.label === 'yes') return is?.label === 'yes' ? 'kept' : is?.label === 'no' ? 'gone' : undefined
  return was?.label === 'no' && is?.label === 'yes' ? 'new' : undefined
}

/** Of the first epoch. */
const findingsOf = (observer: Observer | undefined, { item }: ScoredSample) =>
  item === undefined ? undefined : observer?.findings(item, 0)

const exampleOf = (item: RunItem, change: BehaviourExample['change'], sign: string): BehaviourExample => ({
  change,
  sampleId: item.sample.id,
  question: questionOf(item.sample).slice(0, 300),
  answer: (answerIn(item.epochs[0]) ?? '').slice(0, 300),
  sign,
})
