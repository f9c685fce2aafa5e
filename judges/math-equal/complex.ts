/** Complex numbers in doubles, principal branches. */
export interface Complex {
  re: number
  im: number
}

export const real = (re: number): Complex => ({ re, im: 0 })
export const plus = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im })
export const minus = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im })
export const size = ({ re, im }: Complex): number => Math.hypot(re, im)

export const times = (a: Complex, b: Complex): Complex =>
  a.im === 0 && b.im === 0 ? real(a.re * b.re) : { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re }

export function over(a: Complex, b: Complex): Complex {
  if (a.im === 0 && b.im === 0) return real(a.re / b.re)
  const length = b.re * b.re + b.im * b.im
  return { re: (a.re * b.re + a.im * b.im) / length, im: (a.im * b.re - a.re * b.im) / length }
}

export const exp = ({ re, im }: Complex): Complex =>
  im === 0 ? real(Math.exp(re)) : { re: Math.exp(re) * Math.cos(im), im: Math.exp(re) * Math.sin(im) }

export const ln = (z: Complex): Complex =>
  z.im === 0 && z.re > 0 ? real(Math.log(z.re)) : { re: Math.log(size(z)), im: Math.atan2(z.im, z.re) }

export function raise(base: Complex, exponent: Complex): Complex {
  if (exponent.im === 0 && Number.isInteger(exponent.re) && Math.abs(exponent.re) <= 64)
    return wholePower(base, exponent.re)
  if (base.im === 0 && exponent.im === 0 && base.re >= 0) return real(base.re ** exponent.re)
  return exp(times(exponent, ln(base)))
}

/** The real root where there is one: ∛−8 is −2. */
export function rootOf(z: Complex, degree: number): Complex {
  if (z.im === 0 && (z.re >= 0 || degree % 2 === 1)) {
    const length = Math.abs(z.re)
    return real(
      Math.sign(z.re) * (degree === 2 ? Math.sqrt(length) : degree === 3 ? Math.cbrt(length) : length ** (1 / degree)),
    )
  }
  if (z.im === 0 && degree === 2) return { re: 0, im: Math.sqrt(-z.re) }
  return exp(times(real(1 / degree), ln(z)))
}

function wholePower(base: Complex, exponent: number): Complex {
  let product = real(1)
  for (let count = Math.abs(exponent); count > 0; count--) product = times(product, base)
  return exponent < 0 ? over(real(1), product) : product
}
