import { XevalError } from '../core/errors.ts'

/**
 * The answers to one question, counted by what they would vote for.
 *
 * @example
 * const votes: Votes = { correct: 3, wrong: [1, 1], abstained: 1 }
 * majAtEveryK(votes).length // → 6
 */
export interface Votes {
  /** How many gave the right answer. */
  correct: number
  /** How many gave each wrong answer, one entry a class of equivalent answers. */
  wrong: readonly number[]
  /** How many gave no answer that could be read: they cast no vote. */
  abstained: number
}

/**
 * The chance that a majority vote over `k` answers, drawn without replacement, comes out right, for k = 1 … n:
 * the mean over all C(n, k) subsets. A tie between t classes counts 1/t; where all abstain the vote is wrong.
 * Exact, by counting: classes too small to reach the correct class's j votes are merged (Vandermonde), so that
 * the work is about n³ for each question whatever the classes.
 * Self-consistency: Wang et al. 2022, https://arxiv.org/abs/2203.11171
 *
 * @returns n numbers in 0…1, that of k at index k − 1
 *
 * @example
 * majAtEveryK({ correct: 2, wrong: [1], abstained: 0 }).map(share => share.toFixed(2)) // → ['0.67', '0.67', '1.00']
 */
export function majAtEveryK({ correct, wrong, abstained }: Votes): number[] {
  const n = correct + abstained + wrong.reduce((sum, size) => sum + size, 0)
  if (n > mostAnswers)
    throw new XevalError('maj-at-k', `maj@k takes up to ${mostAnswers} answers per question, not ${n}`)
  const ways = new Array<number>(n + 1).fill(0)
  for (let votes = 1; votes <= correct; votes++) {
    const others = othersAtMost(votes, wrong, abstained)
    const first = choose(correct, votes)
    others.forEach((count, drawn) => {
      const k = drawn + votes
      ways[k] = (ways[k] ?? 0) + first * count
    })
  }
  return ways.slice(1).map((count, index) => Math.min(1, count / choose(n, index + 1)))
}

/**
 * `majAtEveryK` at one k; `undefined` where there are fewer than `k` answers.
 *
 * @example
 * majAtK({ correct: 2, wrong: [1], abstained: 0 }, 3) // → 1
 * majAtK({ correct: 2, wrong: [1], abstained: 0 }, 4) // → undefined
 */
export const majAtK = (votes: Votes, k: number): number | undefined => majAtEveryK(votes)[k - 1]

/**
 * For each number of answers drawn from outside the correct class: in how many ways no wrong class gets more than
 * `votes`, each way weighted by 1 / (1 + number of classes that tie).
 */
function othersAtMost(votes: number, wrong: readonly number[], abstained: number): number[] {
  const large = wrong.filter(size => size >= votes)
  const small = abstained + wrong.reduce((sum, size) => sum + (size < votes ? size : 0), 0)
  // byTies[t][s]: ways to draw s answers with t classes at exactly `votes`.
  let byTies: number[][] = [Array.from({ length: small + 1 }, (_, drawn) => choose(small, drawn))]
  for (const size of large) {
    const room = (byTies[0]?.length ?? 1) + size
    const next = Array.from({ length: byTies.length + 1 }, () => new Array<number>(room).fill(0))
    byTies.forEach((row, ties) => {
      for (let taken = 0; taken <= votes; taken++) addShifted(next[ties + (taken === votes ? 1 : 0)], row, taken, size)
    })
    byTies = next
  }
  const total = new Array<number>(byTies[0]?.length ?? 0).fill(0)
  byTies.forEach((row, ties) => {
    row.forEach((count, drawn) => {
      total[drawn] = (total[drawn] ?? 0) + count / (ties + 1)
    })
  })
  return total
}

function addShifted(target: number[] | undefined, row: readonly number[], taken: number, size: number): void {
  if (target === undefined) return
  const ways = choose(size, taken)
  row.forEach((count, drawn) => {
    if (count > 0) target[drawn + taken] = (target[drawn + taken] ?? 0) + count * ways
  })
}

/** C(1000, 500) is about 2.7e299: beyond it doubles overflow. */
const mostAnswers = 1000
const triangle: number[][] = [[1]]

function choose(n: number, k: number): number {
  for (let row = triangle.length; row <= n; row++) {
    const above = triangle[row - 1] ?? []
    triangle.push(Array.from({ length: row + 1 }, (_, at) => (above[at - 1] ?? 0) + (above[at] ?? 0)))
  }
  return triangle[n]?.[k] ?? 0
}
