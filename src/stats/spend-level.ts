import { demand } from './checks.ts'

/**
 * The level of the n-th of any number of tests that err at most at `level` together, n from 1: level · 6/(π²n²), which adds up to
 * it. Bonferroni's inequality in time: it holds however the tests depend on each other, so that the intervals at these levels are a
 * confidence sequence for night after night on the same questions.
 * Source: Howard, Ramdas, McAuliffe & Sekhon 2021, https://doi.org/10.1214/20-AOS1991 (section 1, the union bound over times).
 */
export function spendLevel(level: number, n: number): number {
  demand(level > 0 && level < 1, `a level of ${level} is not between 0 and 1`)
  demand(Number.isSafeInteger(n) && n >= 1, `test ${n} is not a whole number of at least 1`)
  return (level * 6) / (Math.PI * n) ** 2
}
