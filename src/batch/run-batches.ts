import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { BatchDialect, GenerateRequest, Model, Reply } from '../core/provider.ts'
import { ProviderError } from '../core/provider-error.ts'
import { type Answer, type Answers, makeAnswers } from './answers.ts'
import { type BatchState, customIdsOf, stateOf } from './batch-state.ts'
import { Courier } from './courier.ts'
import { customIdOf } from './custom-id.ts'
import { batchFiles, type Journal, openJournal } from './journal.ts'
import type { BatchNotice } from './notice.ts'
import { Services } from './services.ts'
import { type Chunk, Spool } from './spool.ts'

/** Requests for one answer, the first included, before a line that fails or expires counts as an error. */
export const MAX_TRIES = 5

export interface RunBatchesOptions {
  dir: string
  run: string
  models: readonly Model[]
  timeoutMs: number
  say(notice: BatchNotice): void
}

/**
 * The batches of one run: questions go in one by one and are parked, files of them go to the provider, answers come back in
 * any order. All of it is on disk, so that another process can go on where this one was killed.
 */
export class RunBatches {
  readonly #run: string
  readonly #dir: string
  readonly #journal: Journal
  readonly #state: BatchState
  readonly #answers: Answers
  readonly #spools = new Map<string, Spool>()
  readonly #dialects = new Map<Model, BatchDialect>()
  readonly #services: Services
  readonly #tries = new Map<string, number>()
  readonly #courier: Courier
  #seq: number
  #answered = 0

  private constructor(options: RunBatchesOptions, journal: Journal, answers: Answers) {
    this.#run = options.run
    this.#dir = options.dir
    this.#journal = journal
    this.#answers = answers
    this.#state = stateOf(journal)
    this.#seq = this.#state.lastSeq
    this.#services = new Services(options.models, options.timeoutMs)
    this.#courier = new Courier({ ...options, journal, answers, state: this.#state, services: this.#services })
  }

  /** Reads what an earlier process left; nothing is sent. */
  static async open(options: RunBatchesOptions): Promise<RunBatches> {
    const { dir } = options
    const journal = await openJournal(dir)
    const answers = makeAnswers(dir)
    const { open, collected } = stateOf(journal)
    for (const seq of collected.keys()) await answers.load(seq)
    for (const seq of open.keys()) for await (const customId of customIdsOf(dir, seq)) answers.expect(customId)
    await removeUnsent(dir, open)
    return new RunBatches(options, journal, answers)
  }

  get journal(): Journal {
    return this.#journal
  }

  /** Batches that are at the provider, or on their way to it. */
  get open(): number {
    return this.#state.open.size
  }

  /** Questions so far that an answer was found to. */
  get answered(): number {
    return this.#answered
  }

