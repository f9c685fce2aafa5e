import { z } from 'zod'
import type { BatchDialect, GenerateRequest, Model, ModelIdentity, ModelOptions, Reply } from '../../core/provider.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { type HttpClient, openHttpClient } from '../http/http-client.ts'
import { badReply, requestIdOf, statusFailure } from '../http/http-failure.ts'
import { parseRateLimits } from '../http/rate-limits.ts'
import { parseJson, readFault } from '../http/server-fault.ts'
import { anthropicDialect } from './anthropic-batch.ts'
import { readMessage } from './anthropic-reply.ts'
import { messagesBody } from './anthropic-request.ts'

export interface AnthropicTarget {
  ref: string
  endpoint: Endpoint
  name: string
}

export async function openAnthropicModel(target: AnthropicTarget, options: ModelOptions): Promise<Model> {
  return new AnthropicModel(target, await openHttpClient(target.endpoint, options))
}

class AnthropicModel implements Model {
  readonly ref: string
  readonly provider = 'anthropic'
  readonly baseUrl: string
  readonly local = false
  readonly #target: AnthropicTarget
  readonly #http: HttpClient

  constructor(target: AnthropicTarget, http: HttpClient) {
    this.ref = target.ref
    this.baseUrl = target.endpoint.baseUrl
    this.#target = target
    this.#http = http
  }

  get batch(): BatchDialect {
    const { name: model, endpoint } = this.#target
    return anthropicDialect({ ...endpoint, model }, endpoint)
  }

  /** An alias (`claude-x-latest`) resolves to the dated model behind it. */
  async identity(signal: AbortSignal): Promise<ModelIdentity> {
    const { name: model, endpoint } = this.#target
    const reply = await this.#http.send({ method: 'GET', path: `/models/${encodeURIComponent(model)}`, signal })
    if (reply.status === 401 || reply.status === 403)
      throw statusFailure(reply, readFault(reply), { ...endpoint, model })
    const entry = Entry.safeParse(parseJson(reply.body))
    return { model, ...(reply.status === 200 && entry.success && { fingerprint: entry.data.id }) }
  }

  async generate(request: GenerateRequest): Promise<Reply> {
    const { name: model, endpoint } = this.#target
    const body = messagesBody(model, request)
    const reply = await this.#http.send({ method: 'POST', path: '/messages', body, signal: request.signal })
    const context = { ...endpoint, model }
    if (reply.status !== 200) throw statusFailure(reply, readFault(reply), context)
    const completion = readMessage(reply, model, request.responseFormat?.name)
    if (typeof completion === 'string') throw badReply(reply, completion, context)
    const limits = parseRateLimits(reply.headers)
    return { completion, status: reply.status, ...requestIdOf(reply), ...(limits && { limits }) }
  }

  close = (): Promise<void> => this.#http.close()
}

const Entry = z.object({ id: z.string() })
