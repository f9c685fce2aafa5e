import { type Interval, jointBootstrap, XevalError } from 'xeval'
import type { Question } from './answers.ts'
import { type BootstrapOptions, countsOf, largestK, type Profile, profilesOf } from './curve.ts'
import { average, type JointEstimate, jointEstimate } from './joint-estimate.ts'

/** How accuracy and tokens of one answer changed together, over the questions that both runs answered. */
export interface JointChange {
  n: number
  before: { accuracy: number; tokens: number }
  after: { accuracy: number; tokens: number }
  /** after − before. */
  delta: JointEstimate
  /** Shares of resamples in which accuracy rose or not, at fewer tokens or not; they add up to 1. */
  quadrants: { betterCheaper: number; betterDearer: number; worseCheaper: number; worseDearer: number }
}

/** The dearer run's single answer against a vote of the cheaper one that spends as much. */
export interface BudgetMatch {
  n: number
  /** Which run votes: the one with fewer tokens an answer. */
  voting: 'before' | 'after'
  /** Answers that the vote may take, (tokens of the one) / (tokens of the other); between whole numbers maj@k is interpolated. */
  k: number
  /** False where the run has fewer answers than that: the vote then takes all it has, and spends less. */
  reached: boolean
  /** Average tokens a question of the single answer, and of the vote. */
  tokens: { single: number; vote: number }
  before: number
  after: number
  /** after − before at this budget, paired by question. */
  delta: { value: number; ci95: Interval }
}

/** How accuracy changed, where no question has token counts in both runs. */
export interface AccuracyChange {
  n: number
  before: number
  after: number
  delta: { value: number; ci95: Interval }
}

interface Pair {
  before: Profile
  after: Profile
}

/** Paired by question, over all that are scored in both runs; nothing where none is. */
export function accuracyChange(
  before: readonly Question[],
  after: readonly Question[],
  { resamples = 2000, seed = 0 }: BootstrapOptions = {},
): AccuracyChange | undefined {
  const others = new Map(after.map(({ id, answers }) => [id, rightOf(answers)]))
  const pairs = before.flatMap(({ id, answers }) => {
    const other = others.get(id)
    return other === undefined ? [] : [[rightOf(answers), other] as const]
  })
  if (pairs.length === 0) return undefined
  const columns = [pairs.map(([was]) => was), pairs.map(([, is]) => is)]
  const figure = jointBootstrap(columns, { seed: ['reasoning-accuracy', seed], resamples })
  const { value, ci95 } = figure(([was = 0, is = 0]) => is - was)
  const mean = (at: number) => average(columns[at] ?? [])
  return { n: pairs.length, before: mean(0), after: mean(1), delta: { value, ci95 } }
}

const rightOf = (answers: Question['answers']): number => average(answers.map(({ correct }) => Number(correct)))

/** Whether some question has token counts in both runs: without one accuracy stands alone. */
export const haveTokens = (before: readonly Question[], after: readonly Question[]): boolean => {
  const counted = new Set(after.filter(question => countsOf(question).length > 0).map(({ id }) => id))
  return before.some(question => counted.has(question.id) && countsOf(question).length > 0)
}

export function jointChange(
  before: readonly Question[],
  after: readonly Question[],
  { resamples = 2000, seed = 0 }: BootstrapOptions = {},
): JointChange {
  const pairs = paired(before, after)
  const arm = (side: keyof Pair) => [pairs.map(pair => pair[side].tokens), pairs.map(pair => pair[side].maj[0] ?? 0)]
  const figure = jointBootstrap([...arm('before'), ...arm('after')], { seed: ['reasoning-change', seed], resamples })
  const mean = (at: number) => figure(means => means[at] ?? 0).value
  const delta = (from: number, to: number) => figure(means => (means[to] ?? 0) - (means[from] ?? 0))
  const [tokens, accuracy] = [delta(0, 2), delta(1, 3)]
  const share = (better: boolean, cheaper: boolean) =>
    tokens.draws.filter((spent, at) => (accuracy.draws[at] ?? 0) > 0 === better && spent < 0 === cheaper).length /
    tokens.draws.length
  return {
    n: pairs.length,
    before: { tokens: mean(0), accuracy: mean(1) },
    after: { tokens: mean(2), accuracy: mean(3) },
    delta: jointEstimate(tokens, accuracy),
    quadrants: {
      betterCheaper: share(true, true),
      betterDearer: share(true, false),
      worseCheaper: share(false, true),
      worseDearer: share(false, false),
    },
  }
}

/** Which run votes is decided once, on all questions; the budget itself is drawn anew in each resample. */
export function budgetMatch(
  before: readonly Question[],
  after: readonly Question[],
  { resamples = 2000, seed = 0 }: BootstrapOptions = {},
): BudgetMatch {
  const pairs = paired(before, after)
  const tokensOf = (side: keyof Pair) => pairs.map(pair => pair[side].tokens)
  const voting = average(tokensOf('before')) <= average(tokensOf('after')) ? 'before' : 'after'
  const single = voting === 'before' ? 'after' : 'before'
  const most = largestK(pairs.map(pair => pair[voting]))
  const votes = Array.from({ length: most }, (_, at) => pairs.map(pair => pair[voting].maj[at] ?? 0))
  const one = pairs.map(pair => pair[single].maj[0] ?? 0)
  const columns = [tokensOf(voting), tokensOf(single), one, ...votes]
  const figure = jointBootstrap(columns, { seed: ['reasoning-budget', seed], resamples })
  const wanted = ([cheap = 1, dear = 1]: readonly number[]) => Math.max(1, dear / cheap)
  const vote = (means: readonly number[]) => between(means.slice(3), Math.min(wanted(means), most))
  const k = figure(wanted).value
  const [voted, alone] = [figure(vote).value, average(one)]
  const sign = voting === 'before' ? 1 : -1
  const delta = figure(means => sign * ((means[2] ?? 0) - vote(means)))
  return {
    n: pairs.length,
    voting,
    k,
    reached: k <= most,
    tokens: { single: average(tokensOf(single)), vote: Math.min(k, most) * average(tokensOf(voting)) },
    before: voting === 'before' ? voted : alone,
    after: voting === 'before' ? alone : voted,
    delta: { value: delta.value, ci95: delta.ci95 },
  }
}

function paired(before: readonly Question[], after: readonly Question[]): Pair[] {
  const others = new Map(profilesOf(after).map(profile => [profile.id, profile]))
  const pairs = profilesOf(before).flatMap(profile => {
    const other = others.get(profile.id)
    return other === undefined ? [] : [{ before: profile, after: other }]
  })
  if (pairs.length > 0) return pairs
  throw new XevalError('no-pairs', 'no question has scored answers and token counts in both runs')
}

/** maj@k for a k between whole numbers, along the straight line. */
function between(maj: readonly number[], k: number): number {
  const low = maj[Math.floor(k) - 1] ?? 0
  const high = maj[Math.ceil(k) - 1] ?? low
  return low + (high - low) * (k - Math.floor(k))
}
