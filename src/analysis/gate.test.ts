import { expect, test } from 'vitest'
import type { GateOutcome, GateResult } from '../core/gate-result.ts'
import { overall } from './gate.ts'

const of = (...outcomes: GateOutcome[]): GateResult[] =>
  outcomes.map((outcome, i) => ({ benchmark: `b${i}`, outcome, reason: '' }))

test('what surely got worse is not hidden by another benchmark’s errors, and errors are worse than not knowing', () => {
  expect(overall(of('passed', 'too-many-errors', 'regressed'))).toBe('regressed')
  expect(overall(of('too-many-errors', 'missing', 'regressed'))).toBe('missing')
  expect(overall(of('inconclusive', 'too-many-errors', 'passed'))).toBe('too-many-errors')
  expect(overall(of('passed', 'inconclusive'))).toBe('inconclusive')
  expect(overall(of('passed', 'passed'))).toBe('passed')
  expect(overall([])).toBe('inconclusive')
})
