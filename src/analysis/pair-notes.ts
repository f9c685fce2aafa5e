import { answerNotes, toldNotes, unknownNotes } from '../core/answer/notes.ts'
import type { BenchmarkComparison } from '../core/comparison.ts'
import type { Remark } from '../core/remark.ts'
import { mcnemarExact } from '../stats/mcnemar.ts'
import { fisherExact } from '../stats/unpaired.ts'
import { sameLengthRemark } from './answer-warnings.ts'
import { type IdenticalCount, makeIdenticalCounter } from './identical-answers.ts'
import type { ScoredSample } from './scored-sample.ts'
import { makeTally, type Told } from './tally.ts'

/** What a comparison says of a benchmark's answers and judgments beside the scores. */
export interface PairNotes {
  push(before: ScoredSample, after: ScoredSample): void
  told(): Required<Pick<BenchmarkComparison, 'answers' | 'notes' | 'causes'>> & Pick<BenchmarkComparison, 'identical'>
  identical(): IdenticalCount
  /** Remarks where the two arms differ in it. */
  warnings(benchmark: string): Remark[]
}

/** How a judge fails. */
const judgeFailures = ['truncated-judgment', 'withheld-judgment', 'unparsable-judgment'] as const
type JudgeFailure = (typeof judgeFailures)[number]

/** Below it a split of failures is not taken for chance. */
const LEVEL = 0.05

export function makePairNotes(): PairNotes {
  const tallies = { before: makeTally(), after: makeTally() }
  const identical = makeIdenticalCounter()
  const failing = new Map(judgeFailures.map(code => [code, makeFailing(code)]))
  return {
    push(before, after) {
      tallies.before.push(before)
      tallies.after.push(after)
      identical.push(before, after)
      for (const one of failing.values()) one.push(before, after)
    },
    identical: () => identical.result(),
    told() {
      const { of, same } = identical.result()
      const [was, is] = [tallies.before.result(), tallies.after.result()]
      return {
        answers: { before: was.answers, after: is.answers },
        notes: Object.fromEntries(
          answerNotes.flatMap(note => {
            const both = { before: was.notes[note] ?? 0, after: is.notes[note] ?? 0 }
            return both.before + both.after > 0 ? [[note, both]] : []
          }),
        ),
        ...(of > 0 && { identical: { of, same } }),
        causes: { before: was.causes, after: is.causes },
      }
    },
    warnings(benchmark) {
      const [was, is] = [tallies.before.result(), tallies.after.result()]
      return [
        ...toldNotes.flatMap(note => differing(benchmark, note, was, is)),
        ...sameLengthRemark(benchmark, was.sameLength, 'before'),
        ...sameLengthRemark(benchmark, is.sameLength, 'after'),
        ...Array.from(failing.values()).flatMap(one => one.warnings(benchmark)),
      ]
    },
  }
}

function differing(benchmark: string, note: (typeof toldNotes)[number], was: Told, is: Told): Remark[] {
  const [before, after] = [was.notes[note] ?? 0, is.notes[note] ?? 0]
  if (before === after && (before === 0 || !unknownNotes.has(note))) return []
  return [{ code: `answers-${note}`, values: { benchmark, before, after, ofBefore: was.answers, ofAfter: is.answers } }]
}

type Side = 'before' | 'after'

/** Whether one kind of a judge's failures falls on one arm, or on the answers that the other arm's judgments call the same. */
function makeFailing(code: JudgeFailure) {
  const onlyIn = { before: 0, after: 0 }
  /** By the arm that fails: labels of the other arm, where it fails and where neither does. */
  const labels = {
    before: { failed: new Map<string, number>(), fine: new Map<string, number>() },
    after: { failed: new Map<string, number>(), fine: new Map<string, number>() },
  }
  return {
    push(before: ScoredSample, after: ScoredSample): void {
      const failed = { before: before.failures.includes(code), after: after.failures.includes(code) }
      if (failed.before !== failed.after) onlyIn[failed.before ? 'before' : 'after']++
      for (const [side, own, other] of [
        ['before', before, after],
        ['after', after, before],
      ] as const) {
        if (other.label === undefined) continue
        if (failed[side]) count(labels[side].failed, other.label)
        else if (own.label !== undefined) count(labels[side].fine, other.label)
      }
    },
    warnings(benchmark: string): Remark[] {
      const { before, after } = onlyIn
      const differ: Remark[] =
        mcnemarExact(before, after) < LEVEL
          ? [{ code: 'judge-fails-in-arm', values: { benchmark, failure: code, before, after } }]
          : []
      return [...differ, ...(['before', 'after'] as const).flatMap(side => onLabel(benchmark, side))]
    },
  }

  function onLabel(benchmark: string, side: Side): Remark[] {
    const { failed, fine } = labels[side]
    const [n, of] = [sum(failed), sum(fine)]
    if (n === 0 || of === 0) return []
    const values = Array.from(failed, ([label, k]) => ({ label, k, ofLabel: fine.get(label) ?? 0 }))
    const worst = values
      .filter(({ k, ofLabel }) => k / n > ofLabel / of)
      .map(value => ({
        ...value,
        p: Math.min(1, values.length * fisherExact({ k: value.k, n }, { k: value.ofLabel, n: of })),
      }))
      .sort((a, b) => a.p - b.p)[0]
    if (worst === undefined || worst.p >= LEVEL) return []
    const { label, k, ofLabel } = worst
    const share = `${((100 * ofLabel) / of).toFixed(0)}%`
    return [{ code: 'judge-fails-on-label', values: { benchmark, failure: code, side, k, n, label, share } }]
  }
}

const count = (counts: Map<string, number>, label: string): void => void counts.set(label, (counts.get(label) ?? 0) + 1)
const sum = (counts: ReadonlyMap<string, number>): number => Array.from(counts.values()).reduce((all, n) => all + n, 0)
