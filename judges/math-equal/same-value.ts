import { makeRng } from 'xeval'
import { minus, size } from './complex.ts'
import { exactValue } from './exact-value.ts'
import { type Expression, minusOne, variablesOf } from './expression.ts'
import { type Numeric, numericValue } from './numeric-value.ts'
import { type Exact, exact, isSame, notExact } from './rational.ts'

/** `undecided` is an honest answer: never read as one of the other two. */
export type Sameness = 'equal' | 'different' | 'undecided'

/**
 * Whether two expressions have the same value for all values of their variables. Exact in the rational numbers where that
 * goes, at random points: two different polynomials agree at one with a chance below degree / 2^30 (Schwartz 1980, Zippel
 * 1979); else in doubles. The cost is bounded by the expressions' size.
 */
export function sameValue(a: Expression, b: Expression): Sameness {
  const [endless, other] = [infinityIn(a), infinityIn(b)]
  if (endless !== 0 || other !== 0) return endless === other ? 'equal' : 'different'
  const names = [...new Set([...variablesOf(a), ...variablesOf(b)])]
  return exactly(a, b) ?? numerically(a, b, names)
}

/** The sign of ∞, as a bound of an interval has it; 0 for anything else. */
function infinityIn(of: Expression): number {
  if (of.kind === 'symbol') return of.name === 'infinity' ? 1 : 0
  const [sign, rest] = of.kind === 'product' ? of.factors : []
  return sign === minusOne && rest !== undefined ? -infinityIn(rest) : 0
}

function exactly(a: Expression, b: Expression): Sameness | undefined {
  let tried = 0
  for (let point = 0; point < 6 && tried < 3; point++) {
    const at = (name: string): Exact => exact(BigInt(1 + Math.floor(random(name, point) * 2 ** 30)), 7n)
    const x = exactOrNothing(a, at)
    const y = exactOrNothing(b, at)
    if (x === undefined && y === undefined) return undefined
    // An irrational number is not a long decimal that lies near it.
    if (x === undefined || y === undefined) return isLongFraction(x ?? y) ? 'different' : undefined
    if (!isSame(x, y)) return 'different'
    tried++
  }
  return tried > 0 ? 'equal' : undefined
}

function exactOrNothing(of: Expression, at: (name: string) => Exact): Exact | undefined {
  try {
    return exactValue(of, at)
  } catch (error) {
    if (error === notExact) return undefined
    throw error
  }
}

const isLongFraction = (value: Exact | undefined): boolean => value !== undefined && value.d > 10n ** 8n

function numerically(a: Expression, b: Expression, names: readonly string[]): Sameness {
  const points = names.length === 0 ? 1 : 10
  const verdicts: Sameness[] = []
  for (let point = 0; point < points; point++) {
    // Both signs, so that √x² is not x; not small, so that nothing cancels.
    const at = (name: string): number => (point % 2 === 0 ? 1 : -1) * (0.4 + 2 * random(name, point))
    verdicts.push(near(numericValue(a, at), numericValue(b, at)))
  }
  if (verdicts.includes('different')) return 'different'
  const agreed = verdicts.filter(verdict => verdict === 'equal').length
  return agreed === points || agreed >= 4 ? 'equal' : 'undecided'
}

function near(a: Numeric, b: Numeric): Sameness {
  const [x, y] = [a.value, b.value]
  if ([x.re, x.im, y.re, y.im].some(Number.isNaN)) return 'undecided'
  if (!Number.isFinite(size(x)) || !Number.isFinite(size(y))) return size(x) === size(y) ? 'undecided' : farApart(x, y)
  const gap = size(minus(x, y))
  const larger = Math.max(size(x), size(y))
  const blind = a.lossy || b.lossy
  if (gap <= 1e-11 * larger) return blind ? 'undecided' : 'equal'
  // Where terms have cancelled, all that is left may be rounding: a zero, if the terms were of ordinary size.
  const noise = 1e-11 * Math.max(a.cancelled, b.cancelled)
  if (gap > noise) return 'different'
  return !blind && larger <= noise && noise < 1e-6 && noise > 1e-15 ? 'equal' : 'undecided'
}

/** Infinity by overflow is beyond 1e308: another value than anything moderate. */
const farApart = (x: { re: number; im: number }, y: { re: number; im: number }): Sameness =>
  Math.min(size(x), size(y)) < 1e100 ? 'different' : 'undecided'

/** A fixed number in [0, 1) for each variable at each point, so that every run decides alike. */
function random(name: string, point: number): number {
  const key = `${name}@${point}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  if (drawn.size > 10_000) drawn.clear()
  const value = makeRng('math-equal', name, point).next()
  drawn.set(key, value)
  return value
}

const drawn = new Map<string, number>()
