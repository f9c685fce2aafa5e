import type { BatchArm, PassOptions } from '../batch/batch-pass.ts'
import { type BatchStage, stageOf } from '../batch/journal.ts'
import { RunBatches } from '../batch/run-batches.ts'
import { runInBatches } from '../batch/run-in-batches.ts'
import { XevalError } from '../core/errors.ts'
import type { Model } from '../core/provider.ts'
import type { RunStore } from '../core/run-store.ts'
import type { Ending } from './events.ts'
import { endingOf, eventsFor, putSamples, settingsOf, windowOf } from './execute.ts'
import { makeLimits } from './limits.ts'
import type { Session } from './session.ts'
import type { Stop } from './stop.ts'

/** Which stages go through batches: what `--batch` says, or what an interrupted run was doing. */
export async function batchStage({ settings }: Session, stores: readonly RunStore[]): Promise<BatchStage | undefined> {
  const { batch } = settings
  if (batch === undefined) return stores[0] === undefined ? undefined : stageOf(stores[0].dir)
  return batch === true ? 'all' : batch || undefined
}

/** What `execute` does, with the questions going out in batches. */
export async function executeInBatches(
  session: Session,
  stores: readonly RunStore[],
  stop: Stop,
  stage: BatchStage,
): Promise<Ending> {
  const ways = { stage, through: 'service' } as const
  if (batchedModels(session, ways).size === 0) {
    throw new XevalError('no-batches', 'no model of this run has a batch API', {
      hint: 'Omit --batch, or use a model whose provider has a batch API. For `vllm run-batch` see `xeval batch write --help`.',
    })
  }
  return withBatches(session, stores, stop, ways, runInBatches)
}

interface Ways {
  stage: BatchStage
  /** A provider's own service, or files that are carried by hand. */
  through: 'service' | 'files'
}

/** Opens the batches of each arm, and lets `act` work with them. */
export async function withBatches(
  session: Session,
  stores: readonly RunStore[],
  stop: Stop,
  ways: Ways,
  act: (options: PassOptions) => Promise<unknown>,
): Promise<Ending> {
  for (const store of stores) await putSamples(session, store)
  const limits = await makeLimits(session, stores, stop)
  const { onEvent } = session.context
  const models = batchedModels(session, ways)
  const arms: BatchArm[] = []
  try {
    for (const [i, { endpoint }] of session.arms.entries()) {
      const store = stores[i]
      if (store === undefined) continue
      const { dir, manifest } = store
      const timeoutMs = (session.settings.timeout ?? 600) * 1000
      const batches = await RunBatches.open({
        dir,
        run: manifest.id,
        models: [...models],
        timeoutMs,
        say: notice => onEvent({ type: 'notice', notice }),
      })
      if ((await stageOf(dir)) !== ways.stage) await batches.journal.add({ kind: 'stage', stage: ways.stage })
      const settings = settingsOf(manifest, session.system?.text)
      arms.push({ store, endpoint, settings, batches, gaveUp: new Set() })
    }
    await act({
      arms,
      tasks: session.tasks,
      batched: model => models.has(model),
      window: windowOf(session),
      stopping: stop.stopping,
      signal: stop.signal,
      ...eventsFor(limits, session.context),
    })
  } finally {
    for (const { batches } of arms) await batches.close()
  }
  return endingOf(stop)
}

/** The models whose questions go that way. */
export function batchedModels({ arms, tasks }: Session, { stage, through }: Ways): Set<Model> {
  const targets = stage === 'judge' ? [] : arms.map(({ endpoint }) => endpoint.model)
  const judges = stage === 'model' ? [] : [...tasks.values()].flatMap(({ judge }) => judge.endpoint?.model ?? [])
  const isBatched = ({ batch }: Model): boolean =>
    batch !== undefined && (batch.openService === undefined) === (through === 'files')
  return new Set([...targets, ...judges].filter(isBatched))
}
