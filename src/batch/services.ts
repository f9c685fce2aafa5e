import type { BatchService } from '../core/batch.ts'
import type { BatchDialect, Model } from '../core/provider.ts'

/** The services of a run's models by REF; each is opened by whoever needs it first. */
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
    const dialect = this.#dialects.get(ref)
    if (known !== undefined || dialect?.openService === undefined) return known
    const opened = dialect.openService({ timeoutMs: this.#timeoutMs })
    this.#opened.set(ref, opened)
    return opened
  }
}
