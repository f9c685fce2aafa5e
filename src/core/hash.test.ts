import { expect, test } from 'vitest'
import { canonicalJson } from './hash.ts'

test.each([
  ['keys in any order', { b: { d: 1, c: [{ z: 0, y: null }] }, a: 2 }, '{"a":2,"b":{"c":[{"y":null,"z":0}],"d":1}}'],
  ['what is undefined', { a: undefined, b: [undefined, 1] }, '{"b":[null,1]}'],
  ['keys that are numbers', { a: 1, 10: 1, 9: 1 }, '{"9":1,"10":1,"a":1}'],
  ['text of any script', { 'ü"': 'ü\n\ud800' }, '{"ü\\"":"ü\\n\\ud800"}'],
  ['dates, as JSON has them', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ['what JSON has no word for', [Number.NaN, () => 1], '[null,null]'],
])('canonical JSON writes %s in one way', (_, value, text) => {
  expect(canonicalJson(value)).toBe(text)
})
