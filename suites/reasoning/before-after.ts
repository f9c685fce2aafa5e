import { type Interval, XevalError } from 'xeval'
import type { Question } from './answers.ts'
import { average, type JointEstimate, jointEstimate, percentiles, resampled } from './bootstrap.ts'
import { type BootstrapOptions, largestK, type Profile, profilesOf } from './curve.ts'

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

interface Pair {
  before: Profile
  after: Profile
}

export function jointChange(
  before: readonly Question[],
  after: readonly Question[],
  { resamples = 2000, seed = 0 }: BootstrapOptions = {},
): JointChange {
  const pairs = paired(before, after)
  const arm = (side: keyof Pair, of: readonly Pair[]) => ({
    accuracy: average(of.map(pair => pair[side].maj[0] ?? 0)),
    tokens: average(of.map(pair => pair[side].tokens)),
  })
  const change = (of: readonly Pair[]) => {
    const [from, to] = [arm('before', of), arm('after', of)]
    return { tokens: to.tokens - from.tokens, accuracy: to.accuracy - from.accuracy }
  }
  const draws = resampled(pairs.length, resamples, seed, indices => change(pick(pairs, indices)))
  const share = (better: boolean, cheaper: boolean) =>
    draws.filter(({ tokens, accuracy }) => accuracy > 0 === better && tokens < 0 === cheaper).length / draws.length
  return {
    n: pairs.length,
    before: arm('before', pairs),
    after: arm('after', pairs),
    delta: jointEstimate(change(pairs), draws),
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
  const tokensOf = (side: keyof Pair, of: readonly Pair[]) => average(of.map(pair => pair[side].tokens))
  const voting = tokensOf('before', pairs) <= tokensOf('after', pairs) ? 'before' : 'after'
  const single = voting === 'before' ? 'after' : 'before'
  const most = largestK(pairs.map(pair => pair[voting]))
  const at = (of: readonly Pair[]) => {
    const wanted = Math.max(1, tokensOf(single, of) / tokensOf(voting, of))
    const k = Math.min(wanted, most)
    const vote = average(of.map(pair => between(pair[voting].maj, k)))
    const one = average(of.map(pair => pair[single].maj[0] ?? 0))
    return { wanted, k, before: voting === 'before' ? vote : one, after: voting === 'before' ? one : vote }
  }
  const whole = at(pairs)
  const draws = resampled(pairs.length, resamples, seed, indices => at(pick(pairs, indices)))
  return {
    n: pairs.length,
    voting,
    k: whole.wanted,
    reached: whole.wanted <= most,
    tokens: { single: tokensOf(single, pairs), vote: whole.k * tokensOf(voting, pairs) },
    before: whole.before,
    after: whole.after,
    delta: { value: whole.after - whole.before, ci95: percentiles(draws.map(draw => draw.after - draw.before)) },
  }
}

function paired(before: readonly Question[], after: readonly Question[]): Pair[] {
  const others = new Map(profilesOf(after).map(profile => [profile.id, profile]))
  const pairs = profilesOf(before).flatMap(profile => {
    const other = others.get(profile.id)
    return other === undefined ? [] : [{ before: profile, after: other }]
  })
  if (pairs.length > 0) return pairs
  throw new XevalError('no-pairs', 'the two runs have no question with scored answers and token counts in common')
}

const pick = (pairs: readonly Pair[], indices: Int32Array): Pair[] =>
  Array.from(indices, index => pairs[index]).filter(pair => pair !== undefined)

/** maj@k for a k between whole numbers, along the straight line. */
function between(maj: readonly number[], k: number): number {
  const low = maj[Math.floor(k) - 1] ?? 0
  const high = maj[Math.ceil(k) - 1] ?? low
  return low + (high - low) * (k - Math.floor(k))
}
