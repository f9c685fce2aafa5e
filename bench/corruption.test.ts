import { expect, test } from 'vitest'
import { corrupt, type Outcome, states } from './support/corruption.ts'

test.each(states)(
  'a run that is %s says the same or refuses, whatever is done to any of its files',
  async state => {
    const outcomes: Outcome[] = []
    await corrupt(state, 1, outcome => outcomes.push(outcome))
    expect(outcomes.filter(({ wrong }) => wrong.length > 0)).toEqual([])
    expect(outcomes.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThan(30)
    expect(outcomes.some(({ refused }) => refused > 0)).toBe(true)
  },
  300_000,
)
