import { z } from 'zod'
import { type LineResult, workBatch } from './mock-line.ts'
import type { MockOptions } from './mock-options.ts'
import { parseBody } from './mock-request.ts'
import type { MockCounters } from './mock-stats.ts'

interface Batch {
  id: string
  object: 'batch'
  endpoint: string
  input_file_id: string
  completion_window: string
  status: 'in_progress' | 'completed' | 'expired' | 'failed' | 'cancelled'
  output_file_id: string | null
  error_file_id: string | null
  created_at: number
  request_counts: { total: number; completed: number; failed: number }
  metadata: Readonly<Record<string, string>>
}

/** OpenAI's files and batches. Both an output and an error file come out, lines in any order, as from the real one. */
export class OpenAIBatches {
  readonly #options: MockOptions
  readonly #counters: MockCounters
  readonly #files = new Map<string, { name: string; text: string }>()
  readonly #batches = new Map<string, Batch>()

  constructor(options: MockOptions, counters: MockCounters) {
    this.#options = options
    this.#counters = counters
  }

  addFile(name: string, text: string): object {
    const id = `file-${this.#files.size + 1}`
    this.#files.set(id, { name, text })
    return this.file(id) ?? {}
  }

  file(id: string): object | undefined {
    const file = this.#files.get(id)
    return file && { id, object: 'file', filename: file.name, bytes: Buffer.byteLength(file.text), purpose: 'batch' }
  }

  content(id: string): string | undefined {
    return this.#files.get(id)?.text
  }

  /** A string says what is wrong with the request. */
  create(body: unknown): object | string {
    const parsed = Create.safeParse(body)
    if (!parsed.success) return 'input_file_id, endpoint and completion_window are needed'
    const { input_file_id, endpoint, completion_window, metadata = {} } = parsed.data
    const text = this.#files.get(input_file_id)?.text
    if (text === undefined) return `no file ${input_file_id}`
    const lines = readLines(text, endpoint)
    if (typeof lines === 'string') return lines
    const batch: Batch = {
      id: `batch_${this.#batches.size + 1}`,
      object: 'batch',
      endpoint,
      input_file_id,
      completion_window,
      status: 'in_progress',
      output_file_id: null,
      error_file_id: null,
      created_at: Math.floor(Date.now() / 1000),
      request_counts: { total: lines.length, completed: 0, failed: 0 },
      metadata,
    }
    this.#batches.set(batch.id, batch)
    setTimeout(() => this.#finish(batch, lines), this.#options.batch?.delayMs ?? 50).unref()
    return batch
  }

  get(id: string): object | undefined {
    return this.#batches.get(id)
  }

  list(): object {
    return { object: 'list', data: Array.from(this.#batches.values()).reverse(), has_more: false }
  }

  cancel(id: string): object | undefined {
    const batch = this.#batches.get(id)
    if (batch?.status === 'in_progress') batch.status = 'cancelled'
    return batch
  }

  #finish(batch: Batch, lines: readonly Line[]): void {
    if (batch.status !== 'in_progress') return
    const results = workBatch(
      batch.endpoint === '/v1/completions' ? 'completions' : 'chat',
      batch.endpoint,
      lines.map(({ custom_id: customId, body }) => ({ customId, body })),
      this.#options,
      this.#counters,
    )
    const [done, bad] = [results.filter(isDone), results.filter(result => !isDone(result))]
    batch.output_file_id = done.length > 0 ? this.#store(done) : null
    batch.error_file_id = bad.length > 0 ? this.#store(bad) : null
    batch.request_counts = { total: lines.length, completed: done.length, failed: bad.length }
    batch.status = bad.some(({ kind }) => kind === 'expired') ? 'expired' : 'completed'
  }

  #store(results: readonly LineResult[]): string {
    const id = `file-${this.#files.size + 1}`
    const text = results.map(result => `${JSON.stringify(renderLine(result))}\n`).join('')
    this.#files.set(id, { name: `${id}.jsonl`, text })
    return id
  }
}

const isDone = ({ kind }: LineResult): boolean => kind === 'succeeded'

function renderLine(result: LineResult): object {
  const { customId } = result
  const line = { id: `batch_req_${customId}`, custom_id: customId }
  const request_id = `req_${customId}`
  if (result.kind === 'succeeded')
    return { ...line, response: { status_code: 200, request_id, body: result.reply }, error: null }
  if (result.kind === 'expired')
    return { ...line, response: null, error: { code: 'batch_expired', message: 'not done before the batch expired' } }
  const body = { error: { message: 'the server had an error', type: 'server_error', code: null } }
  return { ...line, response: { status_code: 500, request_id, body }, error: null }
}

function readLines(text: string, endpoint: string): Line[] | string {
  const lines: Line[] = []
  const ids = new Set<string>()
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue
    const parsed = Line.safeParse(parseBody(row))
    if (!parsed.success || parsed.data.url !== endpoint) return `line ${index + 1} is not a request to ${endpoint}`
    if (ids.has(parsed.data.custom_id)) return `line ${index + 1} repeats a custom_id`
    ids.add(parsed.data.custom_id)
    lines.push(parsed.data)
  }
  return lines
}

const Line = z.object({ custom_id: z.string(), method: z.literal('POST'), url: z.string(), body: z.unknown() })
type Line = z.infer<typeof Line>
const Create = z.object({
  input_file_id: z.string(),
  endpoint: z.string(),
  completion_window: z.string(),
  metadata: z.record(z.string(), z.string()).optional(),
})
