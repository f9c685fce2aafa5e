import type { BatchDialect, GenerateRequest, Model, ModelIdentity, ModelOptions, Reply } from '../../core/provider.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { type HttpClient, openHttpClient } from '../http/http-client.ts'
import { type FailureContext, requestIdOf } from '../http/http-failure.ts'
import type { HttpReply } from '../http/http-reply.ts'
import { parseRateLimits } from '../http/rate-limits.ts'
import { completionIn, type Reading, readReply } from '../http/read-reply.ts'
import { makeStanding, type Standing } from '../http/standing.ts'
import { readTextTemplate, type TextTemplate } from '../text-template.ts'
import { openaiDialect } from './openai-batch.ts'
import { identify } from './openai-identity.ts'
import { findCompletion } from './openai-reply.ts'
import { chatBody, completionBody, learn, mergeQuirks, missingFrom, type Quirks } from './openai-request.ts'
import { chatAssembler } from './openai-stream.ts'

export interface OpenAITarget {
  ref: string
  endpoint: Endpoint
  /** Undefined where the server's only model is meant. */
  name: string | undefined
  tokenLimit: Quirks['tokenLimit']
}

/** A model behind an OpenAI-compatible API. */
export async function openOpenAIModel(target: OpenAITarget, options: ModelOptions): Promise<Model> {
  const template = await readTextTemplate(options.template)
  return new OpenAIModel(target, options, template, await openHttpClient(target.endpoint, options))
}

class OpenAIModel implements Model {
  readonly ref: string
  readonly provider = 'openai'
  readonly baseUrl: string
  readonly local = false
  readonly #target: OpenAITarget
  readonly #api: ModelOptions['api']
  readonly #stream: NonNullable<ModelOptions['stream']>
  readonly #template: TextTemplate
  readonly #http: HttpClient
  readonly #standing: Standing = makeStanding()
  #quirks: Quirks
  #name: string | undefined

  constructor(
    target: OpenAITarget,
    { api, stream = 'off' }: Pick<ModelOptions, 'api' | 'stream'>,
    template: TextTemplate,
    http: HttpClient,
  ) {
    this.ref = target.ref
    this.baseUrl = target.endpoint.baseUrl
    this.#target = target
    this.#api = api
    this.#stream = stream
    this.#template = template
    this.#http = http
    this.#quirks = { dropped: [], tokenLimit: target.tokenLimit }
    this.#name = target.name
  }

  get batch(): BatchDialect {
    return openaiDialect({
      openService: async ({ timeoutMs }) =>
        (await import('./openai-batch-service.ts')).openOpenAIService(this.#target.endpoint, timeoutMs),
      context: { ...this.#target.endpoint, model: this.#name ?? '' },
      raw: request => this.#raw(request),
      quirks: { dropped: [], tokenLimit: this.#target.tokenLimit },
    })
  }

  async identity(signal: AbortSignal): Promise<ModelIdentity> {
    const identity = await identify(this.#http, this.#target.name, this.#target.endpoint, signal)
    this.#name = identity.model
    return identity
  }

  async generate(request: GenerateRequest): Promise<Reply> {
    const model = this.#name ?? (await this.identity(request.signal)).model
    const known = this.#quirks
    const { reply, reading, quirks } = await this.#ask(model, request, known)
    const completion = completionIn(reading, reply, this.#context(model))
    if (reading.kind === 'answer') this.#standing.answered()
    // What a server refused is kept once it turned out to take the rest.
    if (quirks !== known) this.#quirks = mergeQuirks(this.#quirks, quirks)
    const limits = parseRateLimits(reply.headers)
    return {
      completion: { ...completion, ...missingFrom(request, quirks) },
      status: reply.status,
      ...requestIdOf(reply),
      ...(limits && { limits }),
    }
  }

  /** Asks for one token: servers of chat models only have no such page, or refuse the model there. */
  async completes(signal: AbortSignal): Promise<boolean> {
    const model = this.#name ?? (await this.identity(signal)).model
    const body = JSON.stringify({ model, prompt: 'Hello', max_tokens: 1, temperature: 0 })
    const reply = await this.#http.send({ method: 'POST', path: '/completions', body, signal })
    return readReply(reply, found => findCompletion(found, reply, model)).kind === 'answer'
  }

  close = (): Promise<void> => this.#http.close()

  /** Asks again, once for each thing that the server turns out not to take. */
  async #ask(model: string, request: GenerateRequest, quirks: Quirks): Promise<Asked> {
    const raw = this.#raw(request)
    const stream = this.#streams(raw, quirks)
    // Made again where it is refused: kept while the answer is waited for, it would be most of what a request holds.
    const bodyOf = (): string =>
      raw === undefined ? chatBody(model, request, quirks, stream) : completionBody(model, raw, request, quirks, stream)
    const reply = await this.#http.send({
      method: 'POST',
      path: raw === undefined ? '/chat/completions' : '/completions',
      body: bodyOf(),
      stream,
      // Some servers stream whatever they are asked.
      assembler: chatAssembler(),
      signal: request.signal,
    })
    const reading = readReply(reply, found => findCompletion(found, reply, model))
    const learnt = reading.kind === 'refused' ? learn(bodyOf(), request, quirks, reading) : undefined
    if (learnt) return this.#ask(model, request, learnt)
    return { reply, reading, quirks: this.#isUncounted(reply, reading) ? withoutStream(quirks) : quirks }
  }

  #streams(raw: string | undefined, { dropped }: Quirks): boolean {
    return (this.#stream === 'on' || (this.#stream === 'auto' && raw === undefined)) && !dropped.includes('stream')
  }

  /** A server that counts no tokens in its streams may count them in whole replies. */
  #isUncounted({ assembled }: HttpReply, reading: Reading): boolean {
    if (this.#stream !== 'auto' || assembled === undefined || reading.kind !== 'answer') return false
    const { usage, finishReason } = reading.completion
    return usage.outputTokens === undefined && finishReason !== 'content-filter'
  }

  #raw({ prompt, messages }: GenerateRequest): string | undefined {
    return prompt ?? (this.#api === 'completions' ? this.#template(messages) : undefined)
  }

  #context(model: string): FailureContext {
    return { ...this.#target.endpoint, model, standing: this.#standing }
  }
}

interface Asked {
  reply: HttpReply
  reading: Reading
  quirks: Quirks
}

const withoutStream = (quirks: Quirks): Quirks => ({
  ...quirks,
  dropped: [...quirks.dropped, 'stream', 'stream_options'],
})
