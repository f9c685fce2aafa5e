import { ExitCode, XevalError } from '../../core/errors.ts'

/** Ctrl-C, twice: the first lets what is in flight end, the second doesn't. */
export interface Stop {
  stopping: AbortSignal
  signal: AbortSignal
  /** Ends the run as Ctrl-C does, with a reason for the user. */
  stop(reason: string, more?: string): void
  readonly reason: string | undefined
  /** Options that a resume needs, where it would stop at once without. */
  readonly more: string | undefined
  dispose(): void
}

export function listenForStop(say: (text: string) => void): Stop {
  const stopping = new AbortController()
  const hard = new AbortController()
  let reason: string | undefined
  let more: string | undefined
  const interrupt = (): void => {
    if (stopping.signal.aborted) {
      hard.abort(new XevalError('interrupted', 'interrupted', { exitCode: ExitCode.interrupted }))
      return
    }
    reason = 'interrupted'
    say('Stopping: what is in flight is finished and kept. Ctrl-C again to drop it.')
    stopping.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return {
    stopping: stopping.signal,
    signal: hard.signal,
    stop(why, needs) {
      if (reason === undefined) more = needs
      reason ??= why
      stopping.abort()
    },
    get reason() {
      return reason
    },
    get more() {
      return more
    },
    dispose() {
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
    },
  }
}
