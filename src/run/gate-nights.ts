import type { Comparison } from '../core/comparison.ts'
import { messageOf, XevalError } from '../core/errors.ts'
import type { GateOutcome, Night, Nights } from '../core/gate-result.ts'
import { spendLevel } from '../stats/spend-level.ts'
import { lockNights, readNights, writeNights } from '../store/nights.ts'
import { baselinesFolder } from './baselines.ts'
import type { Context } from './context.ts'
import type { GateSettings } from './gate-settings.ts'
import type { GatedRuns } from './gated-runs.ts'

/** Which night it is, and the levels of its tests. */
export interface Standing {
  /** Two-sided, of the table. */
  alpha: number
  /** One-sided, against the margin. */
  level: number
  sequential: boolean
  /** Nothing where a run that has no name is held against. */
  baseline?: { name: string; run: string; root: string; earlier: readonly Night[]; at: number }
  /** Why no night can be written: the verdict is still to be had. */
  failure?: XevalError
  /** Lets another gate have the nights. */
  release(): Promise<void>
}

/** One-sided, of a night's test against the margin. */
const LEVEL = 0.025

const nothing = async (): Promise<void> => {}

/** A run that is gated once more is the night that it was: it is the same test. Until it is released no other gate has these nights. */
export async function nightsOf(
  { before, after }: GatedRuns,
  name: string | undefined,
  { alpha = 0.05, sequential = false, out }: GateSettings,
  context: Context,
): Promise<Standing> {
  if (name === undefined) {
    if (!sequential) return { alpha, level: LEVEL, sequential, release: nothing }
    throw new XevalError('bad-option', '--sequential needs a baseline, but --against is a run', {
      hint: 'Set a baseline: xeval baseline set NAME RUN.',
    })
  }
  const root = baselinesFolder(context, out)
  const { release, failure } = await lockNights(root, name).then(
    lock => ({ ...lock, failure: undefined }),
    (error: unknown) => {
      if (!XevalError.is(error) || error.code !== 'cannot-write') throw error
      return { release: nothing, failure: error }
    },
  )
  const earlier = await readNights(root, name, before.manifest.id).catch(async (error: unknown) => {
    await release()
    throw error
  })
  const known = earlier.findIndex(({ run }) => run === after.manifest.id)
  const at = known < 0 ? earlier.length : known
  const spent = (level: number): number => (sequential ? spendLevel(level, at + 1) : level)
  return {
    ...{ alpha: spent(alpha), level: spent(LEVEL), sequential },
    baseline: { name, run: before.manifest.id, root, earlier, at },
    ...(failure && { failure }),
    release,
  }
}

/** Tonight among the others, and why it could not be kept there. */
export interface Kept {
  nights?: Nights
  failure?: XevalError
}

/** Writes tonight down, and says what can be wrong over all nights so far. A disk that is full takes no verdict away. */
export async function keepNight(
  { baseline, alpha, level, sequential, failure: locking }: Standing,
  tonight: { run: string; outcome: GateOutcome; comparison: Comparison },
): Promise<Kept> {
  if (baseline === undefined) return {}
  const { name, run, root, earlier, at } = baseline
  const kept = [...earlier.slice(0, at), nightOf(tonight, alpha, level), ...earlier.slice(at + 1)]
  const cause =
    locking ??
    (await writeNights(root, name, run, kept).then(
      () => undefined,
      (error: unknown) => error,
    ))
  const failure = cause === undefined ? undefined : notKept(name, cause)
  const sum = (of: (night: Night) => number): number =>
    Math.min(
      1,
      kept.reduce((all, night) => all + of(night), 0),
    )
  const nights: Nights = {
    ...{ baseline: name, nights: kept, sequential, alpha, level },
    falseAlarm: sum(night => night.alpha),
    falsePass: sum(night => night.level),
    ...(failure && { notKept: failure.message }),
  }
  return { nights, ...(failure && { failure }) }
}

const notKept = (name: string, cause: unknown): XevalError =>
  new XevalError('night-not-kept', `this night could not be counted against ${name}: ${messageOf(cause)}`, {
    hint: 'The verdict is above. Free some space or fix the permissions, then gate the run again.',
    cause,
  })

const nightOf = (
  { run, outcome, comparison }: { run: string; outcome: GateOutcome; comparison: Comparison },
  alpha: number,
  level: number,
): Night => ({
  ...{ run, outcome, alpha, level },
  benchmarks: comparison.benchmarks.map(({ name, n, delta: { value, ci95 }, unit }) => ({
    name,
    n,
    value,
    ci95,
    unit,
  })),
})
