import { expect, test } from 'vitest'
import { tokenCeiling } from './token-ceiling.ts'

const fault = (message: string, params: string[] = []) => ({ message, params, codes: [], filtered: false })

test.each([
  [
    'max_tokens is too large: 32768. This model supports at most 16384 completion tokens, whereas you provided 32768.',
    16_384,
  ],
  ['max_tokens: 32768 > 8192, which is the maximum allowed number of output tokens for this model', 8192],
  ['Invalid max_tokens value, the valid range of max_tokens is [1, 8192]', 8192],
  ['`max_completion_tokens` must be less than or equal to `8192`'.replaceAll('`8192`', '8192'), 8192],
  ['max_tokens: the maximum value is 4,096', 4096],
])('%s', (message, ceiling) => {
  expect(tokenCeiling(400, fault(message), 32_768)).toBe(ceiling)
})

test.each([
  ['temperature must be at most 2', 400],
  ['max_tokens must be at least 1', 400],
  ['max_tokens is not supported, use max_completion_tokens', 400],
  ['max_tokens is too large: at most 16384', 500],
  ['max_tokens: at most 65536', 400],
])('%s at %d is no ceiling', (message, status) => {
  expect(tokenCeiling(status, fault(message), 32_768)).toBeUndefined()
})

test('nothing was asked for, so nothing is too much', () => {
  expect(tokenCeiling(400, fault('max_tokens: at most 10'), undefined)).toBeUndefined()
})
