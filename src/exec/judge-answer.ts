import { answerMark } from '../core/answer-mark.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Completion } from '../core/completion.ts'
import { formatLocation, ThoughtReply, TruncatedReply, XevalError } from '../core/errors.ts'
import type { HumanRating, Judge } from '../core/judge.ts'
import { JudgeFault } from '../core/judge-fault.ts'
import type { Attempt, Failure } from '../core/outcome.ts'
import { ProviderError } from '../core/provider-error.ts'
import type { JudgmentRecord } from '../core/records.ts'
import type { Sample } from '../core/sample.ts'
import { whyUnusable } from '../core/unusable.ts'
import { type AskedJudge, askingOf } from './ask-judge.ts'
import { checkedJudgment } from './checked-judgment.ts'

/** A judge with its model, its authors' templates and its options. */
export interface JudgeSetup extends AskedJudge {
  judge: Judge
  /** A plug-in of others, whose code may do anything. */
  isForeign?: boolean
  templates: Readonly<Record<string, string>>
  /** People's ratings of an answer, for judges that go by them. */
  ratings?(benchmark: string, sample: Sample, completion: Completion): readonly HumanRating[]
}

/**
 * Judges one answer. Answers that can't be judged are counted apart without asking anybody. A judge's reply outside its scale
 * is kept whole and counted; one that was cut off, and a failed request, can be done again by a resume.
 */
export async function judgeAnswer(
  setup: JudgeSetup,
  benchmark: Pick<Benchmark, 'name' | 'truncated'>,
  sample: Sample,
  epoch: number,
  completion: Completion,
  signal: AbortSignal,
): Promise<JudgmentRecord> {
  const attempts: Attempt[] = []
  const work = { benchmark: benchmark.name, sampleId: sample.id, epoch }
  const asking = askingOf(setup, work, attempts, signal)
  const { ask, usage, keep, origin, wasAsked, wasCut, onlyThought, failedWith } = asking
  const base = { ...work, judge: setup.judge.name, attempts, usage, answer: answerMark(completion.text) }
  const unusable = whyUnusable(benchmark, completion)
  if (unusable !== undefined) return { ...base, outcome: { ok: false, error: { ...unusable, final: true } } }
  try {
    const { templates, options } = setup
    const ratings = setup.ratings?.(benchmark.name, sample, completion)
    const context = { sample, completion, options, templates, ask, ...(ratings ? { ratings } : {}) }
    const value = await checkedJudgment(setup, context, asking, signal)
    // An author's reader may make a label of no text at all.
    const thought = onlyThought()
    if (thought !== undefined) throw new ThoughtReply(setup.judge.name, thought)
    if (!wasCut()) keep()
    return { ...base, outcome: { ok: true, value }, ...origin() }
  } catch (error) {
    const unread = asThought(error, setup.judge, onlyThought())
    const told = wasCut() ? asTruncated(unread, setup.judge) : unread
    if (concernsRun(told, failedWith(error), signal)) throw error
    const failure = failureOf(told, wasAsked())
    return { ...base, outcome: { ok: false, error: failure }, ...origin() }
  }
}

/** What was cut off and could not be read is cut off in the first place. */
const asTruncated = (error: unknown, { name }: Judge): unknown =>
  isUnread(error) ? new TruncatedReply(name, error.raw) : error

/** What is kept of a thought that could not be read is the thought, behind what was said before it. */
const asThought = (error: unknown, { name }: Judge, thought: string | undefined): unknown =>
  thought !== undefined && isUnread(error) && !(error instanceof ThoughtReply)
    ? new ThoughtReply(name, [error.raw.trim(), thought].filter(Boolean).join('\n\n'))
    : error

const isUnread = (error: unknown): error is XevalError & { raw: string } =>
  XevalError.is(error) && error.code === 'unparsable-judgment' && 'raw' in error && typeof error.raw === 'string'

/** A run that is stopped, and what asking failed with, unless it is a failed request: no model, a wrong key. */
function concernsRun(error: unknown, ofAsking: boolean, signal: AbortSignal): boolean {
  if (XevalError.is(error) && ('raw' in error || 'pending' in error)) return false
  if (signal.aborted) return true
  return ProviderError.is(error) ? error.action === 'stop' : ofAsking
}

/** A judge that asked nobody and gives no label has not failed: it can't tell. Whatever else it throws is a failure of this sample. */
function failureOf(error: unknown, wasAsked: boolean): Failure {
  if (!XevalError.is(error)) throw error
  const { code, message, hint, zh, location } = error
  const failure = {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(zh !== undefined && { zh }),
    ...(location !== undefined && { location: formatLocation(location) }),
  }
  if ('raw' in error && typeof error.raw === 'string') {
    const { raw } = error
    if (code === 'truncated-judgment') return { ...failure, raw, of: 'judge' }
    if (wasAsked) return { ...failure, raw, final: true, of: 'judge' }
    return { ...failure, raw, final: true, of: 'undecided' }
  }
  if ('pending' in error) return { ...failure, of: 'pending' }
  if (code === 'content-filter') return { ...failure, code: 'withheld-judgment', final: true, of: 'judge' }
  const stack = error instanceof JudgeFault ? error.thrown : undefined
  return { ...failure, ...(stack !== undefined && { stack }), of: 'judge' }
}
