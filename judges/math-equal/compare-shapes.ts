import { compareLists } from './compare-lists.ts'
import { compareOrders } from './compare-orders.ts'
import { compareEquations } from './equations.ts'
import type { Expression } from './expression.ts'
import { squeezed } from './normalise.ts'
import { compareRatios } from './ratio.ts'
import { type Sameness, sameValue } from './same-value.ts'
import type { Of, Shape } from './shape.ts'
import { haveOtherSubjects } from './subjects.ts'
import { inOrder } from './verdicts.ts'
import { numberInWords, plainWords } from './words.ts'

export function compareShapes(gold: Shape, given: Shape): Sameness {
  if (haveOtherSubjects(gold, given)) return 'different'
  if (gold.kind === 'text' || given.kind === 'text') return compareTexts(gold, given)
  if (gold.kind === 'unreadable' || given.kind === 'unreadable')
    return squeezed(gold.source) === squeezed(given.source) ? 'equal' : 'undecided'
  if (gold.kind === 'order' || given.kind === 'order') return compareOrders(gold, given)
  if (gold.kind === 'equation' || given.kind === 'equation') return compareEquations(gold, given)
  if (gold.kind === 'based' || given.kind === 'based') return compareBased(gold, given)
  if (isCompound(gold) || (isCompound(given) && gold.subject !== undefined)) return compareEquations(gold, given)
  if (gold.kind === 'value' && given.kind === 'value') return compareValues(gold, given)
  if (gold.kind === 'ratio' && given.kind === 'ratio') return compareRatios(gold, given)
  if (gold.kind === 'matrix' && given.kind === 'matrix')
    return inOrder(gold.rows, given.rows, (a, b) => inOrder(a, b, compareShapes))
  if (gold.kind === 'tuple' && given.kind === 'tuple') return compareTuples(gold, given)
  const isSeveral = [gold, given].some(({ kind }) => kind === 'list' || kind === 'union')
  return isSeveral ? compareLists(gold, given, compareShapes) : 'different'
}

/** `x - y = 1`: as the gold answer it is an equation, as a given one it may say what a quantity is. */
const isCompound = ({ kind, subject = '' }: Shape): boolean => kind === 'value' && /[-+*/]|\\frac/.test(subject)

function compareTexts(gold: Shape, given: Shape): Sameness {
  const words = (shape: Shape) => (shape.kind === 'text' ? shape.words : plainWords(shape.source))
  const [wanted, said] = [words(gold), words(given)]
  if (wanted === said && wanted !== '') return 'equal'
  // `five apples`: a number in words with what it counts.
  if (gold.kind === 'value' && given.kind === 'text') {
    const n = numberInWords(said.split(' ').slice(0, -1).join(' '))
    if (n !== undefined) return sameValue(gold.expression, { kind: 'number', n, d: 1n })
  }
  // A sentence around a formula is not for us to say no to.
  return gold.kind === 'text' || (given.kind === 'text' && said.split(' ').length <= 4) ? 'different' : 'undecided'
}

function compareValues(gold: Of<'value'>, given: Of<'value'>): Sameness {
  const verdict = sameValue(gold.expression, given.expression)
  if (gold.unit !== undefined && given.unit !== undefined && gold.unit !== given.unit) return 'different'
  if (verdict === 'equal' && gold.unit === undefined && given.unit === '%' && isProperFraction(gold.expression))
    return 'undecided'
  if (verdict !== 'different') return verdict
  // `\frac23 \approx 0.67` says both, if it is true.
  for (const [one, other] of [
    [gold, given],
    [given, gold],
  ] as const)
    if (one.rounded !== undefined && sameValue(one.rounded, other.expression) === 'equal') return 'equal'
  if ((gold.unit === '%') === (given.unit === '%')) return verdict
  // One half is 50 %, and where only the other side says `%` it may have been meant as that.
  const hundredth = (shape: Of<'value'>): Of<'value'>['expression'] =>
    shape.unit === '%' ? { kind: 'quotient', over: shape.expression, under: hundred } : shape.expression
  return sameValue(hundredth(gold), hundredth(given))
}

/** Digits in a stated base. An answer without one is in the gold answer's, since the question asks for it. */
function compareBased(gold: Shape, given: Shape): Sameness {
  const digits = (shape: Shape) =>
    shape.kind === 'based' ? shape.digits : shape.source.replace(/\s/g, '').replace(/^0+(?=.)/, '')
  if (gold.kind !== 'based')
    return given.kind === 'based' && given.base === 10 && digits(gold) === digits(given) ? 'equal' : 'different'
  if (given.kind === 'based' && given.base !== gold.base) return 'different'
  return digits(gold) === digits(given) ? 'equal' : 'different'
}

function compareTuples(gold: Of<'tuple'>, given: Of<'tuple'>): Sameness {
  const brackets = (shape: Of<'tuple'>) => (shape.open === '<' ? '()' : shape.open + shape.close)
  return brackets(gold) === brackets(given) ? inOrder(gold.items, given.items, compareShapes) : 'different'
}

/** `0.2 %` may be the same as 0.2 where the question asks for per cent, or a hundredth of it. */
const isProperFraction = (of: Expression): boolean =>
  of.kind === 'number' ? of.d > 1n && of.n < of.d : of.kind === 'quotient'

const hundred = { kind: 'number', n: 100n, d: 1n } as const
