import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import type { RunStore } from '../core/run-store.ts'
import { type PipelineEvents, runPipeline } from '../exec/pipeline.ts'
import type { Arm } from '../exec/work.ts'
import { files } from '../store/run/run-files.ts'
import type { Context } from './context.ts'
import { MAX_CONCURRENCY } from './endpoint.ts'
import type { Ending } from './events.ts'
import { type Limits, makeLimits } from './limits.ts'
import type { Session } from './session.ts'
import type { Stop } from './stop.ts'

/** Writes the samples, then generates and judges what is missing. Stops by itself on too many errors or a spent budget. */
export async function execute(session: Session, stores: readonly RunStore[], stop: Stop): Promise<Ending> {
  for (const store of stores) await putSamples(session, store)
  const limits = await makeLimits(session, stores, stop)
  const { system } = session
  const arms: Arm[] = session.arms.flatMap(({ endpoint }, i) => {
    const store = stores[i]
    if (store === undefined) return []
    return [{ store, endpoint, settings: settingsOf(store.manifest, system?.text) }]
  })
  await runPipeline({
    arms,
    tasks: session.tasks,
    window: windowOf(session),
    stopping: stop.stopping,
    signal: stop.signal,
    ...eventsFor(limits, session.context),
  })
  return endingOf(stop)
}

/** What is recorded goes to the limits and to whoever listens. */
export const eventsFor = (limits: Limits, { onEvent }: Context): Required<PipelineEvents> => ({
  onOutput(arm, record) {
    limits.output(arm, record)
    onEvent({ type: 'output', arm, record })
  },
  onJudgment(arm, record) {
    limits.judgment(arm, record)
    onEvent({ type: 'judgment', arm, record })
  },
})

export const endingOf = ({ reason }: Stop): Ending =>
  reason === undefined ? { status: 'complete' } : { status: 'interrupted', reason }

export const settingsOf = (manifest: Manifest, system: string | undefined): Arm['settings'] => {
  const { parameters, seed, epochs } = manifest
  return { params: parameters, seed, epochs, ...(system !== undefined && { system }) }
}

/** Enough pieces of work under way to fill both stages of both arms. */
export function windowOf({ arms, settings }: Session): number {
  const target =
    settings.concurrency === 'auto' || settings.concurrency === undefined ? MAX_CONCURRENCY : settings.concurrency
  const judge =
    settings.judgeConcurrency === 'auto' || settings.judgeConcurrency === undefined ? target : settings.judgeConcurrency
  return target * arms.length + judge
}

/** Writes what the file doesn't hold yet: the order is the same every time, so a cut-off file is continued. */
export async function putSamples({ planned }: Session, store: RunStore): Promise<void> {
  const there = store.sampleCount()
  const total = planned.reduce((sum, { plan }) => sum + plan.n, 0)
  if (there > total) throw otherSamples(store)
  if (there === total && store.held) return
  let place = 0
  for (const { plan, samples } of planned) {
    const waiting: Promise<void>[] = []
    for await (const sample of samples()) {
      if (place++ < there) {
        if (!store.isSampleAt(place - 1, plan.name, sample.id)) throw otherSamples(store)
        continue
      }
      waiting.push(store.putSample({ ...sample, benchmark: plan.name }))
      if (waiting.length >= 1000) await Promise.all(waiting.splice(0))
    }
    await Promise.all(waiting)
  }
}

const otherSamples = ({ dir }: RunStore): XevalError =>
  new XevalError('run-changed', `${files.samples(dir)} does not hold the samples of this run in their order`, {
    hint: 'Lines were lost or moved. `xeval repair RUN` sets the file aside; a resume then writes it again.',
    location: { file: files.samples(dir) },
  })
