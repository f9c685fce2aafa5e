import { Worker } from 'node:worker_threads'
import type { Sameness } from './same-value.ts'

/** For one pair, in milliseconds; loading the engine (about half a second) is not counted in. */
const timeLimit = 2000
const loadLimit = 60_000

/**
 * Asks @cortex-js/compute-engine about a pair that we could not read (sums, integrals, limits), one pair at a time in a
 * worker that is ended when the time is up. Whatever it can't say in time is `undecided`.
 */
export function compareSymbolically(gold: string, given: string, limit: number = timeLimit): Promise<Sameness> {
  const key = `${gold}\u0000${given}`
  const known = asked.get(key)
  if (known !== undefined) return known
  const turn = queue.then(() => inWorker(gold, given, limit))
  queue = turn.catch(() => undefined)
  if (asked.size >= 10_000) asked.clear()
  asked.set(key, turn)
  return turn
}

/** Kept, so that an answer that comes in every epoch takes up the time limit only once. */
const asked = new Map<string, Promise<Sameness>>()
let queue: Promise<unknown> = Promise.resolve()
let idle: Worker | undefined

async function inWorker(gold: string, given: string, limit: number): Promise<Sameness> {
  if (gold.length > longest || given.length > longest) return 'undecided'
  const worker = idle ?? (await startWorker())
  idle = undefined
  worker.postMessage([gold, given])
  const reply = await nextMessage(worker, limit)
  if (reply === timedOut) {
    await worker.terminate()
    return 'undecided'
  }
  idle = worker
  return reply === true ? 'equal' : reply === false ? 'different' : 'undecided'
}

async function startWorker(): Promise<Worker> {
  // From source the file is TypeScript, which Node runs as it is; from dist/ it is JavaScript.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./symbolic-worker.${extension}`, import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  worker.unref()
  await nextMessage(worker, loadLimit)
  return worker
}

/** The next message, or `timedOut`; a worker that dies (of memory, say) counts as out of time. */
function nextMessage(worker: Worker, limit: number): Promise<unknown> {
  return new Promise(resolve => {
    const done = (result: unknown) => {
      clearTimeout(timer)
      worker.off('message', done).off('error', failed)
      resolve(result)
    }
    const failed = () => done(timedOut)
    const timer = setTimeout(failed, limit)
    worker.on('message', done).on('error', failed)
  })
}

const timedOut = Symbol('timed out')
const longest = 600
