import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MeanCosts, meanRequests } from '../engine/mean-request.ts'
import { openRun } from '../store/open-run.ts'
import { execute } from './execute.ts'
import type { Selection } from './plugins.ts'
import { manifestsOf } from './run-manifest.ts'
import { openSession } from './session.ts'
import type { Settings } from './settings.ts'
import { listenForStop } from './signals.ts'

/** Samples a benchmark that a probe asks. */
export const PROBE = 5

/** Asks a few samples of each benchmark of the first model, and says what a request took. Nothing of it is kept. */
export async function probe(selection: Selection, settings: Settings): Promise<Map<string, MeanCosts>> {
  const stop = listenForStop(() => undefined)
  const { before, after, ...rest } = settings
  const model = settings.model ?? before ?? after
  const session = await openSession(
    selection,
    { ...rest, limit: PROBE, ...(model !== undefined && { model }) },
    stop.signal,
  )
  const dir = await mkdtemp(join(tmpdir(), 'xeval-probe-'))
  try {
    const [manifest] = await manifestsOf(session, new Date())
    if (manifest === undefined) return new Map()
    const store = await openRun(dir, { create: manifest })
    await execute(session, [store], stop, { output() {}, judgment() {}, stop() {} })
    const means = await meanRequests(store.items())
    await store.close()
    return means
  } finally {
    stop.dispose()
    await session.close()
    await rm(dir, { recursive: true, force: true })
  }
}
