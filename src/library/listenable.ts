import type { ReadableStreamDefaultController } from 'node:stream/web'

/** A promise of what is done, and an async iterable of what happens meanwhile. */
export type Listenable<T, E> = Promise<T> & AsyncIterable<E>

/**
 * Begins at once. Every loop over the result has a queue of its own, from the moment that it begins until the end of the
 * work; an error of the work ends it too. Without a loop nothing is kept.
 */
export function listenable<T, E>(work: (onEvent: (event: E) => void) => Promise<T>): Listenable<T, E> {
  const listeners = new Set<ReadableStreamDefaultController<E>>()
  const done = work(event => {
    for (const listener of listeners) listener.enqueue(event)
  })
  const listen = (): AsyncIterator<E> => {
    let own: ReadableStreamDefaultController<E> | undefined
    const events = new ReadableStream<E>({
      start(controller) {
        own = controller
        listeners.add(controller)
      },
      cancel() {
        if (own) listeners.delete(own)
      },
    })
    const end = (act: (controller: ReadableStreamDefaultController<E>) => void) => (): void => {
      if (own && listeners.delete(own)) act(own)
    }
    done.then(
      end(controller => controller.close()),
      error => end(controller => controller.error(error))(),
    )
    return events[Symbol.asyncIterator]()
  }
  return Object.assign(done, { [Symbol.asyncIterator]: listen })
}
