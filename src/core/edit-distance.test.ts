import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'

test('a distance counts insertions, deletions and substitutions, whichever word comes first', () => {
  for (const [a, b, distance] of [
    ['', '', 0],
    ['', 'abc', 3],
    ['run', 'run', 0],
    ['run', 'rum', 1],
    ['plan', 'pln', 1],
    ['compare', 'comparre', 1],
    ['kitten', 'sitting', 3],
    ['flames', 'frames', 1],
    ['gate', 'rate', 1],
    ['abcdef', 'fedcba', 6],
    ['安全', '安', 1],
  ] as const) {
    expect([a, b, editDistance(a, b)]).toEqual([a, b, distance])
    expect([b, a, editDistance(b, a)]).toEqual([b, a, distance])
  }
})
