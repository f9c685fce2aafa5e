import { type Expression, variablesOf } from './expression.ts'
import { numericValue } from './numeric-value.ts'

/**
 * Whether one side is the other's value as a computer prints it: a decimal with twelve digits or more, right to the last
 * one. A shorter decimal is a rounded answer, and not the exact one.
 */
export function isPrintOut(a: Expression, b: Expression): boolean {
  const [x, y] = [printed(a), printed(b)]
  if (x === undefined && y === undefined) return false
  // Two decimals are compared exactly, and a decimal with a short one too.
  if (isDecimal(a) && isDecimal(b)) return false
  return x === undefined ? y !== undefined && matches(a, y) : matches(b, x)
}

interface Printed {
  value: number
  /** One unit in the last place. */
  unit: number
}

function printed(of: Expression): Printed | undefined {
  const number = of.kind === 'product' && of.factors.length === 2 && of.factors[1] !== undefined ? of.factors[1] : of
  if (number.kind !== 'number' || number.d === 1n || !isDecimal(number)) return undefined
  const sign = number === of ? 1 : -1
  const digits = (number.n < 0n ? -number.n : number.n).toString()
  const places = placesOf(number.d)
  const scaled = ((number.n < 0n ? -number.n : number.n) * 10n ** BigInt(places)) / number.d
  if (scaled.toString().length < 12 || digits.length > 40) return undefined
  return { value: (sign * Number(number.n)) / Number(number.d), unit: 10 ** -places }
}

/** A fraction of ten: its denominator has the factors 2 and 5 alone. */
function isDecimal(of: Expression): boolean {
  if (of.kind === 'product' && of.factors.length === 2 && of.factors[1] !== undefined) return isDecimal(of.factors[1])
  return of.kind === 'number' && placesOf(of.d) < 400
}

function placesOf(denominator: bigint): number {
  let left = denominator
  let places = 0
  while (left > 1n && places < 400) {
    if (left % 10n === 0n) left /= 10n
    else if (left % 2n === 0n) left /= 2n
    else if (left % 5n === 0n) left /= 5n
    else return Number.POSITIVE_INFINITY
    places++
  }
  return places
}

function matches(exact: Expression, { value, unit }: Printed): boolean {
  if (variablesOf(exact).size > 0) return false
  const { value: other, lossy } = numericValue(exact, () => Number.NaN)
  return !lossy && other.im === 0 && Math.abs(other.re - value) < 0.999 * unit + 4e-16 * Math.abs(value)
}
