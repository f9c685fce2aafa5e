import { expect, test } from 'vitest'
import { tablesByCli } from './support/tables-by-cli.ts'

test('a hundred random tables through the command line have the figures of SciPy and statsmodels', {
  timeout: 240_000,
}, async () => {
  const { tables, p, delta, interval, arm } = await tablesByCli([7])
  expect(tables).toBe(100)
  expect(Math.max(p, delta, interval, arm)).toBeLessThan(1e-9)
})
