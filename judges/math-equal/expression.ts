/** A mathematical expression read from LaTeX. Numbers are exact: `n`/`d` in lowest terms, d > 0. */
export type Expression =
  | { kind: 'number'; n: bigint; d: bigint }
  /** A variable, or one of the constants `pi`, `e`, `i`, `infinity`. */
  | { kind: 'symbol'; name: string }
  | { kind: 'sum'; terms: readonly Expression[] }
  | { kind: 'product'; factors: readonly Expression[] }
  | { kind: 'quotient'; over: Expression; under: Expression }
  | { kind: 'power'; base: Expression; exponent: Expression }
  | { kind: 'root'; degree: number; of: Expression }
  | { kind: 'call'; name: FunctionName; args: readonly Expression[] }

export const functionNames = [
  'sin',
  'cos',
  'tan',
  'cot',
  'sec',
  'csc',
  'arcsin',
  'arccos',
  'arctan',
  'sinh',
  'cosh',
  'tanh',
  'ln',
  'log',
  'exp',
  'abs',
  'factorial',
  'binomial',
  'floor',
  'ceil',
] as const
export type FunctionName = (typeof functionNames)[number]

export const isFunctionName = (name: string): name is FunctionName => functionNames.some(known => known === name)

export const minusOne: Expression = { kind: 'number', n: -1n, d: 1n }

export const negated = (of: Expression): Expression =>
  of.kind === 'number' ? { ...of, n: -of.n } : { kind: 'product', factors: [minusOne, of] }

export const difference = (a: Expression, b: Expression): Expression => ({ kind: 'sum', terms: [a, negated(b)] })

/** The variables in it, without the constants. */
export function variablesOf(expression: Expression): Set<string> {
  const names = new Set<string>()
  const visit = (at: Expression): void => {
    if (at.kind === 'symbol' && !constants.has(at.name)) names.add(at.name)
    for (const part of partsOf(at)) visit(part)
  }
  visit(expression)
  return names
}

const constants = new Set(['pi', 'e', 'i', 'infinity'])

function partsOf(at: Expression): readonly Expression[] {
  switch (at.kind) {
    case 'number':
    case 'symbol':
      return []
    case 'sum':
      return at.terms
    case 'product':
      return at.factors
    case 'quotient':
      return [at.over, at.under]
    case 'power':
      return [at.base, at.exponent]
    case 'root':
      return [at.of]
    case 'call':
      return at.args
  }
}
