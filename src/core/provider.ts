import { type Definition, type Plugin, stamp } from './api.ts'
import type { BatchService } from './batch.ts'
import type { Completion } from './completion.ts'
import type { ModelIdentity } from './identity.ts'
import type { WorkKey } from './records.ts'
import type { Message } from './sample.ts'

export type { ModelIdentity } from './identity.ts'

/** Sampling parameters; what is left out is the server's default. `extra` passes anything else through (`--param`). */
export interface SamplingParams {
  temperature?: number
  topP?: number
  maxTokens?: number
  seed?: number
  extra?: Readonly<Record<string, unknown>>
}

/** A closed answer shape, sent as JSON schema or tool where the endpoint has that. */
export interface ResponseFormat {
  name: string
  /** JSON Schema of an object, `additionalProperties: false`, every property required. */
  schema: Readonly<Record<string, unknown>>
}

/**
 * A request to a model.
 *
 * @example
 * const request: GenerateRequest = generateRequest('What is 2 + 2?', { params: { temperature: 0 } })
 * request.messages // → [{ role: 'user', content: 'What is 2 + 2?' }]
 */
export interface GenerateRequest {
  messages: readonly Message[]
  /** A raw prompt for the completions API; where it is set, `messages` are not sent. */
  prompt?: string
  params: SamplingParams
  responseFormat?: ResponseFormat
  /** Which piece of work this is, for providers that look answers up. */
  work: WorkKey
  /** The sample's question as its dataset has it, without the benchmark's words around it; for the same. */
  question?: string
  signal: AbortSignal
}

/** What the server allows, from its rate-limit headers; absent where it doesn't say. Resets are in milliseconds. */
export interface RateLimits {
  remainingRequests?: number
  remainingTokens?: number
  resetRequestsMs?: number
  resetTokensMs?: number
}

/**
 * What came back, with what the server said around it.
 *
 * @example
 * const reply: Reply = await mockModel(() => 'Four.').generate(generateRequest('What is 2 + 2?'))
 * reply.completion.finishReason // → 'stop'
 */
export interface Reply {
  completion: Completion
  status?: number
  requestId?: string
  limits?: RateLimits
}

/**
 * How a model's requests and replies look inside a batch: a line each, named by a `custom_id`.
 *
 * @example
 * const line: BatchDialect['line'] = (id, path, body) => `{"custom_id":"${id}","url":"${path}","body":${body}}`
 * line('a1', '/say', '{}') // → '{"custom_id":"a1","url":"/say","body":{}}'
 */
export interface BatchDialect {
  /** Opens the service that takes such lines. Without it they go into files that are worked off elsewhere (`vllm run-batch`). */
  openService?(options: { timeoutMs: number }): Promise<BatchService>
  /** What the server turned out not to take, as JSON; kept, so that a later process writes the same bodies. */
  quirks: string
  /** The API that a request goes to: `/v1/chat/completions`. A batch holds requests to one API. */
  path(request: GenerateRequest): string
  body(request: GenerateRequest): string
  line(customId: string, path: string, body: string): string
  /** The answer in a result line, which comes without its `custom_id`. Throws `ProviderError`; `retry` where the line should be submitted again. */
  read(line: unknown, request: GenerateRequest, latencyMs: number): Reply
}

/**
 * A model that answers. Failures are thrown as `ProviderError`; retries are the engine's.
 *
 * @example
 * const model: Model = mockModel(() => 'Four.')
 * const { completion } = await model.generate(generateRequest('What is 2 + 2?'))
 * completion.text // → 'Four.'
 */
