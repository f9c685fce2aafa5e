import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workHash } from '../run/key.ts'
import { makeIndexTable } from './index-table.ts'
import { makeSampleList } from './sample-list.ts'

test('the table answers as a Map would, through growth and overwriting', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(), fc.boolean()), { maxLength: 3000 }),
      entries => {
        const table = makeIndexTable()
        const map = new Map<number, { offset: number; ok: boolean }>()
        for (const [key, offset, ok] of entries) {
          table.set(key, offset, ok)
          map.set(key, { offset, ok })
        }
        expect(table.size).toBe(map.size)
        for (const [key, { offset, ok }] of map) {
          expect(table.offset(key)).toBe(offset)
          expect(table.state(key)).toBe(ok ? 'done' : 'failed')
        }
        expect(table.state(2 ** 41)).toBe('missing')
      },
    ),
    { numRuns: 50 },
  )
})

test('200,000 pieces of work have 200,000 keys', () => {
  const keys = new Set<number>()
  for (let i = 0; i < 50_000; i++) {
    for (let epoch = 1; epoch <= 4; epoch++)
      keys.add(workHash({ benchmark: 'flames', sampleId: `flames-${i.toString(16)}`, epoch }))
  }
  expect(keys.size).toBe(200_000)
  expect(Array.from(keys).every(key => Number.isSafeInteger(key) && key > 0)).toBe(true)
})

test('the list of samples keeps every entry through its growth', () => {
  const list = makeSampleList()
  for (let i = 0; i < 30_000; i++) list.add(i + 1, i * 7)
  expect(list.size).toBe(30_000)
  expect(Array.from({ length: list.size }, (_, i) => list.key(i) * 7 - 7 - list.offset(i))).toEqual(
    new Array(30_000).fill(0),
  )
})
