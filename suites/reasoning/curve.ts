import { type Interval, jointBootstrap, majAtEveryK, XevalError } from 'xeval'
import { type Question, votesOf } from './answers.ts'
import { average, type JointEstimate, jointEstimate } from './joint-estimate.ts'

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

/** Accuracy over all questions, and the tokens of those answers whose tokens were counted. */
export interface Averages {
  n: number
  accuracy: number
  accuracyCi95: Interval
  /** A question's mean, averaged over the questions that have one; absent where no answer has a count. */
  tokens?: number
  /** Answers with a count, of all. */
  counted: number
  answers: number
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

/** One answer's accuracy and tokens: a right answer counts as one whether or not the server counted its tokens. */
export function averagesOf(
  questions: readonly Question[],
  { resamples = 2000, seed = 0 }: BootstrapOptions = {},
): Averages {
  const right = questions.map(({ answers }) => average(answers.map(({ correct }) => Number(correct))))
  const figure = jointBootstrap([right], { seed: ['reasoning-bootstrap', seed], resamples })
  const { value, ci95 } = figure(([mean = 0]) => mean)
  const counts = questions.map(countsOf)
  const tokens = counts.filter(own => own.length > 0).map(average)
  return {
    n: questions.length,
    accuracy: value,
    accuracyCi95: ci95,
    ...(tokens.length > 0 && { tokens: average(tokens) }),
    counted: counts.flat().length,
    answers: questions.flatMap(({ answers }) => answers).length,
  }
}

/** The questions that have an answer with a token count. Throws where none has. */
export function profilesOf(questions: readonly Question[]): Profile[] {
  const profiles = questions.flatMap(question => {
    const counts = countsOf(question)
    const { id, answers } = question
    return counts.length === 0 ? [] : [{ id, tokens: average(counts), maj: majAtEveryK(votesOf(answers)) }]
  })
  if (profiles.length > 0) return profiles
  throw new XevalError(
    'no-tokens',
    'no answer has an output token count, so accuracy at a token budget cannot be computed',
    {
      hint: 'Use an endpoint that reports `usage`, or add `usage` to the replay file.',
    },
  )
}

export const countsOf = ({ answers }: Question): number[] => answers.flatMap(({ outputTokens }) => outputTokens ?? [])

/** The smallest number of answers that a question has. */
export const largestK = (profiles: readonly Profile[]): number => Math.min(...profiles.map(({ maj }) => maj.length))

function pointsOf(profiles: readonly Profile[], { resamples = 2000, seed = 0 }: BootstrapOptions): CurvePoint[] {
  const count = largestK(profiles)
  const tokens = profiles.map(profile => profile.tokens)
  const right = Array.from({ length: count }, (_, at) => profiles.map(({ maj }) => maj[at] ?? 0))
  const figure = jointBootstrap([tokens, ...right], { seed: ['reasoning-bootstrap', seed], resamples })
  return right.map((_, at) => {
    const k = at + 1
    return {
      k,
      ...jointEstimate(
        figure(([mean = 0]) => k * mean),
        figure(means => means[k] ?? 0),
      ),
    }
  })
}
