import { answerOf } from '../core/answer/answer-of.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Completion } from '../core/completion.ts'
import type { Attempt } from '../core/outcome.ts'
import type { SamplingParams } from '../core/provider.ts'
import { ProviderError } from '../core/provider-error.ts'
import type { OutputRecord } from '../core/records.ts'
import { makeRng } from '../core/rng.ts'
import type { Message, Sample } from '../core/sample.ts'
import { type Endpoint, request } from './request.ts'

/** How the samples of one run are sent. */
export interface GenerateSettings {
  params: SamplingParams
  /** The run's seed; with several epochs each request gets one of its own, made from it. */
  seed: number
  epochs: number
  /** Text of `--system`; goes before the benchmark's own messages. */
  system?: string
}

/** Asks the model for one sample in one epoch. A failure becomes a record; only one that concerns every request is thrown. */
export async function generate(
  endpoint: Endpoint,
  benchmark: Benchmark,
  sample: Sample,
  epoch: number,
  settings: GenerateSettings & { maxTokens: number | undefined },
  signal: AbortSignal,
): Promise<OutputRecord> {
  const work = { benchmark: benchmark.name, sampleId: sample.id, epoch }
  const seed = settings.epochs > 1 ? seedOf(settings.seed, sample.id, epoch) : undefined
  const { maxTokens } = settings
  const params = {
    ...settings.params,
    ...(maxTokens !== undefined && { maxTokens }),
    ...(seed !== undefined && { seed }),
  }
  const messages = messagesOf(benchmark, sample, settings.system)
  const question = sample.input.findLast(({ role }) => role === 'user')?.content
  const attempts: Attempt[] = []
  const base = { ...work, attempts, ...(seed !== undefined && { seed }) }
  try {
    const wanted = { messages, params, work, signal, ...(question !== undefined && { question }) }
    const answer = await request(endpoint, wanted, attempts)
    const { completion, cached, from } = answer
    answer.keep()
    const value = answerOf(withFilledLimit(completion, maxTokens), endpoint.reasoningTags)
    return {
      ...base,
      outcome: { ok: true, value },
      ...(cached && { cached }),
      ...(from !== undefined && { cachedFrom: from }),
    }
  } catch (error) {
    if (!ProviderError.is(error) || error.action === 'stop' || signal.aborted) throw error
    const { code, message, hint } = error
    return { ...base, outcome: { ok: false, error: { code, message, ...(hint !== undefined && { hint }) } } }
  }
}

/** Servers that cut off in silence, or call it a stop. */
export const withFilledLimit = (completion: Completion, limit: number | undefined): Completion =>
  completion.finishReason === 'stop' && limit !== undefined && (completion.usage.outputTokens ?? 0) >= limit
    ? { ...completion, filledLimit: true }
    : completion

/** The epoch's own seed: 31 bits, so that every server's integer type holds it. */
export const seedOf = (seed: number, sampleId: string, epoch: number): number =>
  makeRng('epoch', seed, sampleId, epoch).int(2 ** 31)

function messagesOf(benchmark: Benchmark, sample: Sample, system: string | undefined): Message[] {
  const messages = benchmark.messages?.(sample) ?? sample.input
  return system === undefined ? messages : [{ role: 'system', content: system }, ...messages]
}
