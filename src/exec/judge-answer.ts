import type { Benchmark } from '../core/benchmark.ts'
import { addUsage, type Completion, type Usage } from '../core/completion.ts'
import { UnparsableReply, XevalError } from '../core/errors.ts'
import type { HumanRating, Judge, JudgeOptions } from '../core/judge.ts'
import type { Attempt, Failure } from '../core/outcome.ts'
import { ProviderError } from '../core/provider-error.ts'
import type { JudgmentRecord } from '../core/records.ts'
import type { Sample } from '../core/sample.ts'
import { type Answer, type Endpoint, request } from './request.ts'

/** A judge with its model, its authors' templates and its options. */
export interface JudgeSetup {
  judge: Judge
  endpoint?: Endpoint
  templates: Readonly<Record<string, string>>
  options: JudgeOptions
  /** People's ratings of an answer, for judges that go by them. */
  ratings?(benchmark: string, sample: Sample, completion: Completion): readonly HumanRating[]
}

const JUDGE_MAX_TOKENS = 1024

/**
 * Judges one answer. Empty and cut-off answers are counted apart without asking anybody; a reply outside the judge's
 * scale is kept whole and counted; a failed request can be done again by a resume.
 */
export async function judgeAnswer(
  setup: JudgeSetup,
  benchmark: Benchmark,
  sample: Sample,
  epoch: number,
  completion: Completion,
  signal: AbortSignal,
): Promise<JudgmentRecord> {
  const attempts: Attempt[] = []
  // What the cache gives costs nothing.
  const usage: Usage = {}
  const replies: Answer[] = []
  const base = { benchmark: benchmark.name, sampleId: sample.id, epoch, judge: setup.judge.name, attempts, usage }
  const unusable = whyUnusable(benchmark, completion)
  if (unusable !== undefined) return { ...base, outcome: { ok: false, error: { ...unusable, final: true } } }
  const ask: Parameters<Judge['judge']>[0]['ask'] = async ({ maxTokens, ...question }) => {
    if (setup.endpoint === undefined) throw new XevalError('no-judge-model', `judge ${setup.judge.name} needs a model`)
    const params = { temperature: 0, maxTokens: maxTokens ?? JUDGE_MAX_TOKENS }
    const work = { benchmark: benchmark.name, sampleId: sample.id, epoch }
    const reply = await request(setup.endpoint, { ...question, params, work, signal }, attempts)
    replies.push(reply)
    if (!reply.cached) addUsage(usage, reply.completion.usage)
    return reply.completion
  }
  try {
    const { templates, options } = setup
    const ratings = setup.ratings?.(benchmark.name, sample, completion)
    const context = { sample, completion, options, templates, ask, ...(ratings ? { ratings } : {}) }
    const value = await setup.judge.judge(context)
    // The reply that was read: one before it was answered by a reminder, and nobody shall inherit it.
    const last = replies.at(-1)
    if (last?.completion.finishReason !== 'length') last?.keep()
    return { ...base, outcome: { ok: true, value }, ...originOf(replies) }
  } catch (error) {
    return { ...base, outcome: { ok: false, error: failureOf(error, signal) }, ...originOf(replies) }
  }
}

/** Cached where all of its replies were; of another run where one of them was. */
function originOf(replies: readonly Answer[]): Pick<JudgmentRecord, 'cached' | 'cachedFrom'> {
  const from = replies.find(reply => reply.from !== undefined)?.from
  return {
    ...(replies.length > 0 && replies.every(({ cached }) => cached) && { cached: true }),
    ...(from !== undefined && { cachedFrom: from }),
  }
}

function whyUnusable(benchmark: Benchmark, { text, finishReason }: Completion): Failure | undefined {
  if (finishReason === 'length' && benchmark.truncated !== 'judged') {
    return { code: 'truncated-answer', message: 'the answer was cut off by the token limit' }
  }
  if (text.trim() !== '') return undefined
  if (finishReason === 'content-filter') {
    return { code: 'content-filter', message: 'the provider withheld the whole answer' }
  }
  return benchmark.truncated === 'judged' ? undefined : { code: 'empty-answer', message: 'the answer is empty' }
}

function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (error instanceof UnparsableReply || (XevalError.is(error) && 'raw' in error && typeof error.raw === 'string')) {
    return { code: error.code, message: error.message, raw: String(error.raw), final: true }
  }
  if (XevalError.is(error) && 'pending' in error) return { code: error.code, message: error.message }
  if (!ProviderError.is(error) || error.action === 'stop' || signal.aborted) throw error
  return { code: error.code, message: error.message }
}
