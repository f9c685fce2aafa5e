import { expect, test } from 'vitest'
import * as distributions from './distributions.ts'
import fixture from './fixtures/distributions.json' with { type: 'json' }

const { betaQuantile, binomialCdf, chisquareTail, criticalT, criticalZ, fQuantile, phi, tCdf } = distributions

test.each([
  ['criticalZ', ([a = 0]: number[]) => criticalZ(a), fixture.criticalZ],
  ['phi', ([a = 0]: number[]) => phi(a), fixture.phi],
  ['criticalT', ([a = 0, b = 0]: number[]) => criticalT(a, b), fixture.criticalT],
  ['tCdf', ([a = 0, b = 0]: number[]) => tCdf(a, b), fixture.tCdf],
  ['chisquareTail', ([a = 0, b = 0]: number[]) => chisquareTail(a, b), fixture.chisquareTail],
  ['fQuantile', ([a = 0, b = 0, c = 0]: number[]) => fQuantile(a, b, c), fixture.fQuantile],
  ['betaQuantile', ([a = 0, b = 0, c = 0]: number[]) => betaQuantile(a, b, c), fixture.betaQuantile],
  ['binomialCdf', ([a = 0, b = 0, c = 0]: number[]) => binomialCdf(a, b, c), fixture.binomialCdf],
] as const)('%s agrees with SciPy to 1e-9', (_, routine, cases) => {
  for (const row of cases) {
    const expected = row.at(-1) ?? Number.NaN
    const error = Math.abs(routine(row.slice(0, -1)) - expected) / Math.max(1, Math.abs(expected))
    expect(error, row.join(' ')).toBeLessThan(1e-9)
  }
})
