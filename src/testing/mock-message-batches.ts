import { z } from 'zod'
import { type LineResult, workBatch } from './mock-line.ts'
import type { MockOptions } from './mock-options.ts'
import type { MockCounters } from './mock-stats.ts'

interface MessageBatch {
  id: string
  type: 'message_batch'
  processing_status: 'in_progress' | 'canceling' | 'ended'
  request_counts: { processing: number; succeeded: number; errored: number; canceled: number; expired: number }
  created_at: string
  ended_at: string | null
  results_url: string | null
}

/** Anthropic's message batches; counts stay at `processing` until all is done, as the real ones do. */
export class MessageBatches {
  readonly #options: MockOptions
  readonly #counters: MockCounters
  readonly #batches = new Map<string, { batch: MessageBatch; results: LineResult[] }>()

  constructor(options: MockOptions, counters: MockCounters) {
    this.#options = options
    this.#counters = counters
  }

  /** `base` is the URL that results are fetched from. A string says what is wrong with the request. */
  create(body: unknown, base: string): object | string {
    const parsed = Create.safeParse(body)
    if (!parsed.success) return 'requests with a custom_id of 1 to 64 letters, digits, - or _ and params are needed'
    const lines = parsed.data.requests.map(({ custom_id: customId, params }) => ({ customId, body: params }))
    if (new Set(lines.map(({ customId }) => customId)).size < lines.length) return 'a custom_id is repeated'
    const batch: MessageBatch = {
      id: `msgbatch_${this.#batches.size + 1}`,
      type: 'message_batch',
      processing_status: 'in_progress',
      request_counts: { processing: lines.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
      created_at: new Date().toISOString(),
      ended_at: null,
      results_url: null,
    }
    const entry = { batch, results: [] as LineResult[] }
    this.#batches.set(batch.id, entry)
    setTimeout(() => {
      entry.results = workBatch('messages', '/v1/messages', lines, this.#options, this.#counters)
      const count = (kind: LineResult['kind']): number => entry.results.filter(result => result.kind === kind).length
      batch.processing_status = 'ended'
      batch.ended_at = new Date().toISOString()
      batch.results_url = `${base}/v1/messages/batches/${batch.id}/results`
      batch.request_counts = {
        processing: 0,
        succeeded: count('succeeded'),
        errored: count('failed'),
        canceled: 0,
        expired: count('expired'),
      }
    }, this.#options.batch?.delayMs ?? 50).unref()
    return batch
  }

  get(id: string): object | undefined {
    return this.#batches.get(id)?.batch
  }

  list(): object {
    return { data: Array.from(this.#batches.values(), ({ batch }) => batch).reverse(), has_more: false }
  }

  /** JSONL; undefined until the batch has ended. */
  results(id: string): string | undefined {
    const entry = this.#batches.get(id)
    if (entry?.batch.processing_status !== 'ended') return undefined
    return entry.results.map(result => `${JSON.stringify(renderLine(result))}\n`).join('')
  }
}

function renderLine(result: LineResult): object {
  const { customId: custom_id } = result
  if (result.kind === 'succeeded') return { custom_id, result: { type: 'succeeded', message: result.reply } }
  if (result.kind === 'expired') return { custom_id, result: { type: 'expired' } }
  const error = { type: 'error', error: { type: 'api_error', message: 'the server had an error' } }
  return { custom_id, result: { type: 'errored', error } }
}

const Create = z.object({
  requests: z.array(z.object({ custom_id: z.string().regex(/^[\w-]{1,64}$/), params: z.unknown() })).min(1),
})
