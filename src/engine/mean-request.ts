import type { RunItem } from '../core/run-store.ts'

/** What a request costs on average, by benchmark: tokens where the provider counted them, milliseconds a request. */
export interface MeanRequest {
  requests: number
  inputTokens: number | undefined
  outputTokens: number | undefined
  latencyMs: number | undefined
}

export interface MeanCosts {
  model: MeanRequest
  judge: MeanRequest
}

/** Averages over a run's records. */
export async function meanRequests(items: AsyncIterable<RunItem>): Promise<Map<string, MeanCosts>> {
  const sums = new Map<string, { model: Sum; judge: Sum }>()
  for await (const { sample, epochs } of items) {
    const entry = sums.get(sample.benchmark) ?? { model: newSum(), judge: newSum() }
    sums.set(sample.benchmark, entry)
    for (const { output, judgment } of epochs) {
      if (output?.outcome.ok) add(entry.model, output.outcome.value.usage, output.outcome.value.latencyMs)
      const asked = judgment?.attempts.filter(({ error }) => error === undefined) ?? []
      if (judgment !== undefined && asked.length > 0) {
        add(entry.judge, judgment.usage, asked.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / asked.length)
      }
    }
  }
  return new Map(Array.from(sums, ([name, { model, judge }]) => [name, { model: mean(model), judge: mean(judge) }]))
}

interface Sum {
  n: number
  counted: number
  input: number
  output: number
  latency: number
}

const newSum = (): Sum => ({ n: 0, counted: 0, input: 0, output: 0, latency: 0 })

function add(sum: Sum, usage: { inputTokens?: number; outputTokens?: number }, latencyMs: number): void {
  sum.n++
  sum.latency += latencyMs
  if (usage.inputTokens === undefined || usage.outputTokens === undefined) return
  sum.counted++
  sum.input += usage.inputTokens
  sum.output += usage.outputTokens
}

const mean = ({ n, counted, input, output, latency }: Sum): MeanRequest => ({
  requests: n,
  inputTokens: counted === 0 ? undefined : input / counted,
  outputTokens: counted === 0 ? undefined : output / counted,
  latencyMs: n === 0 ? undefined : latency / n,
})
