import type { Usage } from '../core/completion.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Attempt } from '../core/outcome.ts'
import type { Price } from '../core/price.ts'
import type { JudgmentRecord, OutputRecord } from '../core/records.ts'

/**
 * Adds up what a run's answers and judgments take: tokens of the model and of its judges, input and output, and dollars
 * where the manifest holds prices. What the cache gave costs nothing; an answer that came second to its hedge does cost.
 */
export class Meter {
  tokens = 0
  usd = 0
  /** REF of a server that answered without saying how many tokens that took. */
  uncounted: string | undefined
  readonly #model: string
  readonly #judges: ReadonlyMap<string, string | undefined>
  readonly #prices: Readonly<Record<string, Price>>
  readonly #recorded: ReadonlySet<string>

  /** `recorded`: REFs of models that give answers made elsewhere, and so have no tokens to count. */
  constructor(
    { model, benchmarks, prices }: Pick<Manifest, 'model' | 'benchmarks' | 'prices'>,
    recorded: ReadonlySet<string> = new Set(),
  ) {
    this.#recorded = recorded
    this.#model = model.ref
    this.#judges = new Map(benchmarks.map(({ name, judge }) => [name, judge.model]))
    this.#prices = prices?.models ?? {}
  }

  output({ outcome, attempts, cached }: OutputRecord): void {
    if (outcome.ok && !cached) this.#answered(this.#model, outcome.value.usage, attempts)
    this.#secondAnswers(this.#model, attempts)
  }

  judgment({ benchmark, usage, attempts }: JudgmentRecord): void {
    const ref = this.#judges.get(benchmark)
    if (ref === undefined) return
    this.#answered(ref, usage, attempts)
    this.#secondAnswers(ref, attempts)
  }

  #answered(ref: string, usage: Usage, attempts: readonly Attempt[]): void {
    const isCounted = usage.inputTokens !== undefined || usage.outputTokens !== undefined
    if (!isCounted && !this.#recorded.has(ref) && attempts.some(({ error }) => error === undefined))
      this.uncounted = ref
    this.#add(ref, usage)
  }

  #secondAnswers(ref: string, attempts: readonly Attempt[]): void {
    for (const { usage } of attempts) if (usage !== undefined) this.#add(ref, usage)
  }

  #add(ref: string, { inputTokens = 0, outputTokens = 0 }: Usage): void {
    this.tokens += inputTokens + outputTokens
    const price = this.#prices[ref]
    if (price !== undefined) this.usd += (inputTokens * price.input + outputTokens * price.output) / 1e6
  }
}
