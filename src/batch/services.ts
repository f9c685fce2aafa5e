import type { BatchConnection, BatchDialect, Model } from '../core/provider.ts'
import type { BatchService } from './service.ts'

/** The services of a run's models by REF; an SDK is loaded by whoever needs it first. */
export class Services {
  readonly #dialects = new Map<string, BatchDialect>()
  readonly #opened = new Map<string, Promise<BatchService>>()
  readonly #timeoutMs: number

  constructor(models: readonly Model[], timeoutMs: number) {
    this.#timeoutMs = timeoutMs
    for (const { ref, batch } of models) if (batch !== undefined) this.#dialects.set(ref, batch)
  }

  /** `undefined` for a model that this session doesn't ask, or that is asked through files. */
  of(ref: string): Promise<BatchService> | undefined {
    const known = this.#opened.get(ref)
    const { service = 'files', connection } = this.#dialects.get(ref) ?? {}
    if (known !== undefined || service === 'files' || connection === undefined) return known
    const opened = openService(service, connection, this.#timeoutMs)
    this.#opened.set(ref, opened)
    return opened
  }
}

/** The vendors' own SDKs, loaded when a batch needs them. */
async function openService(
  kind: 'openai' | 'anthropic',
  connection: BatchConnection,
  timeoutMs: number,
): Promise<BatchService> {
  if (kind === 'openai') return (await import('./openai-service.ts')).openOpenAIService(connection, timeoutMs)
  return (await import('./anthropic-service.ts')).openAnthropicService(connection, timeoutMs)
}
