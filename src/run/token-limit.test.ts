import { expect, test } from 'vitest'
import reasoning from 'xeval/suites/reasoning'
import { toyBenchmark } from '../testing/index.ts'
import { usualMaxTokens } from './token-limit.ts'

const [math] = reasoning.benchmarks

test('reasoning asks for 32,768 tokens, and other suites for 2,048', () => {
  if (math === undefined) throw new Error('the suite has benchmarks')
  expect(usualMaxTokens(math, [{ model: 'm' }])).toBe(32_768)
  expect(usualMaxTokens(toyBenchmark, [{ model: 'm' }])).toBe(2048)
})

test.each([
  [131_072, 32_768],
  [32_768, 30_720],
  [8192, 6144],
  [2048, 1536],
])('a context of %d tokens leaves %d', (max_model_len, limit) => {
  if (math === undefined) throw new Error('the suite has benchmarks')
  expect(usualMaxTokens(math, [{ model: 'm', details: { max_model_len } }])).toBe(limit)
  expect(usualMaxTokens(math, [{ model: 'm' }, { model: 'n', details: { max_model_len } }])).toBe(limit)
})

test('what is no length is passed over', () => {
  if (math === undefined) throw new Error('the suite has benchmarks')
  const details = { max_model_len: 'long', context_length: 0, n_ctx_train: 512 }
  expect(usualMaxTokens(math, [{ model: 'm', details }])).toBe(32_768)
})
