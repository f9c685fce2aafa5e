import { describe, expect, test } from 'vitest'
import { readOptions } from './option.ts'
import { runOptions } from './settings.ts'

const read = (name: string, value: unknown) => {
  const outcome = readOptions(runOptions, { [name]: value })
  return outcome.ok ? Object.values(outcome.value)[0] : outcome.expected
}

describe('settings', () => {
  test.each([
    ['limit', 'all', 'all'],
    ['limit', '200', 200],
    ['limit', 200, 200],
    ['seed', '-3', -3],
    ['temperature', '0', 0],
    ['temperature', 'default', 'default'],
    ['maxErrors', '5%', 0.05],
    ['maxErrors', '0.25', 0.25],
    ['maxErrors', 1, 1],
    ['judge', 'refusal-rules', ['refusal-rules']],
    ['judge', ['a', 'b=c'], ['a', 'b=c']],
    ['shard', '2/8', { index: 2, of: 8 }],
    ['shard', { index: 8, of: 8 }, { index: 8, of: 8 }],
    ['param', ['a=1', 'b={"c":"="}'], { a: '1', b: '{"c":"="}' }],
    ['param', { a: 1 }, { a: 1 }],
    ['margin', ['safety=0.02'], { safety: 0.02 }],
    ['batch', true, true],
    ['batch', 'judge', 'judge'],
    ['resume', 'last', 'last'],
  ])('read %s %j as %j', (name, value, expected) => {
    expect(read(name, value)).toEqual(expected)
  })

  test.each([
    ['limit', 'many', /all, or a whole number above 0/],
    ['limit', 0, /above 0/],
    ['limit', '', /above 0/],
    ['limit', true, /above 0/],
    ['limit', '1e400', /above 0/],
    ['seed', '1.5', /a whole number/],
    ['temperature', '2.1', /from 0 to 2/],
    ['topP', '0', /above 0, at most 1/],
    ['maxErrors', '101%', /5%/],
    ['maxErrors', '5 %', /5%/],
    ['judge', 3, /a list of texts/],
    ['shard', '9/8', /from 1 to the number of shards/],
    ['shard', '0/8', /from 1/],
    ['shard', '1/8/2', /such as 1\/8/],
    ['shard', '1.5/8', /such as 1\/8/],
    ['margin', ['safety'], /name=value/],
    ['margin', ['safety=x'], /name=value with a number/],
    ['margin', ['=1'], /name=value/],
    ['margin', 3, /name=value/],
    ['cache', 'yes', /true or false/],
    ['lang', 'de', /en or zh/],
  ])('refuse %s %j and say what fits', (name, value, expected) => {
    expect(read(name, value)).toMatch(expected)
  })

  test('of which several are unknown are all named', () => {
    expect(readOptions(runOptions, { limt: 5, sed: 1, seed: 1 })).toEqual({
      ok: false,
      expected: 'unknown field "limt", "sed"',
    })
  })

  test('are an object, and what is undefined counts as left out', () => {
    expect(readOptions(runOptions, [])).toMatchObject({ ok: false })
    expect(readOptions(runOptions, { seed: undefined, json: true })).toEqual({ ok: true, value: { json: true } })
  })
})
