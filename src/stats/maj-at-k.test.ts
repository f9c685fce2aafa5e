import { expect, test } from 'vitest'
import { majAtEveryK, majAtK, makeRng } from 'xeval'
import { cpuTime } from '../testing/cpu-time.ts'

const subsets = <T>(items: readonly T[], k: number): T[][] =>
  k === 0 ? [[]] : items.flatMap((item, at) => subsets(items.slice(at + 1), k - 1).map(rest => [item, ...rest]))

/** -1 abstains, 0 is the right answer, 1 … are wrong ones. */
const vote = (drawn: readonly number[]): number => {
  const counts = new Map<number, number>()
  for (const answer of drawn) if (answer >= 0) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  const winners = [...counts].filter(([, count]) => count === most).map(([answer]) => answer)
  return winners.includes(0) ? 1 / winners.length : 0
}

test('maj@k is the mean vote over all k-subsets, ties split and abstentions silent', () => {
  const rng = makeRng('maj', 1)
  for (let trial = 0; trial < 150; trial++) {
    const correct = rng.int(5)
    const wrong = Array.from({ length: rng.int(4) }, () => 1 + rng.int(3))
    const abstained = rng.int(3)
    const answers = [
      ...new Array<number>(correct).fill(0),
      ...wrong.flatMap((size, at) => new Array<number>(size).fill(at + 1)),
      ...new Array<number>(abstained).fill(-1),
    ]
    const all = majAtEveryK({ correct, wrong, abstained })
    expect(all).toHaveLength(answers.length)
    for (let k = 1; k <= Math.min(answers.length, 7); k++) {
      const drawn = subsets(answers, k)
      const expected = drawn.reduce((sum, subset) => sum + vote(subset), 0) / drawn.length
      expect(all[k - 1]).toBeCloseTo(expected, 12)
    }
  }
})

test('maj@1 is the accuracy, and maj@n of a clear majority is 1', () => {
  expect(majAtK({ correct: 5, wrong: [2, 1], abstained: 2 }, 1)).toBeCloseTo(0.5, 12)
  expect(majAtK({ correct: 5, wrong: [2, 1], abstained: 2 }, 10)).toBe(1)
})

test('with two classes and no abstention, maj@3 has its closed form 3p²q + p³ without replacement', () => {
  // 6 right, 4 wrong: (C(6,2)·C(4,1) + C(6,3)) / C(10,3)
  expect(majAtK({ correct: 6, wrong: [4], abstained: 0 }, 3)).toBeCloseTo((15 * 4 + 20) / 120, 12)
})

test('where every answer abstains the vote is wrong, and too few answers give no figure', () => {
  expect(majAtEveryK({ correct: 0, wrong: [], abstained: 4 })).toEqual([0, 0, 0, 0])
  expect(majAtK({ correct: 1, wrong: [], abstained: 0 }, 2)).toBeUndefined()
})

test('64 different answers are exact and quick', async () => {
  const ms = await cpuTime(() => {
    for (let question = 0; question < 100; question++) {
      const curve = majAtEveryK({ correct: 20, wrong: new Array<number>(44).fill(1), abstained: 0 })
      expect(curve[63]).toBe(1)
    }
  })
  expect(ms).toBeLessThan(3000)
})
