import type { Expression } from './expression.ts'
import { logGamma } from './gamma.ts'

/**
 * ln |value| of what is certainly not zero: numbers, their products, quotients, powers, factorials. Undefined for sums and
 * whatever else could be zero. It tells apart what doubles can't hold: 1/2000! is neither 0 nor 1/2001!.
 */
export function logSize(of: Expression): number | undefined {
  switch (of.kind) {
    case 'number':
      return of.n === 0n ? undefined : logOf(of.n) - logOf(of.d)
    case 'symbol':
      return of.name === 'pi' ? Math.log(Math.PI) : of.name === 'e' ? 1 : of.name === 'i' ? 0 : undefined
    case 'product':
      return of.factors.reduce<number | undefined>((sum, factor) => plus(sum, logSize(factor), 1), 0)
    case 'quotient':
      return plus(logSize(of.over), logSize(of.under), -1)
    case 'power':
      return scaled(logSize(of.base), realValue(of.exponent))
    case 'root':
      return scaled(logSize(of.of), 1 / of.degree)
    case 'call': {
      const [first] = of.args
      const value = first === undefined ? undefined : realValue(first)
      if (value === undefined) return undefined
      if (of.name === 'exp') return value
      return of.name === 'factorial' && value >= 0 ? logGamma(value + 1) : undefined
    }
    case 'sum':
      return undefined
  }
}

/** Twice in the logarithm would be too much for a double, so an exponent is a number that one holds well. */
function realValue(of: Expression): number | undefined {
  if (of.kind === 'sum') {
    const parts = of.terms.map(realValue)
    return parts.reduce<number | undefined>((sum, part) => plus(sum, part, 1), 0)
  }
  const size = logSize(of)
  if (size === undefined || Math.abs(size) > 600) return of.kind === 'number' && of.n === 0n ? 0 : undefined
  return isNegative(of) ? -Math.exp(size) : Math.exp(size)
}

function isNegative(of: Expression): boolean {
  if (of.kind === 'number') return of.n < 0n
  if (of.kind === 'product') return of.factors.filter(isNegative).length % 2 === 1
  return of.kind === 'quotient' && isNegative(of.over) !== isNegative(of.under)
}

function logOf(n: bigint): number {
  const digits = (n < 0n ? -n : n).toString()
  return Math.log(Number(digits.slice(0, 17))) + Math.max(0, digits.length - 17) * Math.LN10
}

const plus = (a: number | undefined, b: number | undefined, sign: 1 | -1): number | undefined =>
  a === undefined || b === undefined ? undefined : a + sign * b
const scaled = (size: number | undefined, by: number | undefined): number | undefined =>
  size === undefined || by === undefined ? undefined : size * by
