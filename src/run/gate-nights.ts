import type { Comparison } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'
import type { GateOutcome, Night, Nights } from '../core/gate-result.ts'
import { spendLevel } from '../stats/spend-level.ts'
import { readNights, writeNights } from '../store/nights.ts'
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
}

/** One-sided, of a night's test against the margin. */
const LEVEL = 0.025

/** A run that is gated once more is the night that it was: it is the same test. */
export async function nightsOf(
  { before, after }: GatedRuns,
  name: string | undefined,
  { alpha = 0.05, sequential = false, out }: GateSettings,
  context: Context,
): Promise<Standing> {
  if (name === undefined) {
    if (!sequential) return { alpha, level: LEVEL, sequential }
    throw new XevalError('bad-option', '--sequential needs a baseline, but --against is a run', {
      hint: 'Set a baseline: xeval baseline set NAME RUN.',
    })
  }
  const root = baselinesFolder(context, out)
  const earlier = await readNights(root, name, before.manifest.id)
  const known = earlier.findIndex(({ run }) => run === after.manifest.id)
  const at = known < 0 ? earlier.length : known
  const spent = (level: number): number => (sequential ? spendLevel(level, at + 1) : level)
  return {
    ...{ alpha: spent(alpha), level: spent(LEVEL), sequential },
    baseline: { name, run: before.manifest.id, root, earlier, at },
  }
}

/** Writes tonight down, and says what can be wrong over all nights so far. */
export async function keepNight(
  { baseline, alpha, level, sequential }: Standing,
  tonight: { run: string; outcome: GateOutcome; comparison: Comparison },
): Promise<Nights | undefined> {
  if (baseline === undefined) return undefined
  const { name, run, root, earlier, at } = baseline
  const kept = [...earlier.slice(0, at), nightOf(tonight, alpha, level), ...earlier.slice(at + 1)]
  await writeNights(root, name, run, kept)
  const sum = (of: (night: Night) => number): number =>
    Math.min(
      1,
      kept.reduce((all, night) => all + of(night), 0),
    )
  return {
    ...{ baseline: name, nights: kept, sequential, alpha, level },
    falseAlarm: sum(night => night.alpha),
    falsePass: sum(night => night.level),
  }
}

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
