import type { BenchmarkComparison } from '../core/comparison.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Remark } from '../core/remark.ts'
import type { ScoredSample } from './scored-sample.ts'
import { meantAsTwo, sameFingerprint } from './who-answered.ts'

/** Answers of two runs to the same question in the same epoch, and how many of these pairs are equal byte for byte. */
export interface IdenticalCount extends NonNullable<BenchmarkComparison['identical']> {
  /** Equal ones that are too long to be so by chance, and how many different texts these are (counted up to a few). */
  long: number
  texts: number
}

export interface IdenticalCounter {
  push(before: ScoredSample, after: ScoredSample): void
  result(): IdenticalCount
}

/** A letter, a number or a name is equal by merit, and so is the one sentence by which a model refuses everything. */
const LONG = 40
const TEXTS = 10
/** Fewer pairs say nothing. */
const PAIRS = 20
const NEARLY = 0.95

export function makeIdenticalCounter(): IdenticalCounter {
  const texts = new Set<string>()
  const count = { of: 0, same: 0, long: 0 }
  return {
    push(before, after) {
      before.byEpoch.forEach(({ answer }, i) => {
        const other = after.byEpoch[i]?.answer
        if (answer === undefined || other === undefined) return
        count.of++
        if (answer.sha !== other.sha || answer.chars !== other.chars) return
        count.same++
        if (answer.chars < LONG) return
        count.long++
        if (texts.size < TEXTS) texts.add(answer.sha)
      })
    },
    result: () => ({ ...count, texts: texts.size }),
  }
}

/**
 * What equal answers say of two runs that were meant as two models: that one may stand behind both. It is doubtful who
 * answered where every answer of all benchmarks is equal, and where nearly every one is and the servers name the same weights.
 */
export function identicalRemarks(
  before: Manifest,
  after: Manifest,
  counts: ReadonlyMap<string, IdenticalCount>,
): Remark[] {
  if (!meantAsTwo(before, after) || before.demo) return []
  const telling = Array.from(counts).filter(([, count]) => isTelling(count))
  if (telling.length === 0) return []
  const sum = (of: 'of' | 'same'): number => Array.from(counts.values()).reduce((all, count) => all + count[of], 0)
  const [of, same] = [sum('of'), sum('same')]
  if (same === of || (same >= NEARLY * of && sameFingerprint(before, after)))
    return [{ code: 'all-identical', values: { n: same, of } }]
  return telling.map(([benchmark, { same: n, of }]) => ({ code: 'identical-answers', values: { benchmark, n, of } }))
}

const isTelling = ({ of, same, long, texts }: IdenticalCount): boolean =>
  of >= PAIRS && same >= NEARLY * of && long >= PAIRS && texts >= TEXTS
