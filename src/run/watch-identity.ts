import { XevalError } from '../core/errors.ts'
import { identityChanges, knownAfter } from '../core/identity.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Model, ModelIdentity } from '../core/provider.ts'
import type { RunStore } from '../core/run-store.ts'
import type { ConnectionWatch } from '../exec/request.ts'
import type { Session } from './session.ts'

/** Looks who answers, after a lost connection and at the end of a session. */
export interface IdentityWatch extends ConnectionWatch {
  /** Asks now, whether or not a connection was lost. */
  look(signal: AbortSignal): Promise<void>
}

/** A server that fails now and then is not asked who it is more often than this. */
const LEAST_MS = 5000
/** A page that takes longer is not waited for: the answers are there. */
const PATIENCE_MS = 10_000

/** Calls `changed` with each new word of the server's on its model. */
export function watchIdentity(
  model: Pick<Model, 'identity'>,
  first: ModelIdentity,
  changed: (identity: ModelIdentity) => Promise<void>,
): IdentityWatch {
  let known = first
  let isLost = false
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined

  const look = async (signal: AbortSignal): Promise<void> => {
    lookedAt = performance.now()
    const now = await identityNow(model, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]), signal)
    if (now === undefined) return
    isLost = false
    const isOther = identityChanges(known, now).length > 0
    known = knownAfter(known, now)
    if (isOther) await changed(now)
  }
  const once = (signal: AbortSignal): Promise<void> => {
    looking ??= look(signal).finally(() => {
      looking = undefined
    })
    return looking
  }
  return {
    lost() {
      isLost = true
    },
    async regained(signal) {
      if (isLost && performance.now() - lookedAt >= LEAST_MS) await once(signal)
    },
    look: once,
  }
}

/** Nothing where the server is gone again: it is asked at the next answer, or when the run is resumed. */
async function identityNow(
  model: Pick<Model, 'identity'>,
  patience: AbortSignal,
  signal: AbortSignal,
): Promise<ModelIdentity | undefined> {
  try {
    return await model.identity(patience)
  } catch (error) {
    if (XevalError.is(error) || (patience.aborted && !signal.aborted)) return undefined
    throw error
  }
}

/** Sets a watch on each model that a server has, of an arm or of a judge. What changes is written into the runs at once, and said. */
export function watchServers(session: Session, stores: readonly RunStore[]): IdentityWatch[] {
  const save = savingOf()
  return [...watchArms(session, stores, save), ...watchJudges(session, stores, save)]
}

const isServed = ({ local, recorded }: Model): boolean => !local && !recorded

function watchArms({ arms, caches, context }: Session, stores: readonly RunStore[], save: Save): IdentityWatch[] {
  return arms.flatMap(({ endpoint, identity }, arm) => {
    const store = stores[arm]
    const { model } = endpoint
    if (store === undefined || !isServed(model)) return []
    let last = identity
    const watch = watchIdentity(model, identity, async now => {
      const [change] = identityChanges(last, now)
      last = knownAfter(last, now)
      caches.doubt(arm)
      if (change) context.onEvent({ type: 'notice', notice: { code: 'server-changed', model: model.ref, ...change } })
      const found = { at: context.now().toISOString(), identity: now, answers: store.answeredCount() }
      await save(store, session => ({ ...session, changes: [...(session.changes ?? []), found] }))
    })
    endpoint.watch = watch
    return [watch]
  })
}

function watchJudges({ judges, caches, context }: Session, stores: readonly RunStore[], save: Save): IdentityWatch[] {
  return judges.flatMap(({ endpoint, identity }) => {
    const { model } = endpoint
    if (!isServed(model)) return []
    let last = identity
    const watch = watchIdentity(model, identity, async now => {
      const [change] = identityChanges(last, now)
      last = knownAfter(last, now)
      caches.doubt(model)
      if (change === undefined) return
      context.onEvent({ type: 'notice', notice: { code: 'server-changed', model: model.ref, ...change } })
      const found = { at: context.now().toISOString(), judge: identity.model, ...change }
      for (const store of stores)
        await save(store, session => ({ ...session, judgeChanges: [...(session.judgeChanges ?? []), found] }))
    })
    endpoint.watch = watch
    return [watch]
  })
}

type Sitting = Manifest['sessions'][number]
type Save = (store: RunStore, change: (session: Sitting) => Sitting) => Promise<void>

/** Changes the last session of a manifest, one change after the other: two servers may change at once. */
function savingOf(): Save {
  let last = Promise.resolve()
  return (store, change) => {
    const saved = last.then(() => {
      const { manifest } = store
      const sessions = manifest.sessions.map((session, i, { length }) => (i === length - 1 ? change(session) : session))
      return store.saveManifest({ ...manifest, sessions })
    })
    last = saved.catch(() => undefined)
    return saved
  }
}
