import { expect, test } from 'vitest'
import { compareMetric, type RawComparison } from './compare-metric.ts'
import { makePairedSums } from './metric-sums.ts'
import { isOverturnable } from './verdict.ts'

/** 400 pairs, of which so many become worse and better. */
function compared(down: number, up: number): RawComparison {
  const sums = makePairedSums({ kind: 'mean', name: 'right', direction: 'higher-is-better', unit: 'rate' })
  for (let i = 0; i < 400; i++) sums.push(i < up ? 0 : 1, i >= up && i < up + down ? 0 : 1, undefined)
  const found = compareMetric(sums.figure())
  if ('code' in found) throw new Error(found.code)
  return found
}

const itself = (p: number): number => p
const readjusted = { difference: itself, loss: itself, equal: itself }

test('«no worse» falls where the worst that missing answers leave possible reaches the margin, and only there', () => {
  const standing = { alpha: 0.05, pAdjusted: 1, loss: { margin: 0.05, p: 0.001, pAdjusted: 0.001 } }
  const falls = (lowest: RawComparison): boolean =>
    isOverturnable('non-inferior', { lowest, highest: compared(2, 12) }, standing, readjusted)
  expect(compared(6, 2).harm(0.05)).toBeLessThan(0.025)
  expect(falls(compared(6, 2))).toBe(false)
  expect(compared(18, 2).harm(0.05)).toBeGreaterThan(0.025)
  expect(falls(compared(18, 2))).toBe(true)
})

test('a change for the better falls where the worst is none, one for the worse where the best is none', () => {
  const standing = { alpha: 0.05, pAdjusted: 0.001 }
  const falls = (verdict: 'improved' | 'regressed', lowest: RawComparison, highest: RawComparison): boolean =>
    isOverturnable(verdict, { lowest, highest }, standing, readjusted)
  expect(falls('improved', compared(2, 20), compared(0, 40))).toBe(false)
  expect(falls('improved', compared(12, 20), compared(0, 40))).toBe(true)
  expect(falls('improved', compared(20, 2), compared(0, 40))).toBe(true)
  expect(falls('regressed', compared(40, 0), compared(20, 2))).toBe(false)
  expect(falls('regressed', compared(40, 0), compared(20, 12))).toBe(true)
})
