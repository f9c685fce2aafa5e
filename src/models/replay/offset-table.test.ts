import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOfKey, OffsetTable } from './offset-table.ts'

test('every key is found where it was put, and no other, past several growths', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 3000, minLength: 10 }), keys => {
      const [absent = '', ...present] = keys
      const table = new OffsetTable()
      for (const [index, key] of present.entries()) table.add(hashOfKey(key), index * 7, index)
      for (const [index, key] of present.entries())
        expect(table.find(hashOfKey(key), offset => offset === index * 7)).toEqual({ offset: index * 7, length: index })
      expect(table.find(hashOfKey(absent), () => true)).toBeUndefined()
    }),
    { numRuns: 20 },
  )
})

test('two entries with one key are told apart by the reader', () => {
  const table = new OffsetTable()
  table.add(hashOfKey('a'), 1, 10)
  table.add(hashOfKey('a'), 2, 20)
  expect(table.find(hashOfKey('a'), offset => offset === 2)).toEqual({ offset: 2, length: 20 })
  expect(table.find(hashOfKey('a'), () => false)).toBeUndefined()
})
