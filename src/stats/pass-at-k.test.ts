import { expect, test } from 'vitest'
import { passAtK } from 'xeval'

const subsets = <T>(items: readonly T[], k: number): T[][] =>
  k === 0 ? [[]] : items.flatMap((item, at) => subsets(items.slice(at + 1), k - 1).map(rest => [item, ...rest]))

test('pass@k is the share of all k-subsets with a right answer in them', () => {
  for (let n = 1; n <= 7; n++) {
    for (let correct = 0; correct <= n; correct++) {
      const answers = Array.from({ length: n }, (_, at) => at < correct)
      for (let k = 1; k <= n; k++) {
        const all = subsets(answers, k)
        expect(passAtK(n, correct, k)).toBeCloseTo(all.filter(drawn => drawn.includes(true)).length / all.length, 12)
      }
    }
  }
})

test('pass@k agrees with the closed form, 1 − C(40,10) / C(50,10)', () => {
  // C(40,10) = 847660528, C(50,10) = 10272278170
  expect(passAtK(50, 10, 10)).toBeCloseTo(1 - 847660528 / 10272278170, 12)
})

test('pass@k is undefined with too few answers, and refuses impossible counts', () => {
  expect(passAtK(3, 1, 4)).toBeUndefined()
  expect(() => passAtK(3, 4, 1)).toThrow('pass@k needs')
})
