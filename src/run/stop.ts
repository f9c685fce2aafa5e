import type { Context } from './context.ts'
import type { StopReason } from './events.ts'

/** How a run ends before its time, in two stages: what is in flight is finished, or dropped. */
export interface Stop {
  stopping: AbortSignal
  signal: AbortSignal
  /** Ends the run as an interruption does, for a reason of its own; the first one counts. */
  stop(reason: StopReason): void
  readonly reason: StopReason | undefined
  /** Lets go of the context's signals. */
  dispose(): void
}

/** A stop of one evaluation: its own, and whatever the context's signals say. */
export function makeStop({ stopping, signal, onEvent }: Context): Stop {
  const own = new AbortController()
  let reason: StopReason | undefined
  const stop = (why: StopReason): void => {
    if (reason !== undefined && why.code !== 'interrupted') return
    reason ??= why
    onEvent({ type: 'stopping', reason: why })
    own.abort()
  }
  const interrupt = (): void => stop({ code: 'interrupted' })
  if (stopping.aborted) interrupt()
  stopping.addEventListener('abort', interrupt, { once: true })
  return {
    stopping: own.signal,
    signal,
    stop,
    get reason() {
      return reason
    },
    dispose: () => stopping.removeEventListener('abort', interrupt),
  }
}
