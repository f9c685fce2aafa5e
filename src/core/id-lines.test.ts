import { expect, test } from 'vitest'
import { makeIdLines } from './id-lines.ts'

test('an id that comes again gives the line of its first time, and only then', () => {
  const ids = makeIdLines()
  const all = Array.from({ length: 200_000 }, (_, i) => `wildsafety-${i.toString(16).padStart(16, '0')}`)
  expect(all.flatMap((id, line) => ids.add(id, line) ?? [])).toEqual([])
  expect(ids.size).toBe(all.length)
  expect(all.map(id => ids.add(id, 0))).toEqual(all.map((_, line) => line))
  expect(ids.size).toBe(all.length)
})

test('ids that are nearly alike are told apart', () => {
  const ids = makeIdLines()
  const letters = ['a', 'b', 'A', '\u0000', ' ', 'é', 'ü', '\ud83d\ude00']
  const all = new Set(['', ...letters.flatMap(x => letters.flatMap(y => letters.flatMap(z => [x, x + y, x + y + z])))])
  for (const id of all) expect(ids.add(id, 1), JSON.stringify(id)).toBeUndefined()
  for (let i = 0; i < 100_000; i++) if (!all.has(`${i}`)) expect(ids.add(`${i}`, i)).toBeUndefined()
})
