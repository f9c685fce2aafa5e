import { checkCounts, demand } from './checks.ts'
import { mcnemarExact } from './mcnemar.ts'

export interface FeasiblePaired {
  /** The smallest and largest p of McNemar's exact test that two published counts leave open. */
  p: [least: number, most: number]
  /** Discordant pairs at these ends. */
  discordant: [least: number, most: number]
  /** How many of the `tables` possible 2×2 tables have p < α. */
  significant: number
  tables: number
}

/**
 * What a paired test of a published table could say: over every number of samples that can have succeeded in both arms,
 * given `before` and `after` successes out of the same n samples, the range of McNemar's exact p. Throws for n = 0.
 *
 * @example
 * // 90 and 80 of 100 right: what McNemar's p can be, whichever samples they are.
 * feasiblePaired(90, 80, 100).p.map(p => p.toFixed(4)) // → ['0.0020', '0.0987']
 */
export function feasiblePaired(before: number, after: number, n: number, alpha = 0.05): FeasiblePaired {
  checkCounts({ before, after, n })
  demand(n > 0, 'no pair to compare')
  demand(before <= n && after <= n, `${Math.max(before, after)} successes out of ${n}`)
  const p: [number, number] = [1, 0]
  const discordant: [number, number] = [0, 0]
  let significant = 0
  let tables = 0
  for (let both = Math.min(before, after); both >= Math.max(0, before + after - n); both--) {
    const value = mcnemarExact(before - both, after - both)
    const changed = before + after - 2 * both
    tables++
    if (value < alpha) significant++
    if (tables === 1 || value < p[0]) [p[0], discordant[0]] = [value, changed]
    if (tables === 1 || value > p[1]) [p[1], discordant[1]] = [value, changed]
  }
  return { p, discordant, significant, tables }
}

export interface PrintedRate {
  /** As printed, to tell its decimals: `86.5`, `92`, `0.865`. */
  text: string
  /** 100 for per cent, 1 for a share. @default 100 */
  scale?: 1 | 100
}

export interface FittingCount {
  k: number
  /** `rounded` to the printed decimals (a tie either way), else cut off (`truncated`). */
  by: 'rounded' | 'truncated'
}

/**
 * Every whole number of successes out of n that prints as the rate; none where the rate and n can't both be right.
 *
 * @example
 * countsForRate({ text: '91.5' }, 200).map(({ k }) => k) // → [183]
 */
export function countsForRate(rate: PrintedRate, n: number): FittingCount[] {
  checkCounts({ n })
  demand(n > 0, 'a rate of no samples has no value')
  const { digits, unit, scale } = parse(rate)
  // All in whole numbers of half the last printed digit: 2·k·scale·10^d / n against 2·digits ± 1.
  const per = 2 * scale * unit
  const guess = (digits * n) / (scale * unit)
  const spread = n / (scale * unit)
  const fits: FittingCount[] = []
  for (let k = Math.max(0, Math.floor(guess - spread) - 1); k <= Math.min(n, guess + spread + 1); k++) {
    const scaled = k * per
    if (scaled >= (2 * digits - 1) * n && scaled <= (2 * digits + 1) * n) fits.push({ k, by: 'rounded' })
    else if (scaled >= 2 * digits * n && scaled < 2 * (digits + 1) * n) fits.push({ k, by: 'truncated' })
  }
  return fits
}

/**
 * The `count` smallest sample sizes (up to `limit`) at which some whole number of successes rounds to the rate.
 *
 * @example
 * sizesForRate({ text: '91.5' }, 3) // → [47, 59, 71]
 */
export function sizesForRate(rate: PrintedRate, count = 5, limit = 10_000): number[] {
  const sizes: number[] = []
  for (let n = 1; n <= limit && sizes.length < count; n++)
    if (countsForRate(rate, n).some(({ by }) => by === 'rounded')) sizes.push(n)
  return sizes
}

function parse({ text, scale = 100 }: PrintedRate): { digits: number; unit: number; scale: number } {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim())
  demand(match !== null, `rate ${JSON.stringify(text)} is not a number`, 'Write it as printed, such as 86.5.')
  const decimals = match[2] ?? ''
  demand(decimals.length <= 6, `rate ${text} has more than six decimals`)
  const digits = Number((match[1] ?? '') + decimals)
  const unit = 10 ** decimals.length
  demand(digits <= scale * unit, `rate ${text} is above ${scale}`)
  return { digits, unit, scale }
}
