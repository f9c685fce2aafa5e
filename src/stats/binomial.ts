import type { RandomBits } from './random.ts'

/**
 * A draw from Binomial(n, p), exact: by inversion where n·min(p, 1−p) < 10, else by Hörmann's rejection (BTRS).
 * Source: Hörmann 1993, https://doi.org/10.1080/00949659308811496
 */
export function drawBinomial(random: RandomBits, n: number, p: number): number {
  if (n === 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p)
  return n * p < 10 ? invert(random, n, p) : reject(random, n, p)
}

/** ln k!, to about 1e-15 of its size. */
export const logFactorial = (k: number): number =>
  (k + 0.5) * Math.log(k + 1) - (k + 1) + 0.5 * Math.log(2 * Math.PI) + stirlingTail(k)

/** P(X = k) for X ~ Binomial(n, p), 0 < p < 1. */
export const binomialPmf = (k: number, n: number, p: number): number =>
  Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p))

function invert(random: RandomBits, n: number, p: number): number {
  const odds = p / (1 - p)
  for (;;) {
    let u = random.uniform()
    let mass = Math.exp(n * Math.log1p(-p))
    for (let k = 0; k <= n; k++) {
      if (u <= mass) return k
      u -= mass
      mass *= (odds * (n - k)) / (k + 1)
    }
  }
}

function reject(random: RandomBits, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const alpha = (2.83 + 5.1 / b) * spread
  const squeeze = 0.92 - 4.2 / b
  const mode = Math.floor((n + 1) * p)
  const odds = p / (1 - p)
  for (;;) {
    const u = random.uniform() - 0.5
    const v = random.uniform()
    const room = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / room + b) * u + n * p + 0.5)
    if (room >= 0.07 && v <= squeeze) return k
    if (!(k >= 0 && k <= n)) continue
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(n - mode) -
      stirlingTail(k) -
      stirlingTail(n - k)
    if (Math.log((v * alpha) / (a / (room * room) + b)) <= bound) return k
  }
}

/** What Stirling's formula at k + 1 leaves of ln k!. */
function stirlingTail(k: number): number {
  const small = tails[k]
  if (small !== undefined) return small
  const x = 1 / (k + 1) ** 2
  return (1 / 12 - (1 / 360 - (1 / 1260 - x / 1680) * x) * x) / (k + 1)
}

const tails = Array.from({ length: 16 }, (_, k) => {
  let factorial = 1
  for (let i = 2; i <= k; i++) factorial *= i
  return Math.log(factorial) - ((k + 0.5) * Math.log(k + 1) - (k + 1) + 0.5 * Math.log(2 * Math.PI))
})
