import type { Completion } from '../core/completion.ts'
import type { Attempt } from '../core/outcome.ts'
import type { GenerateRequest } from '../core/provider.ts'

/** When a request that takes long is sent a second time, beside the first. */
export interface Hedge {
  /** Milliseconds after the first; nothing while too little is known. */
  delayMs(): number | undefined
  note(latencyMs: number): void
}

/** Latencies that a percentile is taken of, and from how many on it is one. */
const KEPT = 200
const LEAST = 20

/** After so many milliseconds, or where 95 of 100 of the last answers were there (Dean and Barroso 2013, "The Tail at Scale"). */
export function makeHedge(after: number | 'p95'): Hedge {
  if (after !== 'p95') return { delayMs: () => after, note: () => undefined }
  const last: number[] = []
  let noted = 0
  let delay: number | undefined
  return {
    delayMs: () => delay,
    note(latencyMs) {
      last[noted++ % KEPT] = latencyMs
      if (noted % LEAST === 0) delay = last.toSorted((a, b) => a - b)[Math.ceil(last.length * 0.95) - 1]
    },
  }
}

/** Why a request was given up whose twin was answered. */
export const hedgeLost = new Error('the other of two hedged requests was answered first')

/** Sends one request; `onSent` is called when it has got its turn. */
type Send = (wanted: GenerateRequest, attempts: Attempt[], onSent: () => void) => Promise<Completion>

interface Leg {
  stop: AbortController
  attempts: Attempt[]
}

/**
 * The first answer of one request or of two. The slower one is given up, and is on record as `hedge-lost`; where it was
 * answered all the same, with the tokens that it took. Fails, with the first failure, where both do.
 */
export async function hedged(hedge: Hedge, wanted: GenerateRequest, attempts: Attempt[], send: Send) {
  const legs: Leg[] = []
  let timer: NodeJS.Timeout | undefined
  const answer = await new Promise<Completion>((resolve, reject) => {
    let open = 0
    let winner: Completion | undefined
    let failure: { error: unknown } | undefined
    const settle = (): void => {
      if (--open > 0) return
      if (winner !== undefined) resolve(winner)
      else if (failure !== undefined) reject(failure.error)
    }
    const start = (onSent: () => void): void => {
      const leg: Leg = { stop: new AbortController(), attempts: [] }
      const signal = AbortSignal.any([wanted.signal, leg.stop.signal])
      legs.push(leg)
      open++
      send({ ...wanted, signal }, leg.attempts, onSent).then(
        completion => {
          if (winner === undefined) winner = completion
          else markLost(leg, completion)
          clearTimeout(timer)
          for (const other of legs) if (other !== leg) other.stop.abort(hedgeLost)
          settle()
        },
        (error: unknown) => {
          failure ??= { error }
          if (legs.length === 1) clearTimeout(timer)
          settle()
        },
      )
    }
    start(() => {
      const delay = hedge.delayMs()
      if (delay !== undefined) timer = setTimeout(() => start(() => undefined), delay)
    })
  }).finally(() => attempts.push(...legs.flatMap(leg => leg.attempts)))
  hedge.note(answer.latencyMs)
  return answer
}

function markLost({ attempts }: Leg, { usage }: Completion): void {
  const last = attempts.pop()
  if (last !== undefined) attempts.push({ ...last, error: 'hedge-lost', usage })
}
