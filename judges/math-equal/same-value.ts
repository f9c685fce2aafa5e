import { makeRng } from 'xeval'
import { minus, size } from './complex.ts'
import { exactValue } from './exact-value.ts'
import { type Expression, minusOne, variablesOf } from './expression.ts'
import { logSize } from './magnitude.ts'
import { type Numeric, numericValue } from './numeric-value.ts'
import { type Exact, exact, isSame, notExact } from './rational.ts'
import { isPrintOut } from './rounding.ts'

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
    const at = (name: string): Exact =>
      exact(BigInt(signOf(name, point) * (1 + Math.floor(random(name, point) * 2 ** 30))), 7n)
    const x = exactOrNothing(a, at)
    const y = exactOrNothing(b, at)
    if (x === undefined && y === undefined) return undefined
    // An irrational number is not a long decimal that lies near it.
    if (x === undefined || y === undefined)
      return isLongDecimal(a) || isLongDecimal(b) ? (isPrintOut(a, b) ? 'equal' : 'different') : undefined
    if (!isSame(x, y)) return isPrintOut(a, b) ? 'equal' : 'different'
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

function isLongDecimal(of: Expression): boolean {
  const value = exactOrNothing(of, () => {
    throw notExact
  })
  return value !== undefined && value.d > 10n ** 8n
}

function numerically(a: Expression, b: Expression, names: readonly string[]): Sameness {
  if (names.length === 0) return near(numericValue(a, nowhere), numericValue(b, nowhere), () => bySize(a, b))
  const pairs = Array.from({ length: points }, (_, point) => {
    const at = (name: string): number =>
      signOf(name, point) * (scales[point % scales.length] ?? 1) * (0.2 + random(name, point))
    return [numericValue(a, at), numericValue(b, at)] as const
  })
  // Where both have real values they must agree; √x·√x and x are the same where both exist.
  const onReals = pairs.filter(([x, y]) => !x.complex && !y.complex)
  const tried = onReals.length > 0 ? onReals : pairs
  const verdicts = tried.map(([x, y]) => near(x, y, () => 'undecided'))
  if (verdicts.includes('different')) return 'different'
  const isMixed = pairs.some(([x, y]) => x.complex !== y.complex)
  const agreed = verdicts.filter(verdict => verdict === 'equal').length
  return agreed >= 4 && !isMixed ? 'equal' : 'undecided'
}

/** Small ones, for functions that end at 1; large ones, for roots that begin somewhere. */
const scales = [0.7, 2, 9]
const points = 18
const nowhere = (): number => Number.NaN

/** A sign of its own for each variable, so that √(x²y²) is not xy. */
const signOf = (name: string, point: number): number =>
  name !== 'pi' && name !== 'e' && random(`${name} sign`, point) < 0.5 ? -1 : 1

function near(a: Numeric, b: Numeric, otherwise: () => Sameness): Sameness {
  const [x, y] = [a.value, b.value]
  if ([x.re, x.im, y.re, y.im].some(Number.isNaN)) return otherwise()
  if (!Number.isFinite(size(x)) || !Number.isFinite(size(y))) return size(x) === size(y) ? otherwise() : farApart(x, y)
  const gap = size(minus(x, y))
  const larger = Math.max(size(x), size(y))
  const blind = a.lossy || b.lossy
  if (gap <= 1e-11 * larger) return blind ? otherwise() : 'equal'
  // Where terms have cancelled, all that is left may be rounding: a zero, if the terms were of ordinary size.
  const noise = 1e-11 * Math.max(a.cancelled, b.cancelled)
  if (gap > noise) return 'different'
  return !blind && larger <= noise && noise < 1e-6 && noise > 1e-15 ? 'equal' : 'undecided'
}

/** Of what no double holds, by logarithms; the two can be told apart, not be found equal. */
function bySize(a: Expression, b: Expression): Sameness {
  const [x, y] = [logSize(a), logSize(b)]
  const isZero = (of: Expression) => of.kind === 'number' && of.n === 0n
  if ((x === undefined && isZero(a) && y !== undefined) || (y === undefined && isZero(b) && x !== undefined))
    return 'different'
  if (isSameTree(a, b)) return 'equal'
  if (x === undefined || y === undefined) return 'undecided'
  return Math.abs(x - y) > 1e-9 * Math.max(1, Math.abs(x)) ? 'different' : 'undecided'
}

/** Written alike, part by part. */
const isSameTree = (a: Expression, b: Expression): boolean => treeText(a) === treeText(b)
const treeText = (of: Expression): string =>
  JSON.stringify(of, (_, value) => (typeof value === 'bigint' ? value.toString() : value))

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
