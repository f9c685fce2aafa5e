import { criticalT } from './distributions.ts'
import { bisect } from './roots.ts'

/** A standard error that is estimated with its own degrees of freedom. */
export interface TPart {
  se: number
  df: number
}

/**
 * Half the interval of a sum of independent parts, √Σ (t(dfᵢ)·seᵢ)²: it covers at least its level whatever the true variances, which
 * Satterthwaite's degrees of freedom do not where a part has two or three. Of one part it is Student's.
 * Source: Banerjee 1960, "Approximate confidence interval for linear functions of means of k populations", Sankhyā 22, 357–358.
 */
export const halfWidth = (parts: readonly TPart[], level: number): number =>
  Math.hypot(...parts.map(({ se, df }) => (se === 0 ? 0 : se * criticalT(level, df))))

/** One-sided p of a true value that is `distance` below the estimate, or farther: that interval turned round. */
export function tailOf(parts: readonly TPart[], distance: number): number {
  if (distance < 0) return 1 - tailOf(parts, -distance)
  return bisect(p => halfWidth(parts, 1 - 2 * p) - distance, 1e-15, 0.5)
}
