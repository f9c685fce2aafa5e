import { binomialPmf, drawBinomial } from './binomial.ts'
import { checkCounts, checkValues, demand } from './checks.ts'
import { RandomBits, type Seed } from './random.ts'
import { type Groups, unitsOf } from './units.ts'

export interface PermutationOptions {
  seed: Seed
  /** Random sign flips where there are too many to count. @default 9_999 */
  flips?: number
  /** Differences of one group change sign together. */
  groups?: Groups
}

export interface PermutationTest {
  /** Two-sided, in (0, 1]. */
  p: number
  method: 'sign-flip-exact' | 'sign-flip-monte-carlo'
}

/** Up to so many outcomes are enumerated. */
const enumerable = 2 ** 20

/**
 * The paired permutation test of a mean difference: under the hypothesis that the arms are exchangeable, each difference
 * (or cluster's sum of them) is as likely with the other sign. p is the share of sign assignments whose sum is as far
 * from 0 as the observed one: exact where differences of the same size leave at most 2²⁰ outcomes (on yes/no scores it
 * is McNemar's exact test at any n), else (b + 1)/(m + 1) over m random assignments. 1 where all differences are 0.
 * Source: Phipson & Smyth 2010, https://doi.org/10.2202/1544-6115.1585
 *
 * @example
 * signFlipTest([1, 2, 0, 1, 3, -1], { seed: ['docs'] }).p // → 0.25
 */
export function signFlipTest(differences: ArrayLike<number>, options: PermutationOptions): PermutationTest {
  const { seed, flips = 9_999, groups } = options
  checkValues('differences', differences)
  demand(Number.isSafeInteger(flips) && flips >= 99, `${flips} sign flips, at least 99 are needed`)
  return test(sizesOf(differences, groups), seed, flips)
}

/** Differences of yes/no scores in one stratum: how many went up and how many down, and what one of them weighs in the sum. */
export interface FlippedStratum {
  up: number
  down: number
  weight: number
}

/**
 * The same test of a weighted sum of benchmarks' differences: under the hypothesis each flip, in its own benchmark, could as well have gone
 * the other way. Of one benchmark it is McNemar's exact test.
 *
 * @example
 * stratifiedSignFlipTest([{ up: 4, down: 0, weight: 0.05 }, { up: 3, down: 1, weight: 0.01 }], { seed: ['docs'] }).p // → 0.03906250000000001
 */
export function stratifiedSignFlipTest(
  strata: readonly FlippedStratum[],
  { seed, flips = 9_999 }: Omit<PermutationOptions, 'groups'>,
): PermutationTest {
  for (const { up, down, weight } of strata) {
    checkCounts({ up, down })
    demand(weight > 0 && Number.isFinite(weight), `a stratum weighs ${weight}, expected a number above 0`)
  }
  const sizes = new Map<number, Size>()
  for (const { up, down, weight } of strata) {
    const known = sizes.get(weight)
    sizes.set(weight, { size: weight, times: (known?.times ?? 0) + up + down, plus: (known?.plus ?? 0) + up })
  }
  return test([...sizes.values()], seed, flips)
}

function test(sizes: readonly Size[], seed: Seed, flips: number): PermutationTest {
  const observed = Math.abs(sizes.reduce((sum, { size, plus, times }) => sum + size * (2 * plus - times), 0))
  const total = sizes.reduce((sum, { size, times }) => sum + size * times, 0)
  // Sums that differ by rounding only are equal.
  const reached = (sum: number) => Math.abs(sum) >= observed - 1e-10 * total
  const outcomes = sizes.reduce((product, { times }) => product * (times + 1), 1)
  if (outcomes <= enumerable) return { p: Math.min(1, enumerate(sizes, reached)), method: 'sign-flip-exact' }
  const draw = signDrawer(sizes, new RandomBits(seed))
  let hits = 0
  for (let i = 0; i < flips; i++) if (reached(draw())) hits++
  return { p: (hits + 1) / (flips + 1), method: 'sign-flip-monte-carlo' }
}

/** Differences of one absolute size: how many, and how many of them positive. */
interface Size {
  size: number
  times: number
  plus: number
}

function sizesOf(differences: ArrayLike<number>, groups: Groups | undefined): Size[] {
  const { rows, width, times } = unitsOf([differences], groups)
  const sizes = new Map<number, Size>()
  times.forEach((often, row) => {
    const difference = rows[row * width] ?? 0
    if (difference === 0) return
    const size = Math.abs(difference)
    const entry = sizes.get(size) ?? { size, times: 0, plus: 0 }
    entry.times += often
    if (difference > 0) entry.plus += often
    sizes.set(size, entry)
  })
  return [...sizes.values()]
}

/** The probability of the sums that `reached` holds for, over all ways to share out the signs. */
function enumerate(sizes: readonly Size[], reached: (sum: number) => boolean): number {
  const masses = sizes.map(({ times }) =>
    Float64Array.from({ length: times + 1 }, (_, k) => binomialPmf(k, times, 0.5)),
  )
  const below = (at: number, sum: number): number => {
    const entry = sizes[at]
    if (entry === undefined) return reached(sum) ? 1 : 0
    let p = 0
    masses[at]?.forEach((mass, plus) => {
      p += mass * below(at + 1, sum + entry.size * (2 * plus - entry.times))
    })
    return p
  }
  return below(0, 0)
}

/** Sums under random signs: a binomial draw a size where sizes repeat, else a bit a difference. */
function signDrawer(sizes: readonly Size[], random: RandomBits): () => number {
  const count = sizes.reduce((sum, { times }) => sum + times, 0)
  if (sizes.length * 32 < count)
    return () => sizes.reduce((sum, { size, times }) => sum + size * (2 * drawBinomial(random, times, 0.5) - times), 0)
  const magnitudes = Float64Array.from(sizes.flatMap(({ size, times }) => new Array<number>(times).fill(size)))
  const total = magnitudes.reduce((sum, size) => sum + size, 0)
  return () => 2 * sumOfHalf(magnitudes, random) - total
}

/** The sum of each value with probability ½. */
function sumOfHalf(values: Float64Array, random: RandomBits): number {
  const { block } = random
  let sum = 0
  for (let i = 0; i < values.length; ) {
    const use = random.take(Math.ceil((values.length - i) / 32))
    for (let word = random.start; word < random.start + use; word++) {
      let bits = block[word] ?? 0
      for (const end = Math.min(i + 32, values.length); i < end; i++) {
        sum += (values[i] ?? 0) * (bits & 1)
        bits >>>= 1
      }
    }
  }
  return sum
}
