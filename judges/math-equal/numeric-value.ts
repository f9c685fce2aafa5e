import { type Complex, exp, ln, minus, over, plus, raise, real, rootOf, size, times } from './complex.ts'
import { type Expression, type FunctionName, minusOne } from './expression.ts'
import { gamma } from './gamma.ts'

/** A value in doubles, with what its rounding errors are to be measured by. */
export interface Numeric {
  value: Complex
  /** The largest term of a sum whose terms nearly cancelled: the result's error is measured by it. 0 where none did. */
  cancelled: number
  /** Something small was added to something huge and is lost, or was too small for a double. */
  lossy: boolean
  /** Some part of it, if not the whole, is not real. */
  complex: boolean
}

/** Evaluates in doubles, with `at` giving the variables. Not finite where the expression has no value or overflows. */
export function numericValue(of: Expression, at: (name: string) => number): Numeric {
  const seen = { cancelled: 0, lossy: false, complex: false }
  const visit = (part: Expression): Complex => {
    const value = step(part, visit, at, seen)
    if (value.im !== 0) seen.complex = true
    return value
  }
  const value = visit(of)
  return { value, ...seen }
}

type Visit = (part: Expression) => Complex

function step(of: Expression, visit: Visit, at: (name: string) => number, seen: Seen): Complex {
  switch (of.kind) {
    case 'number':
      return real(Number(of.n) / Number(of.d))
    case 'symbol':
      return constants[of.name] ?? real(at(of.name))
    case 'sum':
      return total(of.terms.map(visit), seen)
    case 'product':
      return whole(of.factors.map(visit), factors => factors.reduce(times), seen)
    case 'quotient':
      return whole([visit(of.over), visit(of.under)], ([a = nothing, b = nothing]) => over(a, b), seen)
    case 'power':
      return power(of, visit, seen)
    case 'root':
      return rootOf(visit(of.of), of.degree)
    case 'call':
      return call(of.name, of.args.map(visit))
  }
}

type Seen = Omit<Numeric, 'value'>

/** Where nothing is zero, the result isn't either: a zero has run out of the doubles' range. */
function whole(parts: readonly Complex[], of: (parts: readonly Complex[]) => Complex, seen: Seen): Complex {
  const value = of(parts)
  if (size(value) < 1e-300 && !parts.some(part => size(part) === 0)) seen.lossy = true
  return value
}

/** x^(p/q) with odd q is real for negative x, as its root is. */
function power({ base, exponent }: Extract<Expression, { kind: 'power' }>, visit: Visit, seen: Seen): Complex {
  const [x, y] = [visit(base), visit(exponent)]
  const odd = oddRoot(exponent)
  if (odd !== undefined && x.im === 0 && x.re < 0) return real((odd.n % 2n === 0n ? 1 : -1) * (-x.re) ** y.re)
  const value = raise(x, y)
  if (size(value) < 1e-300 && size(x) > 0) seen.lossy = true
  return value
}

function oddRoot(exponent: Expression): { n: bigint; d: bigint } | undefined {
  if (exponent.kind === 'number') return exponent.d > 1n && exponent.d % 2n === 1n ? exponent : undefined
  if (exponent.kind === 'product' && exponent.factors.length === 2 && exponent.factors[1] !== undefined)
    return exponent.factors[0] === minusOne ? oddRoot(exponent.factors[1]) : undefined
  if (exponent.kind !== 'quotient' || exponent.over.kind !== 'number' || exponent.under.kind !== 'number')
    return undefined
  const { over, under } = exponent
  if (over.d !== 1n || under.d !== 1n || under.n <= 1n || under.n % 2n === 0n) return undefined
  return { n: over.n, d: under.n }
}

function total(terms: readonly Complex[], seen: Seen): Complex {
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
  if (name === 'binomial' && y !== undefined) return binomial(x, y)
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

const binomial = (n: Complex, k: Complex): Complex =>
  n.im !== 0 || k.im !== 0 ? nothing : real(gamma(n.re + 1) / (gamma(k.re + 1) * gamma(n.re - k.re + 1)))

const realFunctions: Partial<Record<FunctionName, (x: number, y: number) => number>> = {
  factorial: x => gamma(x + 1),
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  floor: Math.floor,
  ceil: Math.ceil,
}
