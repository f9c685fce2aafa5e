import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countUsage, noUsage } from '../analysis/count-usage.ts'
import { type MeanCosts, meanRequests } from '../analysis/mean-request.ts'
import type { Selection } from '../registry/registry.ts'
import { openRun } from '../store/run/open-run.ts'
import { isDemo } from './arms.ts'
import type { Context } from './context.ts'
import { execute } from './execute.ts'
import { parametersOf } from './parameters.ts'
import { manifestsOf } from './run-manifest.ts'
import { openSession } from './session.ts'
import type { Settings } from './settings.ts'
import { makeStop } from './stop.ts'

/** Samples a benchmark that a probe asks. */
export const PROBE = 5

/** What a probe found out, and what it took itself. */
export interface Probed {
  means: Map<string, MeanCosts>
  requests: number
  tokens: { input: number; output: number }
}

/** Asks a few samples of each benchmark of the first model, one answer each, whatever the cache holds. Nothing of it is kept. */
export async function probe({ suite, benchmarks }: Selection, settings: Settings, context: Context): Promise<Probed> {
  const { before, after, budgetTokens: _, budgetUsd: __, prices: ___, ...rest } = settings
  const model = settings.model ?? before
  const temperature = parametersOf(settings).temperature ?? 'default'
  const asked: Settings = {
    ...rest,
    temperature,
    limit: PROBE,
    epochs: 1,
    cache: false,
    ...(model !== undefined && { model }),
  }
  const stop = makeStop(context)
  const session = await openSession({ suite, benchmarks }, asked, { ...context, onEvent: noticesOf(context) })
  const dir = await mkdtemp(join(tmpdir(), 'xeval-probe-'))
  try {
    const [manifest] = await manifestsOf(session)
    if (manifest === undefined || session.arms.some(({ endpoint }) => isDemo(endpoint.model.ref))) {
      return { means: new Map(), requests: 0, tokens: { input: 0, output: 0 } }
    }
    const store = await openRun(dir, { create: manifest })
    try {
      await execute(session, [store], stop)
      const { usage, counts } = noUsage()
      for await (const item of store.items()) countUsage(item, { usage, counts })
      const total = (key: 'inputTokens' | 'outputTokens') => (usage.model[key] ?? 0) + (usage.judge[key] ?? 0)
      const tokens = { input: total('inputTokens'), output: total('outputTokens') }
      return { means: await meanRequests(store.items()), requests: counts.requests, tokens }
    } finally {
      await store.close()
    }
  } finally {
    stop.dispose()
    await session.close()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Its few answers are nobody's progress. */
const noticesOf =
  ({ onEvent }: Context): Context['onEvent'] =>
  event => {
    if (event.type === 'notice') onEvent(event)
  }
