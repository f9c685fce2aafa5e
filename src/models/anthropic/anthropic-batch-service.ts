import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import Anthropic from '@anthropic-ai/sdk'
import { z } from 'zod'
import { type BatchService, type BatchStatus, type BatchSubmission, CLOCK_SLACK_MS } from '../../core/batch.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { sdkFailure } from '../http/sdk-failure.ts'

type MessageBatch = Anthropic.Messages.MessageBatch

/** Anthropic's Message Batches through its SDK. */
export function openAnthropicService(endpoint: Endpoint, timeoutMs: number): BatchService {
  const client = new Anthropic({
    baseURL: endpoint.baseUrl.replace(/\/v1$/, ''),
    apiKey: null,
    authToken: null,
    maxRetries: 0,
    timeout: Math.max(timeoutMs, UPLOAD_MS),
    logLevel: 'off',
    // A key and prompts go nowhere but to the address that was named.
    fetchOptions: { redirect: 'error' },
    defaultHeaders: endpoint.headers,
    defaultQuery: Object.fromEntries(new URLSearchParams(endpoint.query)),
  })
  const { batches } = client.messages
  const call = async <T>(act: () => PromiseLike<T>): Promise<T> => {
    try {
      return await act()
    } catch (error) {
      throw sdkFailure(error, endpoint)
    }
  }
  const results = async function* (id: string, signal: AbortSignal): AsyncGenerator<Record<string, unknown>> {
    for await (const line of await call(() => batches.results(id, {}, { signal }))) yield { ...line }
  }
  /** A batch carries no mark of ours: only its results' custom ids say whose it is. */
  const isOf = async ({ signal, holds }: BatchSubmission, batch: MessageBatch): Promise<boolean> => {
    let { processing_status: status } = batch
    for (let tries = 0; status !== 'ended'; tries++) {
      await sleep(Math.min(30_000, 250 * 2 ** tries), undefined, { signal })
      status = (await call(() => batches.retrieve(batch.id, {}, { signal }))).processing_status
    }
    for await (const { custom_id } of results(batch.id, signal))
      return typeof custom_id === 'string' && holds(custom_id)
    return false
  }
  return {
    // The API takes 100,000 requests and 256 MB; the SDK wants the whole body in memory, as objects and again as text.
    limits: { requests: 100_000, bytes: 64_000_000 },
    async create({ file, signal, onCreating }) {
      const requests: Anthropic.Messages.BatchCreateParams.Request[] = []
      for await (const text of createInterface({ input: createReadStream(file) }))
        requests.push(Request.parse(JSON.parse(text)))
      await onCreating()
      return (await call(() => batches.create({ requests }, { signal }))).id
    },
    async find(submission) {
      const since = Date.parse(submission.at) - CLOCK_SLACK_MS
      const listed = await call(async () => {
        const found: MessageBatch[] = []
        for await (const batch of batches.list({ limit: 100 }, { signal: submission.signal })) {
          // The newest come first.
          if (Date.parse(batch.created_at) < since) break
          found.push(batch)
        }
        return found
      })
      for (const batch of listed) {
        if (submission.known.has(batch.id) || totalOf(batch) !== submission.requests) continue
        if (await isOf(submission, batch)) return batch.id
      }
      return undefined
    },
    poll: (id, signal) => call(async () => statusOf(await batches.retrieve(id, {}, { signal }))),
    results,
  }
}

/** 64 MB over a slow line. */
const UPLOAD_MS = 30 * 60_000

const totalOf = ({ request_counts: { processing, succeeded, errored, canceled, expired } }: MessageBatch): number =>
  processing + succeeded + errored + canceled + expired

function statusOf({
  processing_status,
  request_counts,
  created_at,
  ended_at,
  cancel_initiated_at,
}: MessageBatch): BatchStatus {
  if (processing_status !== 'ended') return { state: 'working', done: request_counts.succeeded }
  return {
    state: 'ended',
    status: cancel_initiated_at ? 'cancelled' : 'completed',
    latencyMs: Math.max(0, Date.parse(ended_at ?? created_at) - Date.parse(created_at)),
  }
}

/** What our own dialect wrote; the API checks the rest. */
const Request = z.object({
  custom_id: z.string(),
  params: z.custom<Anthropic.Messages.MessageCreateParamsNonStreaming>(value => typeof value === 'object'),
})
