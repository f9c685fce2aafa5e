import { answerOf } from '../core/answer/answer-of.ts'
import { addUsage, type Completion, type Usage } from '../core/completion.ts'
import { TruncatedReply, WithheldReply, XevalError } from '../core/errors.ts'
import type { JudgeOptions, JudgeQuestion } from '../core/judge.ts'
import type { Attempt } from '../core/outcome.ts'
import type { SamplingParams } from '../core/provider.ts'
import type { JudgmentRecord, WorkKey } from '../core/records.ts'
import { withFilledLimit } from './generate.ts'
import { type Answer, type Endpoint, request } from './request.ts'

/** Tokens of a judge's reply, unless the judge or `--judge-max-tokens` says otherwise, and for one that thinks. */
const MAX_TOKENS = 1024
const THINKING_TOKENS = 4096

export interface AskedJudge {
  judge: { name: string }
  endpoint?: Endpoint
  options: JudgeOptions
  /** What is asked for besides the judge's own defaults. */
  params?: SamplingParams
}

/** The questions of one judgment, and what they took. */
export interface Asking {
  ask(question: JudgeQuestion): Promise<Completion>
  /** What the cache gives costs nothing. */
  usage: Usage
  /** Cached where all replies were; of another run where one of them was; and which models gave them. */
  origin(): Pick<JudgmentRecord, 'cached' | 'cachedFrom' | 'served'>
  wasAsked(): boolean
  /** Puts the last reply into the cache, since it was read: one before it was answered by a reminder, and nobody shall inherit it. */
  keep(): void
  /** The last reply was cut off, and given to the judge all the same. */
  wasCut(): boolean
  /** The last reply, where it was a thought and nothing else: no reader can find a verdict in what is left of it. */
  onlyThought(): string | undefined
  /** Whether asking failed with this, which is then no fault of the judge: a run that is stopped fails with its reason, whatever that is. */
  failedWith(error: unknown): boolean
}

/**
 * Asks a judge's model. A reply that the token limit cut off is asked for again with more room, and is no reply if it is cut off
 * again; with the authors' own parsing it is read as they read it. One that was withheld is none.
 */
export function askingOf(setup: AskedJudge, work: WorkKey, attempts: Attempt[], signal: AbortSignal): Asking {
  const { judge, endpoint, options, params = { temperature: 0 } } = setup
  const usage: Usage = {}
  const replies: Answer[] = []
  let wasCut = false
  let thought: string | undefined
  let failed: unknown
  const send = async (question: JudgeQuestion, maxTokens: number): Promise<Completion> => {
    if (endpoint === undefined) throw new XevalError('no-judge-model', `judge ${judge.name} needs a model`)
    const wanted = { ...question, params: { ...params, maxTokens }, work, signal }
    const answer = await request(endpoint, wanted, attempts)
    const { completion, cached } = answer
    replies.push(answer)
    if (!cached) addUsage(usage, completion.usage)
    const reply = answerOf(completion, endpoint.reasoningTags)
    if (isThought(reply)) thinkers.add(endpoint)
    thought = onlyThoughtOf(reply)
    if (reply.finishReason === 'content-filter') throw new WithheldReply(judge.name, reply.text)
    return reply
  }
  const ask = async ({ maxTokens, ...question }: JudgeQuestion): Promise<Completion> => {
    const usual = maxTokens ?? MAX_TOKENS
    const isThinker = endpoint !== undefined && thinkers.has(endpoint)
    const limit = params.maxTokens ?? (isThinker ? Math.max(usual, THINKING_TOKENS) : usual)
    const reply = await send(question, limit)
    const isCut = reply.finishReason === 'length'
    // A server that cuts off and calls it a stop: what can be read stands, what can't was cut off.
    wasCut = isCut || withFilledLimit(reply, limit).filledLimit === true
    if (!isCut || options.upstreamParsing) return reply
    if (params.maxTokens !== undefined) throw new TruncatedReply(judge.name, reply.text, limit)
    const more = isThought(reply) ? Math.max(2 * limit, THINKING_TOKENS) : 2 * limit
    const second = await send(question, more)
    if (second.finishReason === 'length') throw new TruncatedReply(judge.name, second.text, more)
    wasCut = false
    return second
  }
  return {
    usage,
    origin() {
      const from = replies.find(reply => reply.from !== undefined)?.from
      const served = [...new Set(replies.map(({ completion }) => completion.servedModel))]
      return {
        ...(served.length > 0 && !endpoint?.model.recorded && { served }),
        ...(replies.length > 0 && replies.every(({ cached }) => cached) && { cached: true }),
        ...(from !== undefined && { cachedFrom: from }),
      }
    },
    wasAsked: () => replies.length > 0,
    wasCut: () => wasCut,
    onlyThought: () => thought,
    keep: () => replies.at(-1)?.keep(),
    failedWith: error => failed !== undefined && error === failed,
    ask: question =>
      ask(question).catch((error: unknown) => {
        failed = error
        throw error
      }),
  }
}

/**
 * Judges that were seen to think get their room at once. Through batches every question has an endpoint of its own and begins anew,
 * so that it finds its earlier answers.
 */
const thinkers = new WeakSet<Endpoint>()

const isThought = ({ text, reasoning = '', usage, finishReason }: Completion): boolean =>
  reasoning !== '' || (usage.reasoningTokens ?? 0) > 0 || (finishReason === 'length' && text.trim() === '')

const onlyThoughtOf = ({ text, reasoning = '', removed = [] }: Completion): string | undefined => {
  const hasThought = reasoning.trim() !== '' || removed.some(({ kind }) => kind === 'unclosed-thought')
  return text.trim() === '' && hasThought ? reasoning.trim() : undefined
}
