import { exactValue } from './exact-value.ts'
import { difference, type Expression, minusOne, variablesOf } from './expression.ts'
import { parse } from './parse.ts'
import { exact, notExact } from './rational.ts'
import { type Sameness, sameValue } from './same-value.ts'
import type { Shape } from './shape.ts'
import { Unreadable } from './tokens.ts'

/**
 * Two equations, at least one of them not of the form `name = value`. They mean the same where left − right of one is a
 * constant times that of the other; the constant must be ±1 where neither is solved for a variable, since questions
 * that ask for an implicit form fix its factor.
 */
export function compareEquations(gold: Shape, given: Shape): Sameness {
  const chain = arithmetic(given)
  if (chain !== undefined) return gold.kind === 'value' ? sameValue(gold.expression, chain) : 'different'
  const a = asZero(gold)
  const b = asZero(given)
  if (a === undefined || b === undefined) return 'different'
  const solved = gold.kind === 'value' || given.kind === 'value'
  if (sameValue(a, b) === 'equal' || sameValue(a, times(b, minusOne)) === 'equal') return 'equal'
  if (!solved) return 'different'
  const ratio = ratioAtOnePoint(a, b)
  return ratio === undefined ? 'undecided' : sameValue(a, times(b, ratio))
}

/** The value of `1 + 2 = 3`: a sum written out, where both sides agree and no variable is in it. */
function arithmetic(given: Shape): Expression | undefined {
  if (given.kind !== 'equation' || variablesOf(difference(given.left, given.right)).size > 0) return undefined
  return sameValue(given.left, given.right) === 'equal' ? given.right : undefined
}

/** What is zero where the equation holds; undefined for what is no equation. */
function asZero(shape: Shape): Expression | undefined {
  if (shape.kind === 'equation') return difference(shape.left, shape.right)
  if (shape.kind !== 'value' || shape.subject === undefined) return undefined
  try {
    return difference(parse(shape.subject), shape.expression)
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

export function ratioAtOnePoint(a: Expression, b: Expression): Expression | undefined {
  try {
    const at = (name: string) =>
      exact(BigInt(1000 + [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)))
    const x = exactValue(a, at)
    const y = exactValue(b, at)
    if (x.im !== 0n || y.im !== 0n || y.re === 0n || x.re === 0n) return undefined
    return {
      kind: 'quotient',
      over: { kind: 'number', n: x.re * y.d, d: 1n },
      under: { kind: 'number', n: x.d * y.re, d: 1n },
    }
  } catch (error) {
    if (error === notExact) return undefined
    throw error
  }
}

export const times = (a: Expression, b: Expression): Expression => ({ kind: 'product', factors: [b, a] })
