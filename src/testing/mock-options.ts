/**
 * What can go wrong with a request; each has its rate.
 *
 * @example
 * faultKinds.includes('rate-limit') // → true
 */
export const faultKinds = [
  'rate-limit',
  'http-500',
  'overloaded',
  'reset-headers',
  'reset-body',
  'slow-body',
  'html',
  'bad-json',
  'empty-choices',
  'duplicate-choices',
  'empty-content',
  'length',
  'content-filter',
  'broken-off',
  'stream-error',
] as const
/**
 * One of `faultKinds`.
 *
 * @example
 * const kind: FaultKind = 'http-500'
 * faultKinds.includes(kind) // → true
 */
export type FaultKind = (typeof faultKinds)[number]

/**
 * A request for an answer, whatever API it came over.
 *
 * @example
 * const answer = ({ prompt }: Pick<MockRequest, 'prompt'>): string => `You said ${prompt}`
 * answer({ prompt: 'hello' }) // → 'You said hello'
 */
export interface MockRequest {
  model: string
  messages: readonly { role: string; content: string }[]
  /** Text of the last user message, or the raw prompt. */
  prompt: string
  /** JSON Schema of the answer, from a response format or a forced tool. */
  schema?: Readonly<Record<string, unknown>>
  /** Of the tool that must be called, where there is one. */
  toolName?: string
  /** The reply is asked for as a stream. */
  stream?: true
  /** Lower-case hex, of the path and the whole body but for how the reply is to come. */
  hash: string
  /** How often this very request has come, from 1. */
  attempt: number
}

/**
 * All of it but the functions is JSON, for the command-line form.
 *
 * @example
 * const options: MockOptions = { seed: 7, latency: 20, faults: { 'rate-limit': 0.1 }, answerWords: 12 }
 * options.latency // → 20
 */
export interface MockOptions {
  /** @default 0, any free one */
  port?: number
  /** @default 1 */
  seed?: number
  /** Milliseconds: fixed, log-normal, or as a test wants it. @default 0 */
  latency?: number | { median: number; sigma: number } | ((request: MockRequest) => number)
  /** Rate of each fault, 0…1; together at most 1. @default none */
  faults?: Partial<Record<FaultKind, number>>
  /** What goes wrong with this request, in place of chance and its rates. */
  fault?: (request: MockRequest) => FaultKind | undefined
  /** Seconds that a 429 asks to wait; fractions are allowed. @default 0 */
  retryAfter?: number
  /** How long a slow body pauses in its middle, in milliseconds. @default 200 */
  slowMs?: number
  /** Names that `/v1/models` lists, or whole entries of it. @default ['mock'] */
  models?: readonly (string | ({ id: string } & Record<string, unknown>))[]
  /** Model path of llama.cpp's `/props`; without it there is no such page. */
  modelPath?: string
  /** Digests of Ollama's `/api/tags` by name; without it there is no such page. */
  digests?: Readonly<Record<string, string>>
  /** Refuses requests without this key. */
  apiKey?: string
  /** Sent with every reply: rate limits, a request id. */
  headers?: Readonly<Record<string, string>>
  /** Replies of a model, by name, one of them by chance: a judge that says only what it may. */
  canned?: Readonly<Record<string, readonly string[]>>
  /** @default 40 */
  answerWords?: number
  batch?: {
    /** From submission to the end, in milliseconds. @default 50 */
    delayMs?: number
    /** Share of lines that fail, and that expire. @default 0 */
    failRate?: number
    expireRate?: number
  }
  /** Text of an answer, in place of `canned` and the seeded default. */
  answer?: (request: MockRequest) => string
}
