import { ExitCode, XevalError } from '../../core/errors.ts'

/** Ctrl-C, twice: the first lets what is in flight end, the second doesn't. */
export interface Signals {
  stopping: AbortSignal
  signal: AbortSignal
  dispose(): void
}

export function listenForSignals(): Signals {
  const stopping = new AbortController()
  const hard = new AbortController()
  const dispose = onInterrupt(() => {
    if (stopping.signal.aborted)
      hard.abort(new XevalError('interrupted', 'interrupted', { exitCode: ExitCode.interrupted }))
    else stopping.abort()
  })
  return { stopping: stopping.signal, signal: hard.signal, dispose }
}

/** For what goes on until somebody ends it. */
export function untilInterrupted(): { promise: Promise<void>; dispose(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, dispose: onInterrupt(resolve) }
}

function onInterrupt(act: () => void): () => void {
  process.on('SIGINT', act)
  process.on('SIGTERM', act)
  return () => {
    process.off('SIGINT', act)
    process.off('SIGTERM', act)
  }
}