export interface Model {
  /** As the user wrote it, without userinfo. */
  readonly ref: string
  readonly provider: string
  /** Without userinfo, query and trailing slash. */
  readonly baseUrl?: string
  /** In this process, and so limited by it rather than by a server. */
  readonly local: boolean
  /** Gives answers that were made elsewhere: nothing to keep in a cache, and nothing that a budget pays for. */
  readonly recorded?: true
  /** Requests that it works on at once, where more would only wait in it. */
  readonly parallel?: number
  /** Looked up at the start of a run, when a lost connection is back and at its end; throws where the model can't be reached. */
  identity(signal: AbortSignal): Promise<ModelIdentity>
  generate(request: GenerateRequest): Promise<Reply>
  /** Whether it can be asked a raw `prompt`; absent where it can't. Use it after `identity`. */
  completes?(signal: AbortSignal): Promise<boolean>
  /** Where the model can also be asked in batches; use it after `identity`. */
  readonly batch?: BatchDialect
  close?(): Promise<void>
}

/**
 * What a provider opens a model with.
 *
 * @example
 * const options: ModelOptions = modelOptions({ timeoutMs: 5000 })
 * options.api // → 'chat'
 */
export interface ModelOptions {
  /** @default 'chat' */
  api: 'chat' | 'completions'
  /** For raw completions: a file with `{{prompt}}`, and `{{system}}` where it has one. */
  template?: string
  /** Per request, in milliseconds. */
  timeoutMs: number
  /** Without a byte, in milliseconds. @default 120,000 within a streamed reply, else as long as `timeoutMs` */
  idleTimeoutMs?: number
  /** Whether replies are streamed: `auto` does for chat, until a server turns out not to. @default 'off' */
  stream?: 'auto' | 'on' | 'off'
  /** Connections at most. */
  connections: number
  /** Keys, base URLs and proxies are looked up here. */
  env: Readonly<Record<string, string | undefined>>
  /** Which variable has the key for which host, and where a key may go. */
  keys?: KeyRules
  /** What the path in a REF starts from. @default where the process is */
  cwd?: string
}

/** Where keys of the environment may be sent. */
export interface KeyRules {
  /** Name of a variable, or `@` and a file's path, by host, with its port where it has one: `gpu1:8000`, `models.example.org`. */
  byHost: Readonly<Record<string, string>>
  /** Also unencrypted to other machines. */
  insecure: boolean
  /** The address comes from the files of a run, and nobody has named it in this command. */
  ofManifest: boolean
}

/**
 * An adapter: it opens the models that its REFs name.
 *
 * @example
 * const isMine = ({ accepts }: Pick<Provider, 'accepts'>, ref: string): boolean => accepts(ref)
 * isMine({ accepts: ref => ref.startsWith('echo/') }, 'echo/one') // → true
 */
export interface Provider extends Plugin {
  /** What a REF of this provider looks like, for help and errors. */
  readonly syntax: string
  /** What its REFs begin with, such as `echo/`: no other provider's may, and a misspelt one is recognised by them. */
  readonly prefixes: readonly string[]
  /** Prices of its models in a file such as `--prices` takes, by REF. */
  readonly prices?: URL
  /** What REFs begin with that cost nothing: what runs on this machine, or was recorded. */
  readonly free?: readonly string[]
  /** Environment variables that it reads keys from, for `xeval doctor`. */
  readonly keys?: readonly string[]
  /** An optional package that it needs, for the same. */
  readonly peer?: { readonly name: string; isInstalled(): boolean }
  /** Whether the REF is this provider's. */
  accepts(ref: string): boolean
  /** Reads the REF; no request is made yet. Throws for a bad REF or a missing key. */
  open(ref: string, options: ModelOptions): Promise<Model>
}

/**
 * Makes a provider out of its definition.
 *
 * @example
 * const provider = defineProvider({
 *   name: 'echo',
 *   version: 1,
 *   description: 'Says what it is told',
 *   syntax: 'echo/NAME',
 *   prefixes: ['echo/'],
 *   accepts: ref => ref.startsWith('echo/'),
 *   open: async ref => mockModel(({ messages }) => messages.at(-1)?.content ?? '', { ref }),
 * })
 * provider.accepts('echo/one') // → true
 */
export const defineProvider = (definition: Definition<Provider>): Provider => stamp('provider', definition)
