import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BatchService, BatchStatus, BatchSubmission } from '../core/batch.ts'
import { XevalError } from '../core/errors.ts'
import type { Answers } from './answers.ts'
import { type BatchState, customIdsOf, type OpenBatch, withoutId } from './batch-state.ts'
import { batchFiles, type Journal } from './journal.ts'
import type { BatchNotice } from './notice.ts'
import { patiently } from './patiently.ts'
import type { Services } from './services.ts'
import type { Chunk } from './spool.ts'

export interface CourierOptions {
  dir: string
  run: string
  journal: Journal
  answers: Answers
  state: BatchState
  services: Services
  say(notice: BatchNotice): void
}

/** A listing may lag behind a creation by so much. */
const LAG_MS = 3000
/** How long a provider that had no room for a batch is left alone. */
const REFUSED_MS = 60_000

/** Takes a run's files of requests to their provider, and brings the answers back, noting every step before it is relied on. */
export class Courier {
  readonly #options: CourierOptions
  /** Lanes whose provider had no room: one batch at a time from then on, and when the next may go. */
  readonly #full = new Map<string, number>()

  constructor(options: CourierOptions) {
    this.#options = options
  }

  /** Journals new files, then makes every batch that is not known to exist. */
  async submit(chunks: readonly Chunk[], signal: AbortSignal): Promise<void> {
    const { journal, state } = this.#options
    for (const chunk of chunks) {
      const intent = { kind: 'intent', ...chunk, at: new Date().toISOString() } as const
      await journal.add(intent)
      state.open.set(chunk.seq, { intent })
    }
    for (const batch of state.open.values()) {
      if (batch.id === undefined && this.#mayGo(batch)) await this.#make(batch, signal)
    }
  }

  /** Resolves with the number of batches that have ended. Throws for one that failed as a whole or was cancelled. */
  async collect(signal: AbortSignal): Promise<number> {
    let ended = 0
    for (const batch of [...this.#options.state.open.values()]) {
      const { id } = batch
      if (id === undefined) continue
      const service = await this.#serviceOf(batch)
      const status = await patiently(signal, () => service.poll(id, signal))
      if (status.state === 'working') continue
      if (status.failure !== undefined && noRoom.test(`${status.failure.code} ${status.failure.message}`)) {
        await this.#putOff(batch, id, status.failure.message)
        continue
      }
      await this.#fetch(batch, id, status, signal)
      ended++
    }
    return ended
  }

  #mayGo({ intent: { lane } }: OpenBatch): boolean {
    const since = this.#full.get(lane)
    if (since === undefined) return true
    const others = [...this.#options.state.open.values()].some(other => other.intent.lane === lane && other.id)
    return !others && performance.now() >= since
  }

  async #make(batch: OpenBatch, signal: AbortSignal): Promise<void> {
    const { journal, state, say } = this.#options
    const { seq, requests } = batch.intent
    const service = await this.#serviceOf(batch)
    const submission = this.#submissionOf(batch, signal)
    const { id, found } = await patiently(signal, async () => {
      // An earlier try may have been heard though its reply was not: two batches would be paid twice.
      const earlier = await findAgain(service, batch, submission)
      if (earlier !== undefined) return { id: earlier, found: true }
      return { id: await service.create(submission), found: false }
    })
    await journal.add({ kind: 'created', seq, batch: id, at: new Date().toISOString(), found })
    batch.id = id
    state.known.add(id)
    say({ code: 'batch-submitted', batch: id, requests, model: batch.intent.lane, found })
  }

  #submissionOf(batch: OpenBatch, signal: AbortSignal): BatchSubmission {
    const { dir, run, journal, state } = this.#options
    const { seq } = batch.intent
    return {
      ...batch.intent,
      run,
      signal,
      file: batchFiles.requests(dir, seq),
      known: state.known,
      get uploaded() {
        return batch.uploaded
      },
      async holds(wanted) {
        for await (const customId of customIdsOf(dir, seq)) if (customId === wanted) return true
        return false
      },
      async onUploaded(file) {
        await journal.add({ kind: 'uploaded', seq, file })
        batch.uploaded = file
      },
      async onCreating() {
        const at = new Date().toISOString()
        await journal.add({ kind: 'creating', seq, at })
        batch.creatingSince = at
      },
    }
  }

  async #fetch(
    batch: OpenBatch,
    id: string,
    { status, latencyMs, failure }: Extract<BatchStatus, { state: 'ended' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const { dir, journal, answers, state, say } = this.#options
    const { seq, requests } = batch.intent
    const service = await this.#serviceOf(batch)
    const results = await patiently(signal, () => answers.keep(seq, service.results(id, signal)))
    await journal.add({ kind: 'collected', seq, status, results, latencyMs })
    state.open.delete(seq)
    state.collected.set(seq, { latencyMs })
    await answers.giveUpOn(customIdsOf(dir, seq))
    await rm(batchFiles.requests(dir, seq))
    say({ code: 'batch-collected', batch: id, status, results, requests })
    if (failure !== undefined) throw failed(id, failure.message)
    if (status === 'cancelled') throw cancelled(id)
  }

  async #putOff(batch: OpenBatch, id: string, reason: string): Promise<void> {
    const { journal, state, say } = this.#options
    const { seq, lane } = batch.intent
    await journal.add({ kind: 'refused', seq, batch: id, reason })
    state.open.set(seq, withoutId(batch))
    this.#full.set(lane, performance.now() + REFUSED_MS)
    say({ code: 'batch-refused', batch: id, reason })
  }

  async #serviceOf({ intent: { lane } }: OpenBatch): Promise<BatchService> {
    const service = await this.#options.services.of(lane)
    if (service !== undefined) return service
    throw new XevalError(
      'cannot-resume',
      `${this.#options.run} has an open batch for ${lane}, which this command does not use`,
      {
        hint: 'Resume the run with its original models and judges.',
      },
    )
  }
}

/** OpenAI's limit of tokens that wait in batches. */
const noRoom = /token_limit_exceeded|enqueued token limit/i

async function findAgain(
  service: BatchService,
  { creatingSince }: OpenBatch,
  submission: BatchSubmission,
): Promise<string | undefined> {
  if (creatingSince === undefined) return undefined
  const found = await service.find(submission)
  if (found !== undefined) return found
  await sleep(LAG_MS, undefined, { signal: submission.signal })
  return service.find(submission)
}

const failed = (id: string, message: string): XevalError =>
  new XevalError('batch-failed', `batch ${id} failed: ${message}`, {
    hint: 'Fix the reported problem, then resume the run: its requests are submitted again.',
  })

const cancelled = (id: string): XevalError =>
  new XevalError('batch-cancelled', `batch ${id} was cancelled at the provider`, {
    hint: 'The answers it gave are kept. Resume the run to submit the rest again.',
  })
