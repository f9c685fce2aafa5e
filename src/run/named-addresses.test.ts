import { expect, test } from 'vitest'
import { namedAddresses } from './named-addresses.ts'

test('an address is named by a REF or a judge that is given, with its scheme and port, and by nothing else', () => {
  const isNamed = namedAddresses(['https://a.org/v1#m', undefined, 'answer-match=https://KEY@b.org:8443/v1#j'])
  expect(['https://a.org/v1#other', 'https://b.org:8443/v1', 'openai/m'].map(isNamed)).toEqual([true, true, true])
  expect(['https://b.org/v1', 'http://a.org/v1', 'https://a.org.evil.org/v1#m'].map(isNamed)).toEqual([
    false,
    false,
    false,
  ])
})
