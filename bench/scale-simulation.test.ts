import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the simulation of 1,000 shards runs on what it measures, here on a few samples', () => {
  const script = join(import.meta.dirname, 'scale-simulation.ts')
  const text = execFileSync(process.execPath, [script, '--shard-size', '200', '--shards', '2'], { encoding: 'utf8' })
  expect(text).toContain('| samples | 200 | 400 |')
  expect(text).toMatch(/Extrapolated to 100,000,000 samples on 1,000 shards/)
  expect(text).not.toContain('NaN')
}, 120_000)
