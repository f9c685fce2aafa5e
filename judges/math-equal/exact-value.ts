import type { Expression } from './expression.ts'
import { add, divide, type Exact, exact, isZero, multiply, notExact, power, root, toWhole } from './rational.ts'

/** A value for each variable; π and e take part as two more of them. */
export type Point = (name: string) => Exact

/**
 * The exact value at a point. π and e are taken as unknowns like any variable: two rational functions of a transcendental
 * number are equal only where they are equal as functions. Throws `notExact` for irrational parts and huge powers.
 */
export function exactValue(of: Expression, at: Point): Exact {
  switch (of.kind) {
    case 'number':
      return { re: of.n, im: 0n, d: of.d }
    case 'symbol':
      if (of.name === 'infinity') throw notExact
      return of.name === 'i' ? exact(0n, 1n, 1n) : at(of.name)
    case 'sum':
      return of.terms.reduce((sum, term) => add(sum, exactValue(term, at)), exact(0n))
    case 'product':
      return of.factors.reduce((product, factor) => multiply(product, exactValue(factor, at)), exact(1n))
    case 'quotient':
      return divide(exactValue(of.over, at), exactValue(of.under, at))
    case 'power':
      return exactPower(of.base, of.exponent, at)
    case 'root':
      return root(constant(of.of), of.degree)
    case 'call':
      return exactCall(of, at)
  }
}

/** The value of an expression without variables, π and e as text; undefined where that isn't exact. */
export function exactText(of: Expression): string | undefined {
  try {
    const { re, im, d } = constant(of)
    return `${re},${im}/${d}`
  } catch (error) {
    if (error === notExact) return undefined
    throw error
  }
}

function exactPower(base: Expression, exponent: Expression, at: Point): Exact {
  const times = constant(exponent)
  const value = exactValue(base, at)
  if (times.d === 1n) return isZero(value) && times.re <= 0n ? noValue() : power(value, toWhole(times, 4096))
  if (times.im !== 0n || times.d > 99n || value.re < 0n) throw notExact
  return power(root(constant(base), Number(times.d)), toWhole(exact(times.re), 4096))
}

function exactCall({ name, args }: Extract<Expression, { kind: 'call' }>, at: Point): Exact {
  const [first, second] = args.map(arg => exactValue(arg, at))
  if (first === undefined) return noValue()
  if (name === 'abs' && first.im === 0n) return { ...first, re: first.re < 0n ? -first.re : first.re }
  if (name === 'factorial') return factorial(toWhole(first, 500))
  if (name === 'binomial' && second !== undefined) return binomial(first, toWhole(second, 4096))
  if ((name === 'floor' || name === 'ceil') && first.im === 0n) return rounded(first, name === 'ceil')
  throw notExact
}

/** Roots and exponents may not depend on a variable: at one point a square, at the next one not. */
const constant = (of: Expression): Exact =>
  exactValue(of, () => {
    throw notExact
  })

function factorial(n: number): Exact {
  if (n < 0) return noValue()
  let product = 1n
  for (let factor = 2; factor <= n; factor++) product *= BigInt(factor)
  return exact(product)
}

/** n(n−1)…(n−k+1) / k!, for any n: `\\binom{n+1}{2}` is a polynomial. */
function binomial(n: Exact, k: number): Exact {
  if (k < 0) return noValue()
  if (n.d === 1n && n.im === 0n && n.re >= 0n) return wholeBinomial(toWhole(n, 4096), k)
  if (k > 40) return noValue()
  let value = exact(1n)
  for (let factor = 0; factor < k; factor++)
    value = divide(multiply(value, add(n, exact(BigInt(-factor)))), exact(BigInt(factor + 1)))
  return value
}

function wholeBinomial(n: number, k: number): Exact {
  if (n < k) return noValue()
  let value = 1n
  const least = Math.min(k, n - k)
  for (let factor = 1; factor <= least; factor++) value = (value * BigInt(n - least + factor)) / BigInt(factor)
  return exact(value)
}

function rounded({ re, d }: Exact, up: boolean): Exact {
  const floor = re / d - (re % d < 0n ? 1n : 0n)
  return exact(up && re % d !== 0n ? floor + 1n : floor)
}

function noValue(): never {
  throw notExact
}
