import type { Usage } from '../core/completion.ts'
import type { Attempt } from '../core/outcome.ts'
import type { RunItem } from '../core/run-store.ts'

/** What a request takes on average: tokens where the provider counted them, and milliseconds. */
export interface MeanRequest {
  /** Requests that the averages are over. */
  requests: number
  inputTokens?: number
  outputTokens?: number
  latencyMs?: number
}

export interface MeanCosts {
  model: MeanRequest
  judge: MeanRequest
  /** Requests to the judge's model for each answer; absent where nothing was judged anew. */
  asksPerAnswer?: number
}

/** Averages over a run's records, by benchmark. A judgment out of the cache asked nobody, and says nothing. */
export async function meanRequests(items: AsyncIterable<RunItem>): Promise<Map<string, MeanCosts>> {
  const sums = new Map<string, { model: Sum; judge: Sum; judged: number }>()
  for await (const { sample, epochs } of items) {
    const entry = sums.get(sample.benchmark) ?? { model: newSum(), judge: newSum(), judged: 0 }
    sums.set(sample.benchmark, entry)
    for (const { output, judgment } of epochs) {
      if (output?.outcome.ok) add(entry.model, output.outcome.value.usage, [output.outcome.value])
      if (output?.outcome.ok && !judgment?.cached) entry.judged++
      if (judgment !== undefined && !judgment.cached) add(entry.judge, judgment.usage, answered(judgment.attempts))
    }
  }
  return new Map(
    Array.from(sums, ([name, { model, judge, judged }]) => [
      name,
      { model: mean(model), judge: mean(judge), ...(judged > 0 && { asksPerAnswer: judge.n / judged }) },
    ]),
  )
}

interface Sum {
  n: number
  latency: number
  /** Requests whose tokens were counted. */
  counted: number
  input: number
  output: number
}

const newSum = (): Sum => ({ n: 0, latency: 0, counted: 0, input: 0, output: 0 })
const answered = (attempts: readonly Attempt[]): Attempt[] => attempts.filter(({ error }) => error === undefined)

/** `usage` is that of all the requests together. */
function add(sum: Sum, usage: Usage, requests: readonly { latencyMs: number }[]): void {
  sum.n += requests.length
  for (const { latencyMs } of requests) sum.latency += latencyMs
  if (usage.inputTokens === undefined || usage.outputTokens === undefined) return
  sum.counted += requests.length
  sum.input += usage.inputTokens
  sum.output += usage.outputTokens
}

const mean = ({ n, counted, input, output, latency }: Sum): MeanRequest => ({
  requests: n,
  ...(counted > 0 && { inputTokens: input / counted, outputTokens: output / counted }),
  ...(n > 0 && { latencyMs: latency / n }),
})
