import { type Complex, exp, ln, minus, over, plus, raise, real, rootOf, size, times } from './complex.ts'
import type { Expression, FunctionName } from './expression.ts'

/** A value in doubles, with what its rounding errors are to be measured by. */
export interface Numeric {
  value: Complex
  /** The largest term of a sum whose terms nearly cancelled: the result's error is measured by it. 0 where none did. */
  cancelled: number
  /** Something small was added to something huge, and is lost. */
  lossy: boolean
}

/** Evaluates in doubles, with `at` giving the variables. Not finite where the expression has no value or overflows. */
export function numericValue(of: Expression, at: (name: string) => number): Numeric {
  const seen = { cancelled: 0, lossy: false }
  const visit = (part: Expression): Complex => step(part, visit, at, seen)
  const value = visit(of)
  return { value, ...seen }
}

type Visit = (part: Expression) => Complex

function step(of: Expression, visit: Visit, at: (name: string) => number, seen: Omit<Numeric, 'value'>): Complex {
  switch (of.kind) {
    case 'number':
      return real(Number(of.n) / Number(of.d))
    case 'symbol':
      return constants[of.name] ?? real(at(of.name))
    case 'sum':
      return total(of.terms.map(visit), seen)
    case 'product':
      return of.factors.map(visit).reduce(times)
    case 'quotient':
      return over(visit(of.over), visit(of.under))
    case 'power':
      return raise(visit(of.base), visit(of.exponent))
    case 'root':
      return rootOf(visit(of.of), of.degree)
    case 'call':
      return call(of.name, of.args.map(visit))
  }
}

function total(terms: readonly Complex[], seen: Omit<Numeric, 'value'>): Complex {
  const sum = terms.reduce((sum, term) => {
    if (isAbsorbed(sum, term) || isAbsorbed(term, sum)) seen.lossy = true
    return plus(sum, term)
  })
  const largest = Math.max(...terms.map(size))
  if (largest > 1000 * size(sum)) seen.cancelled = Math.max(seen.cancelled, largest)
  return sum
}

const isAbsorbed = (small: Complex, large: Complex): boolean => size(small) > 0 && size(small) < 1e-7 * size(large)

function call(name: FunctionName, [x = nothing, y]: readonly Complex[]): Complex {
  if (name === 'exp') return exp(x)
  if (name === 'ln') return ln(x)
  if (name === 'log') return over(ln(x), ln(y ?? real(10)))
  if (name === 'abs') return real(size(x))
  if (name === 'sin') return sine(x)
  if (name === 'cos') return cosine(x)
  if (name === 'tan') return over(sine(x), cosine(x))
  if (name === 'cot') return over(cosine(x), sine(x))
  if (name === 'sec') return over(real(1), cosine(x))
  if (name === 'csc') return over(real(1), sine(x))
  const onReals = realFunctions[name]
  return onReals === undefined || x.im !== 0 ? nothing : real(onReals(x.re, y?.re ?? 0))
}

const turned = (x: Complex): Complex => exp({ re: -x.im, im: x.re })
const sine = (x: Complex): Complex =>
  x.im === 0 ? real(Math.sin(x.re)) : over(minus(turned(x), over(real(1), turned(x))), { re: 0, im: 2 })
const cosine = (x: Complex): Complex =>
  x.im === 0 ? real(Math.cos(x.re)) : over(plus(turned(x), over(real(1), turned(x))), real(2))

const nothing = real(Number.NaN)

const constants: Record<string, Complex | undefined> = {
  pi: real(Math.PI),
  e: real(Math.E),
  i: { re: 0, im: 1 },
  infinity: real(Number.POSITIVE_INFINITY),
}

/** Factorials and binomials of numbers are exact elsewhere; of variables they have no value here. */
const realFunctions: Partial<Record<FunctionName, (x: number, y: number) => number>> = {
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  floor: Math.floor,
  ceil: Math.ceil,
}
