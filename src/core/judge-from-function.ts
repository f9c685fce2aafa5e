import { messageOf, UnparsableReply, XevalError } from './errors.ts'
import { defineJudge, type Judge, type JudgeContext } from './judge.ts'
import { JudgeFault } from './judge-fault.ts'
import type { Label } from './judgment.ts'
import { isOnScale, scaleInWords } from './on-scale.ts'

/** What every judge says of itself. */
interface Described {
  /** kebab-case. */
  name: string
  /** Raise it whenever what it measures changes. @default 1 */
  version?: number
  /** @default says that it is a function */
  description?: string
}

/** What a function is told of an answer. */
interface Answered extends Pick<JudgeContext, 'sample' | 'completion'> {
  /** The last thing that the user says in the sample. */
  input: string
  /** The answer. */
  output: string
  /** The first of the sample's targets, where it has any. */
  expected?: string
}

/** The label or rating, alone or with why; `null` where the function can't tell. */
type Verdict<L extends Label> = L | null | { label: L | null; rationale?: string }

interface Untyped {
  judge(answered: Answered): unknown
}

type Judging<L extends Label> = (answered: Answered) => Verdict<L> | Promise<Verdict<L>>

/**
 * A plain function as a judge: of a closed set of labels, or of ratings from `min` to `max`. `null` leaves an answer unscored.
 * What is neither `null` nor on the scale, and whatever the function throws, is a fault of the function: that sample's failure.
 *
 * @example
 * const judge = judgeFromFunction({
 *   name: 'brief',
 *   labels: ['brief', 'long'],
 *   judge: ({ output }) => (output.length < 200 ? 'brief' : 'long'),
 * })
 * judge.scale // → ['brief', 'long']
 * judgeFromFunction({ name: 'letters', min: 0, max: 1000, judge: ({ output }) => output.length }).scale // → { min: 0, max: 1000 }
 */
export function judgeFromFunction<const L extends string>(
  definition: Described & { labels: readonly [L, ...L[]]; judge: Judging<NoInfer<L>> },
): Judge<L>
export function judgeFromFunction(
  definition: Described & { min: number; max: number; judge: Judging<number> },
): Judge<number>
export function judgeFromFunction(
  definition: Described & ({ labels: readonly string[] } | { min: number; max: number }) & Untyped,
): Judge {
  const { name, version = 1, description = 'Judges by a function' } = definition
  const scale = 'labels' in definition ? definition.labels : { min: definition.min, max: definition.max }
  return defineJudge<Label>({
    name,
    version,
    description,
    scale,
    model: 'none',
    prompts: [],
    async judge(context) {
      const { label, rationale } = parts(await called(name, definition.judge, context))
      if (label === null) throw new UnparsableReply(name, rationale ?? '', 'a judgment')
      if (!isOnScale(scale, label)) throw offScale(name, label, scale)
      return { label, ...(rationale !== undefined && { rationale }), raw: '' }
    },
  })
}

/** What an autoevals-style scorer gives back; more may stand in it. */
interface ScorerResult {
  name: string
  /** `null` where it can't tell. */
  score: number | null
}

/**
 * A scorer of the shape that autoevals has as a judge: `({ input, output, expected }) => ({ name, score })`, from 0 to 1 unless
 * `min` and `max` say otherwise. A score of `null` leaves an answer unscored. If it asks a model, it does so by itself:
 * such requests are neither limited nor recorded.
 *
 * @example
 * const exact = async ({ output, expected }: { output: string; expected?: string }) => ({
 *   name: 'Exact',
 *   score: expected === undefined ? null : Number(output === expected),
 * })
 * judgeFromScorer({ name: 'exact', scorer: exact }).scale // → { min: 0, max: 1 }
 */
export function judgeFromScorer({
  scorer,
  min = 0,
  max = 1,
  description = 'Judges by a scorer',
  ...rest
}: Described & {
  scorer(asked: {
    input: string
    output: string
    expected?: string
  }): ScorerResult | number | null | Promise<ScorerResult | number | null>
  min?: number
  max?: number
}): Judge<number> {
  return judgeFromFunction({
    ...rest,
    description,
    min,
    max,
    async judge({ input, output, expected }) {
      const found = await scorer({ input, output, ...(expected !== undefined && { expected }) })
      return typeof found === 'object' && found !== null ? found.score : found
    },
  })
}

async function called(name: string, judge: Untyped['judge'], context: JudgeContext): Promise<unknown> {
  const { sample, completion } = context
  const input = sample.input.findLast(({ role }) => role === 'user')?.content ?? ''
  const expected = sample.target?.[0]
  try {
    return await judge({
      sample,
      completion,
      input,
      output: completion.text,
      ...(expected !== undefined && { expected }),
    })
  } catch (cause) {
    // Such as a failed request of its own: known errors keep their meaning.
    if (XevalError.is(cause)) throw cause
    throw new JudgeFault(name, messageOf(cause), cause)
  }
}

function parts(verdict: unknown): { label: unknown; rationale?: string } {
  if (typeof verdict !== 'object' || verdict === null || !('label' in verdict)) return { label: verdict }
  const why = 'rationale' in verdict && typeof verdict.rationale === 'string' ? { rationale: verdict.rationale } : {}
  return { label: verdict.label, ...why }
}

const offScale = (name: string, label: unknown, scale: Judge['scale']): XevalError =>
  new XevalError(
    'judgment-off-scale',
    `judge ${name} returned ${typeof label === 'number' ? label : (JSON.stringify(label) ?? 'undefined')}; allowed: ${scaleInWords(scale)}, or null`,
    { hint: 'Fix the function. Then resume, or, if its module has changed, run again with --cache.' },
  )
