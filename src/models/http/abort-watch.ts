/** Whom an abort concerns. */
export interface AbortWatch {
  add(signal: AbortSignal, onAbort: () => void): void
  delete(signal: AbortSignal, onAbort: () => void): void
}

interface Watched {
  concerned: Set<() => void>
  tell(): void
}

/**
 * One listener a signal, not one a request: all of a run share a signal, and to add a listener and take it away costs more than the
 * rest of a request's bookkeeping. Nothing listens on a signal that concerns nobody any more.
 */
export function makeAbortWatch(): AbortWatch {
  const signals = new Map<AbortSignal, Watched>()
  const watch = (signal: AbortSignal): Watched => {
    const concerned = new Set<() => void>()
    const tell = (): void => {
      signals.delete(signal)
      for (const onAbort of concerned) onAbort()
    }
    const watched = { concerned, tell }
    signals.set(signal, watched)
    signal.addEventListener('abort', tell, { once: true })
    return watched
  }
  return {
    add(signal, onAbort) {
      const { concerned } = signals.get(signal) ?? watch(signal)
      concerned.add(onAbort)
    },
    delete(signal, onAbort) {
      const watched = signals.get(signal)
      if (watched === undefined) return
      watched.concerned.delete(onAbort)
      if (watched.concerned.size > 0) return
      signals.delete(signal)
      signal.removeEventListener('abort', watched.tell)
    },
  }
}
