import type { GenerateRequest, Reply } from './provider.ts'

/** Where a batch service is reached. Only `baseUrl` may be shown or recorded. */
export interface BatchConnection {
  baseUrl: string
  /** `?…`, or empty. */
  query: string
  /** With the key in them. */
  headers: Readonly<Record<string, string>>
  secrets: readonly string[]
  keyHint: string
}

/** How a model's requests and replies look inside a batch: a line each, named by a `custom_id`. */
export interface BatchDialect {
  /** `files`: no service; the lines are worked off elsewhere (`vllm run-batch`). */
  readonly service: 'openai' | 'anthropic' | 'files'
  readonly connection?: BatchConnection
  /** What the server turned out not to take, as JSON; kept, so that a later process writes the same bodies. */
  quirks: string
  /** The API that a request goes to: `/v1/chat/completions`. A batch holds requests to one API. */
  path(request: GenerateRequest): string
  body(request: GenerateRequest): string
  line(customId: string, path: string, body: string): string
  /** The answer in a result line. Throws `ProviderError`; `retry` where the line should be submitted again. */
  read(line: unknown, request: GenerateRequest, latencyMs: number): Reply
}
