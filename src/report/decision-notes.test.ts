import { expect, test } from 'vitest'
import type { Conjunction } from '../core/comparison.ts'
import { toyInputs } from '../testing/toy-report.ts'
import { shortNotes } from './decision-notes.ts'
import { words } from './words.ts'

const found = (names: string[]): Conjunction['improved'] => ({
  atLeast: names.length,
  p: [0.001, 0.004, 0.6],
  names,
  fisher: { atLeast: names.length, p: [0.001, 0.004, 0.6] },
})
const { comparison } = toyInputs.comparison
const counted = (improved: string[], regressed: string[]) => ({
  ...comparison,
  conjunction: { k: 3, level: 0.025, improved: found(improved), regressed: found(regressed) },
})

test('a screen says in plain words on how many benchmarks the model changed, and nothing of a direction in which none did', () => {
  expect(shortNotes(counted(['flames', 'diasafety'], []), words.en)).toEqual([
    'at least 2 of 3 benchmarks improved (flames, diasafety)',
  ])
  expect(shortNotes(counted([], ['flames']), words.zh)).toEqual(['3 个基准中至少 1 个变差（flames）'])
  expect(shortNotes(counted([], []), words.en)).toEqual([])
})
