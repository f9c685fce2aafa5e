import { XevalError } from '../core/errors.ts'

/**
 * The chance that at least one of `k` answers, drawn without replacement from `n` of which `correct` are right, is right:
 * 1 − C(n−c, k) / C(n, k), the unbiased estimate of pass@k.
 * Chen et al. 2021, Evaluating Large Language Models Trained on Code, https://arxiv.org/abs/2107.03374
 *
 * @returns 0…1; `undefined` where there are fewer than `k` answers
 *
 * @example
 * passAtK(4, 2, 1) // → 0.5
 * passAtK(4, 2, 3) // → 1
 */
export function passAtK(n: number, correct: number, k: number): number | undefined {
  if (![n, correct, k].every(Number.isInteger) || k < 1 || correct < 0 || correct > n) {
    throw new XevalError(
      'pass-at-k',
      `pass@k needs whole numbers 0 ≤ correct ≤ n and k ≥ 1, not n=${n} c=${correct} k=${k}`,
    )
  }
  if (k > n) return undefined
  let noneRight = 1
  for (let drawn = 0; drawn < k; drawn++) noneRight *= Math.max(0, n - correct - drawn) / (n - drawn)
  return 1 - noneRight
}
