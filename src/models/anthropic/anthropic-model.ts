import { z } from 'zod'
import type { BatchDialect, GenerateRequest, Model, ModelIdentity, ModelOptions, Reply } from '../../core/provider.ts'
import { parseJson } from '../http/body.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { type HttpClient, openHttpClient } from '../http/http-client.ts'
import { requestIdOf } from '../http/http-failure.ts'
import type { HttpReply } from '../http/http-reply.ts'
import { parseRateLimits } from '../http/rate-limits.ts'
import { completionIn, type Reading, readReply } from '../http/read-reply.ts'
import { makeStanding, type Standing } from '../http/standing.ts'
import { refusedParameters } from '../refused-parameter.ts'
import { tokenCeiling } from '../token-ceiling.ts'
import { anthropicDialect } from './anthropic-batch.ts'
import { findMessage } from './anthropic-reply.ts'
import { defaultMaxTokens, messagesBody, missingFromMessage } from './anthropic-request.ts'
import { messageAssembler } from './anthropic-stream.ts'

export interface AnthropicTarget {
  ref: string
  endpoint: Endpoint
  name: string
}

export async function openAnthropicModel(target: AnthropicTarget, options: ModelOptions): Promise<Model> {
  return new AnthropicModel(target, options.stream ?? 'off', await openHttpClient(target.endpoint, options))
}

class AnthropicModel implements Model {
  readonly ref: string
  readonly provider = 'anthropic'
  readonly baseUrl: string
  readonly local = false
  readonly #target: AnthropicTarget
  readonly #http: HttpClient
  readonly #stream: NonNullable<ModelOptions['stream']>
  readonly #standing: Standing = makeStanding()
  /** Parameters that the model turned out not to take. */
  #dropped: readonly string[] = []
  /** Output tokens that the model gives at most, where it refused a larger limit. */
  #mostTokens: number | undefined

  constructor(target: AnthropicTarget, stream: NonNullable<ModelOptions['stream']>, http: HttpClient) {
    this.ref = target.ref
    this.baseUrl = target.endpoint.baseUrl
    this.#target = target
    this.#http = http
    this.#stream = stream
  }

  get batch(): BatchDialect {
    const { name: model, endpoint } = this.#target
    return anthropicDialect({ ...endpoint, model }, endpoint)
  }

  /** An alias (`claude-x-latest`) resolves to the dated model behind it. A key that may ask and not list is good enough. */
  async identity(signal: AbortSignal): Promise<ModelIdentity> {
    const { name: model } = this.#target
    const { status, body } = await this.#http.send({
      method: 'GET',
      path: `/models/${encodeURIComponent(model)}`,
      signal,
    })
    if (status !== 200) return { model, unlisted: `the model's page returned status ${status}` }
    const entry = Entry.safeParse(parseJson(body))
    return { model, ...(entry.success && { fingerprint: entry.data.id }) }
  }

  async generate(request: GenerateRequest): Promise<Reply> {
    const { name: model, endpoint } = this.#target
    const { reply, reading, dropped } = await this.#ask(request, this.#dropped)
    const completion = completionIn(reading, reply, { ...endpoint, model, standing: this.#standing })
    if (reading.kind === 'answer') this.#standing.answered()
    // What was refused is kept once the model turned out to take the rest.
    if (dropped !== this.#dropped) this.#dropped = [...new Set([...this.#dropped, ...dropped])]
    const limits = parseRateLimits(reply.headers)
    return {
      completion: { ...completion, ...missingFromMessage(request, dropped, this.#mostTokens) },
      status: reply.status,
      ...requestIdOf(reply),
      ...(limits && { limits }),
    }
  }

  /** Asks again, once for each parameter that the model turns out not to take. */
  async #ask(request: GenerateRequest, dropped: readonly string[]): Promise<Asked> {
    const { name: model } = this.#target
    const stream = this.#stream !== 'off' && !dropped.includes('stream')
    const most = this.#mostTokens
    const body = messagesBody(model, request, dropped, stream, most)
    const reply = await this.#http.send({
      method: 'POST',
      path: '/messages',
      body,
      stream,
      // Some gateways stream whatever they are asked.
      assembler: messageAssembler(),
      signal: request.signal,
    })
    const reading = readReply(reply, found => findMessage(found, reply, model, request.responseFormat?.name))
    if (reading.kind !== 'refused') return { reply, reading, dropped }
    const asked = Math.min(request.params.maxTokens ?? defaultMaxTokens, most ?? Number.POSITIVE_INFINITY)
    const ceiling = tokenCeiling(reading.status, reading.fault, asked)
    if (ceiling !== undefined) {
      this.#mostTokens = ceiling
      return this.#ask(request, dropped)
    }
    const refused = refusedParameters(reading.status, reading.fault, namesIn(body), request)
    return refused.length > 0 ? this.#ask(request, [...dropped, ...refused]) : { reply, reading, dropped }
  }

  close = (): Promise<void> => this.#http.close()
}

interface Asked {
  reply: HttpReply
  reading: Reading
  dropped: readonly string[]
}

const Entry = z.object({ id: z.string() })
const Fields = z.record(z.string(), z.unknown())
const namesIn = (body: string): string[] => Object.keys(Fields.parse(JSON.parse(body)))
