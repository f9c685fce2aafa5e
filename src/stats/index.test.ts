import { expect, test } from 'vitest'

test('the package exports its statistics, those that no verdict uses among them', async () => {
  // By the name that a program uses, resolved through package.json.
  const stats = await import('xeval/stats')
  const table = { both: 40, beforeOnly: 6, afterOnly: 1, neither: 3 }
  expect(stats.pairedDifference(table).ci[0]).toBeLessThan(-0.1)
  expect(
    stats.roganGladen({ k: 30, n: 100 }, { sensitivity: { k: 45, n: 50 }, specificity: { k: 48, n: 50 } }).value,
  ).toBeCloseTo((0.3 + 0.96 - 1) / (0.9 + 0.96 - 1), 12)
  expect(() => stats.wilson(3, 2)).toThrow(stats.XevalError)
})
