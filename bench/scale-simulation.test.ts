import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the simulation of 1,000 shards extrapolates what it measures, here on a few samples', () => {
  const script = join(import.meta.dirname, 'scale-simulation.ts')
  const text = execFileSync(process.execPath, [script, '--shard-size', '200', '--shards', '2'], { encoding: 'utf8' })
  expect(text).not.toContain('NaN')
  expect(text).toMatch(/Extrapolated to 100,000,000 samples on 1,000 shards/)
  /** The numbers of a row, in its order. */
  const row = (head: string): number[] => {
    const line = text.split('\n').find(candidate => candidate.startsWith(`| ${head}`)) ?? ''
    return Array.from(line.slice(head.length + 2).matchAll(/\d[\d,]*(?:\.\d+)?/g), ([n]) =>
      Number(n.replaceAll(',', '')),
    )
  }
  const at = (head: string, index: number): number => row(head)[index] ?? Number.NaN
  expect(row('samples')).toEqual([200, 400])
  expect(row('shards')).toEqual([1, 2])
  expect(row('files')).toEqual([1000, 6000, 1, 5])
  // An answer of 2,800 characters beside its question, judgment and checksums; with twice the samples, as many each.
  const [small = 0, large = 0] = row('bytes a sample (sample, output, judgment)')
  expect(small).toBeGreaterThan(2800)
  expect(small).toBeLessThan(6000)
  expect(large / small).toBeCloseTo(1, 1)
  const gib = (large * 1e8) / 2 ** 30
  expect(at('bytes, shards and merged run each', 0)).toBe(Math.round(gib))
  expect(at('bytes of one shard', 0)).toBeCloseTo(gib / 1000, 1)
  // µs of CPU a sample, printed with one decimal, are as many hours for 10^8 samples as 100 s are hours.
  for (const [measured, extrapolated] of [
    ['merge, µs of CPU a sample', '`merge --no-metrics`'],
    ['metrics, µs of CPU a sample', 'metrics of the merged run'],
  ] as const) {
    const micros = at(measured, 1)
    expect(micros).toBeGreaterThan(1)
    // Under an hour and a half it is told in minutes.
    const isMinutes = new RegExp(`^\\| ${extrapolated}.* min`, 'm').test(text)
    expect(at(extrapolated, 0) / (isMinutes ? 60 : 1)).toBeCloseTo((micros * 100) / 3600, 0)
  }
  for (const head of ['merge, peak resident MiB', 'metrics, peak resident MiB']) {
    for (const mib of row(head)) expect(mib).toBeGreaterThan(20)
  }
}, 120_000)
