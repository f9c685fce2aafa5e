import type { Expression } from './expression.ts'

/** A decimal literal as an exact fraction; `.5`, `5.` and `6.7e-5` are read too. */
export function numberOf(text: string): Expression {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', places = ''] = mantissa.split('.')
  const shift = Math.max(-400, Math.min(400, Number(exponent))) - places.length
  const digits = BigInt(`${whole}${places}` || '0')
  const [n, d] = shift >= 0 ? [digits * 10n ** BigInt(shift), 1n] : [digits, 10n ** BigInt(-shift)]
  const common = gcd(n, d)
  return { kind: 'number', n: n / common, d: d / common }
}

export const isGreek = (name: string): boolean => greek.has(name)

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

const greek = new Set(
  (
    'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau ' +
    'upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega ell'
  ).split(' '),
)
