import { expect, test } from 'vitest'
import { buildShim, type Fault, faultyRun } from './support/faults.ts'

const faults: Fault[] = [
  { kind: 'write', failure: 'EIO', n: 12 },
  { kind: 'write', failure: 'short', n: 9 },
  { kind: 'write', failure: 'ENOSPC', n: 15 },
  { kind: 'sync', failure: 'EIO', n: 7 },
  { kind: 'rename', failure: 'EIO', n: 5 },
  { kind: 'open', failure: 'EIO', n: 40 },
]

test('a run of which a write, a sync, a rename or an open fails ends well, or with a clear error and after a resume', async () => {
  const shim = await buildShim()
  if (shim === undefined) {
    // What a fault does to a log is tested without it, in src/files.
    console.warn('no C compiler here: no fault was tried')
    return
  }
  const { figures, calls } = await faultyRun(shim, { kind: 'write', failure: 'EIO', n: 0 })
  expect(calls).toBeGreaterThan(15)
  for (const fault of faults)
    expect({ fault, ...(await faultyRun(shim, fault, figures)) }).toMatchObject({ fault, problems: [] })
}, 300_000)
