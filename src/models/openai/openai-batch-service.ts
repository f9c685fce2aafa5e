import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import OpenAI, { toStreamingFile } from 'openai'
import { type BatchService, type BatchStatus, type BatchSubmission, CLOCK_SLACK_MS } from '../../core/batch.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { parseJson } from '../http/body.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { sdkFailure } from '../http/sdk-failure.ts'

/** OpenAI's Batch API through its SDK; also servers that copy it. Uploads and downloads are streams. */
export function openOpenAIService(endpoint: Endpoint, timeoutMs: number): BatchService {
  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    // The key, where there is one, is in the headers; without any, the SDK wants something.
    apiKey: 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: Math.max(timeoutMs, UPLOAD_MS),
    logLevel: 'off',
    // A key and prompts go nowhere but to the address that was named.
    fetchOptions: { redirect: 'error' },
    defaultHeaders: { authorization: null, ...endpoint.headers },
    defaultQuery: Object.fromEntries(new URLSearchParams(endpoint.query)),
  })
  const call = async <T>(act: () => PromiseLike<T>): Promise<T> => {
    try {
      return await act()
    } catch (error) {
      throw sdkFailure(error, endpoint)
    }
  }
  return {
    // https://platform.openai.com/docs/guides/batch: 50,000 requests, 200 MB.
    limits: { requests: 50_000, bytes: 200_000_000 },
    async create(submission) {
      const { signal, path, file } = submission
      const upload = async (): Promise<string> => {
        const { id } = await call(() =>
          client.files.create(
            { purpose: 'batch', file: toStreamingFile(createReadStream(file), basename(file)) },
            { signal },
          ),
        )
        await submission.onUploaded(id)
        return id
      }
      const uploaded = submission.uploaded ?? (await upload())
      await submission.onCreating()
      const endpoint = path === '/v1/completions' ? path : '/v1/chat/completions'
      const body = {
        input_file_id: uploaded,
        endpoint,
        completion_window: '24h',
        metadata: metadataOf(submission),
      } as const
      return (await call(() => client.batches.create(body, { signal }))).id
    },
    find: submission =>
      call(async () => {
        const wanted = metadataOf(submission)
        const since = Date.parse(submission.at) - CLOCK_SLACK_MS
        for await (const batch of client.batches.list({ limit: 100 }, { signal: submission.signal })) {
          const is = Object.entries(wanted).every(([name, value]) => batch.metadata?.[name] === value)
          if (is && !submission.known.has(batch.id)) return batch.id
          // The newest come first.
          if (batch.created_at * 1000 < since) return undefined
        }
        return undefined
      }),
    poll: (id, signal) => call(async () => statusOf(await client.batches.retrieve(id, { signal }))),
    async *results(id, signal) {
      const { output_file_id, error_file_id } = await call(() => client.batches.retrieve(id, { signal }))
      for (const file of [output_file_id, error_file_id]) {
        if (!file) continue
        const { body } = await call(() => client.files.content(file, { signal }))
        if (body !== null) yield* linesOf(Readable.fromWeb(body))
      }
    },
  }
}

/** 200 MB over a slow line. */
const UPLOAD_MS = 30 * 60_000

const metadataOf = ({ run, seq, sha256 }: BatchSubmission): Record<string, string> => ({
  xeval_run: run.slice(0, 512),
  xeval_batch: String(seq),
  xeval_sha256: sha256,
})

function statusOf({ status, errors, created_at, ...batch }: OpenAI.Batch): BatchStatus {
  if (!ended.has(status)) return { state: 'working', done: batch.request_counts?.completed ?? 0 }
  const end = batch.completed_at ?? batch.expired_at ?? batch.cancelled_at ?? batch.failed_at ?? Date.now() / 1000
  const [first] = errors?.data ?? []
  return {
    state: 'ended',
    status,
    latencyMs: Math.max(0, Math.round((end - created_at) * 1000)),
    ...(status === 'failed' && {
      failure: { code: first?.code ?? 'failed', message: first?.message ?? 'the batch failed; no reason given' },
    }),
  }
}

const ended = new Set(['completed', 'failed', 'expired', 'cancelled'])

async function* linesOf(stream: Readable): AsyncGenerator<Record<string, unknown>> {
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() === '') continue
    const line = parseJson(text)
    if (typeof line === 'object' && line !== null) yield { ...line }
    else throw new ProviderError('bad-reply', 'a line of the batch’s result file is not JSON', { action: 'retry' })
  }
}
