import { majAtEveryK, XevalError } from 'xeval'
import { type Question, votesOf } from './answers.ts'
import { average, type JointEstimate, jointEstimate, resampled } from './bootstrap.ts'

/** Majority over k answers: k times the tokens of one. */
export interface CurvePoint extends JointEstimate {
  k: number
}

export interface Curve {
  /** Questions in it, and those left out for want of a scored answer or of a token count. */
  n: number
  left: number
  points: readonly CurvePoint[]
  /** Share of answers that the token limit cut off. Above 2 % the curve measures the limit as much as the model. */
  capShare: number
}

export interface BootstrapOptions {
  /** @default 2000 */
  resamples?: number
  /** @default 0 */
  seed?: number
}

/** A question as the curve needs it: mean tokens of one answer, and the chance of a right vote for each k. */
export interface Profile {
  id: string
  tokens: number
  maj: readonly number[]
}

/**
 * Accuracy of a majority vote over k answers against the average tokens that k answers take, k = 1 … the smallest number
 * of answers that a question has. Regions: questions resampled, tokens and accuracy drawn together.
 */
export function accuracyCurve(questions: readonly Question[], options: BootstrapOptions = {}): Curve {
  const profiles = profilesOf(questions)
  const answers = questions.flatMap(question => question.answers)
  return {
    n: profiles.length,
    left: questions.length - profiles.length,
    points: pointsOf(profiles, options),
    capShare: answers.filter(({ capped }) => capped).length / answers.length,
  }
}

/** The questions that have an answer with a token count. Throws where none has. */
export function profilesOf(questions: readonly Question[]): Profile[] {
  const profiles = questions.flatMap(({ id, answers }) => {
    const counts = answers.flatMap(({ outputTokens }) => outputTokens ?? [])
    return counts.length === 0 ? [] : [{ id, tokens: average(counts), maj: majAtEveryK(votesOf(answers)) }]
  })
  if (profiles.length > 0) return profiles
  throw new XevalError(
    'no-tokens',
    'no answer has a count of output tokens, so there is no accuracy at a token budget',
    {
      hint: 'Use an endpoint that reports `usage`, or give `usage` in the replay file.',
    },
  )
}

/** The smallest number of answers that a question has. */
export const largestK = (profiles: readonly Profile[]): number => Math.min(...profiles.map(({ maj }) => maj.length))

function pointsOf(profiles: readonly Profile[], { resamples = 2000, seed = 0 }: BootstrapOptions): CurvePoint[] {
  const count = largestK(profiles)
  const n = profiles.length
  const tokens = Float64Array.from(profiles, profile => profile.tokens)
  const maj = profiles.map(profile => Float64Array.from(profile.maj.slice(0, count)))
  const mean = (indices: Int32Array) => {
    let sum = 0
    const right = new Float64Array(count)
    for (const index of indices) {
      sum += tokens[index] ?? 0
      const own = maj[index] ?? right
      for (let k = 0; k < count; k++) right[k] = (right[k] ?? 0) + (own[k] ?? 0)
    }
    return { tokens: sum / n, right: right.map(total => total / n) }
  }
  const draws = resampled(n, resamples, seed, mean)
  const whole = mean(Int32Array.from(profiles.keys()))
  const at = (drawn: ReturnType<typeof mean>, k: number) => ({
    tokens: k * drawn.tokens,
    accuracy: drawn.right[k - 1] ?? 0,
  })
  return Array.from({ length: count }, (_, index) => {
    const k = index + 1
    const drawn = draws.map(draw => at(draw, k))
    return { k, ...jointEstimate(at(whole, k), drawn) }
  })
}
