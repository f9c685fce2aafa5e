import { expect, test } from 'vitest'
import { XevalError } from './errors.ts'

test('an error keeps what caused it, and has no cause where there was none', () => {
  const cause = new Error('disk')
  expect(new XevalError('x', 'y', { cause }).cause).toBe(cause)
  expect(new XevalError('x', 'y')).not.toHaveProperty('cause')
  expect(new XevalError('x', 'y', { hint: 'z' })).toMatchObject({ code: 'x', message: 'y', hint: 'z', exitCode: 2 })
})
