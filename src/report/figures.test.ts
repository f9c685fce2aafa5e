import { expect, test } from 'vitest'
import { difference, differenceWithInterval, figure, pValue, withInterval } from './figures.ts'

test('shows rates as per cent with one decimal, numbers with two, tokens whole', () => {
  expect([figure(0.9149, 'rate'), figure(4.206, 'number'), figure(1830.4, 'tokens'), figure(-0.5, 'number')]).toEqual([
    '91.5%',
    '4.21',
    '1830',
    '−0.50',
  ])
  expect(withInterval(0.5, [0.0004, 1], 'rate')).toBe('50.0% [0.0, 100.0]')
})

test('shows differences with their sign, a real minus, and no sign before zero', () => {
  expect([
    difference(0.05, 'rate'),
    difference(-0.05, 'rate'),
    difference(-0.0004, 'rate'),
    difference(12, 'tokens'),
  ]).toEqual(['+5.0 pp', '−5.0 pp', '0.0 pp', '+12'])
  expect(differenceWithInterval(-0.05, [-0.1, 0.002], 'rate')).toBe('−5.0 pp [−10.0, +0.2]')
})

test('never shows a p of zero', () => {
  expect([pValue(0.03125), pValue(0.0009), pValue(0.001), pValue(1)]).toEqual(['0.031', '<0.001', '0.001', '1.000'])
})
