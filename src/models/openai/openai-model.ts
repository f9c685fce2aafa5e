import type { Completion } from '../../core/completion.ts'
import type { BatchDialect, GenerateRequest, Model, ModelIdentity, ModelOptions, Reply } from '../../core/provider.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { type HttpClient, openHttpClient } from '../http/http-client.ts'
import { badReply, requestIdOf, statusFailure } from '../http/http-failure.ts'
import type { HttpReply } from '../http/http-reply.ts'
import { parseRateLimits } from '../http/rate-limits.ts'
import { isContentFilter, readFault } from '../http/server-fault.ts'
import { readTextTemplate, type TextTemplate } from '../text-template.ts'
import { openaiDialect } from './openai-batch.ts'
import { identify } from './openai-identity.ts'
import { filteredCompletion, readCompletion } from './openai-reply.ts'
import { chatBody, completionBody, learn, type Quirks } from './openai-request.ts'

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
  return new OpenAIModel(target, options.api, template, await openHttpClient(target.endpoint, options))
}

class OpenAIModel implements Model {
  readonly ref: string
  readonly provider = 'openai'
  readonly baseUrl: string
  readonly local = false
  readonly #target: OpenAITarget
  readonly #api: ModelOptions['api']
  readonly #template: TextTemplate
  readonly #http: HttpClient
  #quirks: Quirks
  #name: string | undefined

  constructor(target: OpenAITarget, api: ModelOptions['api'], template: TextTemplate, http: HttpClient) {
    this.ref = target.ref
    this.baseUrl = target.endpoint.baseUrl
    this.#target = target
    this.#api = api
    this.#template = template
    this.#http = http
    this.#quirks = { noResponseFormat: false, tokenLimit: target.tokenLimit }
    this.#name = target.name
  }

  get batch(): BatchDialect {
    return openaiDialect({
      service: 'openai',
      context: { ...this.#target.endpoint, model: this.#name ?? '' },
      connection: this.#target.endpoint,
      raw: request => this.#raw(request),
      quirks: { noResponseFormat: false, tokenLimit: this.#target.tokenLimit },
    })
  }

  async identity(signal: AbortSignal): Promise<ModelIdentity> {
    const identity = await identify(this.#http, this.#target.name, this.#target.endpoint, signal)
    this.#name = identity.model
    return identity
  }

  async generate(request: GenerateRequest): Promise<Reply> {
    const model = this.#name ?? (await this.identity(request.signal)).model
    const reply = await this.#send(model, request)
    const limits = parseRateLimits(reply.headers)
    return {
      completion: this.#read(model, reply),
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
    return reply.status === 200 && typeof readCompletion(reply, model) !== 'string'
  }

  close = (): Promise<void> => this.#http.close()

  /** Sends again, once for each thing that the server turns out not to take. */
  async #send(model: string, request: GenerateRequest): Promise<HttpReply> {
    const quirks = this.#quirks
    const raw = this.#raw(request)
    const reply = await this.#http.send({
      method: 'POST',
      path: raw === undefined ? '/chat/completions' : '/completions',
      body: raw === undefined ? chatBody(model, request, quirks) : completionBody(model, raw, request),
      signal: request.signal,
    })
    if ((reply.status !== 400 && reply.status !== 422) || raw !== undefined) return reply
    const learnt = learn(request, quirks, readFault(reply))
    if (!learnt) return reply
    this.#quirks = learnt
    return this.#send(model, request)
  }

  #raw({ prompt, messages }: GenerateRequest): string | undefined {
    return prompt ?? (this.#api === 'completions' ? this.#template(messages) : undefined)
  }

  #read(model: string, reply: HttpReply): Completion {
    const context = { ...this.#target.endpoint, model }
    if (reply.status !== 200) {
      const fault = readFault(reply)
      if (reply.status < 500 && isContentFilter(fault)) return filteredCompletion(model, reply.latencyMs)
      throw statusFailure(reply, fault, context)
    }
    const completion = readCompletion(reply, model)
    if (typeof completion === 'string') throw badReply(reply, completion, context)
    return completion
  }
}
