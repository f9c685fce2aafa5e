/** An exact complex number with rational parts: (re + im·i) / d, d > 0. Bounded, so that no power can fill memory. */
export interface Exact {
  re: bigint
  im: bigint
  d: bigint
}

/**
 * Thrown where a value is not a rational complex number, or has too many digits to go on with. One for all: it is thrown for
 * every root that is met, and making an error's stack would cost more than all the rest.
 */
export const notExact = new Error('not an exact rational number')

export const exact = (re: bigint, d = 1n, im = 0n): Exact => reduce(re, im, d)

export const add = (a: Exact, b: Exact): Exact =>
  a.d === b.d
    ? reduce(a.re + b.re, a.im + b.im, a.d)
    : reduce(a.re * b.d + b.re * a.d, a.im * b.d + b.im * a.d, a.d * b.d)

export const multiply = (a: Exact, b: Exact): Exact =>
  reduce(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re, a.d * b.d)

export function divide(a: Exact, b: Exact): Exact {
  const size = b.re * b.re + b.im * b.im
  if (size === 0n) throw notExact
  return multiply(a, reduce(b.re * b.d, -b.im * b.d, size))
}

export const isZero = ({ re, im }: Exact): boolean => re === 0n && im === 0n
export const isSame = (a: Exact, b: Exact): boolean => a.re === b.re && a.im === b.im && a.d === b.d

/** The value as a whole number from −limit to limit. */
export function toWhole({ re, im, d }: Exact, limit: number): number {
  if (im !== 0n || d !== 1n || re > BigInt(limit) || re < BigInt(-limit)) throw notExact
  return Number(re)
}

export function power(base: Exact, exponent: number): Exact {
  if (exponent < 0) return divide(exact(1n), power(base, -exponent))
  // Checked before multiplying: 9^(9^9) must cost nothing.
  const bits = Math.max(bitsOf(base.re), bitsOf(base.im), bitsOf(base.d))
  if (bits > 1 && bits * exponent > mostBits) throw notExact
  let result = exact(1n)
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(result, square)
    if (left > 1) square = multiply(square, square)
  }
  return result
}

/** The real root of a perfect power; throws where it is irrational. */
export function root(of: Exact, degree: number): Exact {
  if (of.im !== 0n || (of.re < 0n && degree % 2 === 0)) throw notExact
  const over = wholeRoot(of.re < 0n ? -of.re : of.re, degree)
  return exact(of.re < 0n ? -over : over, wholeRoot(of.d, degree))
}

function wholeRoot(of: bigint, degree: number): bigint {
  let low = 0n
  let high = 1n << BigInt(Math.ceil(bitsOf(of) / degree) + 1)
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (middle ** BigInt(degree) <= of) low = middle
    else high = middle - 1n
  }
  if (low ** BigInt(degree) !== of) throw notExact
  return low
}

function reduce(re: bigint, im: bigint, d: bigint): Exact {
  if (d < 0n) return reduce(-re, -im, -d)
  if (bitsOf(re) > mostBits || bitsOf(im) > mostBits || bitsOf(d) > mostBits) throw notExact
  if (d === 1n) return { re, im, d }
  const common = gcd(gcd(re < 0n ? -re : re, im < 0n ? -im : im), d)
  return { re: re / common, im: im / common, d: d / common }
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

const bitsOf = (value: bigint): number => (value < 0n ? -value : value).toString(16).length * 4
const mostBits = 16_384