  /** The answer, where a batch brought it; else the question is on its way, `park` is called, and this never resolves. */
  async ask(model: Model, request: GenerateRequest, park: () => void): Promise<Reply> {
    const dialect = this.#dialectOf(model)
    for (;;) {
      const path = dialect.path(request)
      const body = dialect.body(request)
      const customId = customIdOf(this.#run, request.work, path, body)
      const answer = await this.#answers.find(customId)
      if (answer.state === 'pending') return parked(park)
      if (answer.state !== 'missing') {
        const quirks = dialect.quirks
        this.#answered++
        try {
          return this.#read(dialect, answer, request)
        } catch (error) {
          if (dialect.quirks !== quirks) {
            await this.#journal.add({ kind: 'quirks', lane: model.ref, quirks: dialect.quirks })
            continue
          }
          if (!this.#goesAgain(customId, answer, error)) throw error
        }
      }
      this.#answers.expect(customId)
      const spool = await this.#spoolOf(model.ref, dialect, path)
      await spool.add(dialect.line(customId, path, body))
      return parked(park)
    }
  }

  /** Sends what was parked since the last time. Rejects where the provider refuses; what is there stays for a resume. */
  async submit(signal: AbortSignal): Promise<void> {
    await this.#courier.submit(await this.#take('service'), signal)
  }

  /** The files of requests for models that are asked elsewhere. */
  async files(): Promise<Chunk[]> {
    return this.#take('files')
  }

  /** Asks after every open batch once, and fetches what has ended. Resolves with the number of those. */
  collect(signal: AbortSignal): Promise<number> {
    return this.#courier.collect(signal)
  }

  /** Takes answers that were made elsewhere. Resolves with the number of lines. */
  async add(lines: AsyncIterable<Record<string, unknown>>, sha256: string): Promise<number> {
    const seq = ++this.#seq
    const results = await this.#answers.keep(seq, lines)
    await this.#journal.add({ kind: 'answers', seq, sha256, results })
    this.#state.collected.set(seq, { latencyMs: 0 })
    return results
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  #read(dialect: BatchDialect, answer: Answer, request: GenerateRequest): Reply {
    if (answer.state !== 'answered') {
      throw new ProviderError('batch-no-answer', 'the batch ended without a line for this request', { action: 'retry' })
    }
    const { custom_id: _, crc: __, ...line } = answer.line
    try {
      return dialect.read(line, request, this.#state.collected.get(answer.seq)?.latencyMs ?? 0)
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error
      throw new ProviderError('bad-reply', 'the batch’s line for this request has an unknown format', {
        action: 'retry',
        cause: error,
      })
    }
  }

  /** A failure that an earlier process collected is asked anew, as any failed sample is by a resume. */
  #goesAgain(customId: string, answer: Answer, error: unknown): boolean {
    if (!ProviderError.is(error)) return false
    if (answer.state === 'answered' && answer.old) return true
    const tries = (this.#tries.get(customId) ?? 0) + 1
    this.#tries.set(customId, tries)
    return error.action === 'retry' && tries < MAX_TRIES
  }

  #dialectOf(model: Model): BatchDialect {
    const known = this.#dialects.get(model)
    if (known !== undefined) return known
    const dialect = model.batch
    if (dialect === undefined) throw new Error(`${model.ref} has no batch service`)
    const kept = this.#journal.events.findLast(event => event.kind === 'quirks' && event.lane === model.ref)
    if (kept?.kind === 'quirks') dialect.quirks = kept.quirks
    this.#dialects.set(model, dialect)
    return dialect
  }

  async #spoolOf(lane: string, { openService }: BatchDialect, path: string): Promise<Spool> {
    const limits = (await this.#services.of(lane))?.limits ?? {
      requests: Number.POSITIVE_INFINITY,
      bytes: Number.POSITIVE_INFINITY,
    }
    const key = `${openService === undefined ? 'files' : 'service'} ${lane} ${path}`
    const known = this.#spools.get(key)
    if (known !== undefined) return known
    const spool = new Spool(this.#dir, lane, path, limits, () => ++this.#seq)
    this.#spools.set(key, spool)
    return spool
  }

  async #take(kind: 'service' | 'files'): Promise<Chunk[]> {
    const chunks: Chunk[] = []
    for (const [key, spool] of this.#spools) {
      if (key.startsWith('files ') === (kind === 'files')) chunks.push(...(await spool.take()))
    }
    return chunks
  }
}

async function removeUnsent(dir: string, open: ReadonlyMap<number, unknown>): Promise<void> {
  const folder = batchFiles.folder(dir)
  for (const name of await readdir(folder)) {
    const seq = Number(/^(\d+)\.requests\.jsonl$/.exec(name)?.[1] ?? Number.NaN)
    if (Number.isInteger(seq) && !open.has(seq)) await rm(join(folder, name))
  }
}

/** Never settles: whoever raced it is told by `park`, and what it holds is garbage then. */
function parked(park: () => void): Promise<never> {
  park()
  return new Promise(() => undefined)
}
