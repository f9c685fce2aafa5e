import { checkLevel, checkValues, demand } from './checks.ts'
import { criticalZ } from './distributions.ts'
import { clamp, type Estimate } from './estimate.ts'
import { aroundMean, type MeanEstimate } from './mean.ts'
import { Moments } from './moments.ts'
import type { Share } from './unpaired.ts'

/** A judge measured on labelled items: positives that it called so, negatives that it called so. */
export interface JudgeError {
  sensitivity: Share
  specificity: Share
}

/**
 * The true rate behind `positive.k` of `positive.n` items that a judge of known error called positive:
 * (p + Sp − 1) / (Se + Sp − 1), cut to 0…1, with Lang and Reiczigel's interval, which carries the uncertainty of
 * sensitivity and specificity. Assumes that the judge errs here as on the labelled items. Throws where it is no better than
 * chance (Se + Sp ≤ 1).
 * Sources: Rogan & Gladen 1978, https://doi.org/10.1093/oxfordjournals.aje.a112510; Lang & Reiczigel 2014,
 * https://doi.org/10.1016/j.prevetmed.2013.09.015
 *
 * @example
 * // A judge calls 30 of 100 unsafe; against people it finds 45 of 50 unsafe answers and clears 48 of 50 safe ones.
 * const { value, ci } = roganGladen({ k: 30, n: 100 }, { sensitivity: { k: 45, n: 50 }, specificity: { k: 48, n: 50 } })
 * [value, ...ci].map(rate => rate.toFixed(3)) // → ['0.302', '0.177', '0.425']
 */
export function roganGladen(positive: Share, { sensitivity, specificity }: JudgeError, level = 0.95): Estimate {
  checkLevel(level)
  for (const { k, n } of [positive, sensitivity, specificity])
    demand(
      Number.isSafeInteger(k) && Number.isSafeInteger(n) && n > 0 && k >= 0 && k <= n,
      `${k} out of ${n} is not a share of at least one item`,
    )
  const crude = corrected(positive.k / positive.n, sensitivity.k / sensitivity.n, specificity.k / specificity.n)
  demand(crude !== undefined, 'the judge is no better than chance, so no rate can be corrected for it')
  const z = criticalZ(level)
  const n = positive.n + z * z
  const p = (positive.k + (z * z) / 2) / n
  const se = agresti(sensitivity)
  const sp = agresti(specificity)
  const rate = corrected(p, se.p, sp.p)
  demand(rate !== undefined, 'the judge was validated on too few items to correct a rate for it')
  const seVariance = (se.p * (1 - se.p)) / se.n
  const spVariance = (sp.p * (1 - sp.p)) / sp.n
  const shift = 2 * z * z * (rate * seVariance - (1 - rate) * spVariance)
  const variance = (p * (1 - p)) / n + (1 - rate) ** 2 * spVariance + rate ** 2 * seVariance
  const half = (z * Math.sqrt(variance)) / (se.p + sp.p - 1)
  return {
    value: Math.min(1, Math.max(0, crude)),
    ci: clamp([Math.min(1, rate + shift - half), Math.max(0, rate + shift + half)], 0, 1),
    method: 'rogan-gladen',
  }
}

/**
 * Prediction-powered mean: judged scores of all items, put right by the items that humans scored too. `labelled` pairs
 * are (human, judge) on the same items; `judged` are the judge's scores of the other items. λ weighs the judge: 1 is plain
 * PPI, 0 the human mean alone, and by default it is chosen to make the interval smallest. The papers' normal interval holds for
 * many labelled items; here it is Student's, on Welch's degrees of freedom. At least two labelled and two judged items.
 * Sources: Angelopoulos et al. 2023, https://doi.org/10.1126/science.adi6000; PPI++, https://arxiv.org/abs/2311.01453
 *
 * @example
 * // People and the judge on five answers, and the judge alone on ten more.
 * const labelled = { human: [1, 0, 1, 1, 0], judge: [1, 0, 1, 0, 0] }
 * predictionPoweredMean(labelled, [1, 1, 0, 1, 0, 1, 1, 0, 1, 1]).value.toFixed(3) // → '0.756'
 */
export function predictionPoweredMean(
  labelled: { human: ArrayLike<number>; judge: ArrayLike<number> },
  judged: ArrayLike<number>,
  { level = 0.95, lambda }: { level?: number; lambda?: number } = {},
): MeanEstimate & { lambda: number } {
  checkLevel(level)
  checkValues('human scores', labelled.human, 2)
  checkValues('judge scores of labelled items', labelled.judge, 2)
  checkValues('judge scores', judged, 2)
  demand(labelled.human.length === labelled.judge.length, 'labelled items need a human and a judge score each')
  const rest = Moments.of(judged)
  const weight = lambda ?? bestWeight(labelled.human, labelled.judge, rest)
  const rectifier = new Moments()
  for (let i = 0; i < labelled.human.length; i++)
    rectifier.add((labelled.human[i] ?? Number.NaN) - weight * (labelled.judge[i] ?? Number.NaN))
  const parts = [(weight ** 2 * rest.variance) / rest.n, rectifier.variance / rectifier.n] as const
  const variance = parts[0] + parts[1]
  const spread = parts[0] ** 2 / (rest.n - 1) + parts[1] ** 2 / (rectifier.n - 1)
  const df = spread > 0 ? variance ** 2 / spread : rectifier.n - 1
  const value = weight * rest.mean + rectifier.mean
  return { ...aroundMean(value, Math.sqrt(variance), df, level, 'prediction-powered'), lambda: weight }
}

/** cov(human, judge) / ((1 + n/N) var(judge)), within 0…1; the variance is that of all judged items. */
function bestWeight(human: ArrayLike<number>, judge: ArrayLike<number>, rest: Moments): number {
  const n = human.length
  const meanHuman = Moments.of(human).mean
  const all = Moments.of(judge)
  let product = 0
  for (let i = 0; i < n; i++) product += ((human[i] ?? 0) - meanHuman) * ((judge[i] ?? 0) - all.mean)
  all.merge(rest)
  const variance = all.variance
  return variance > 0 ? Math.min(1, Math.max(0, product / (n - 1) / ((1 + n / rest.n) * variance))) : 0
}

function corrected(p: number, se: number, sp: number): number | undefined {
  return se + sp > 1 ? (p + sp - 1) / (se + sp - 1) : undefined
}

const agresti = ({ k, n }: Share): { p: number; n: number } => ({ p: (k + 1) / (n + 2), n: n + 2 })
