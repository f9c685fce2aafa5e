import { compareEquations } from './equations.ts'
import { exactText } from './exact-value.ts'
import { normalise } from './normalise.ts'
import { type Sameness, sameValue } from './same-value.ts'
import { plainWords, readShape, type Shape } from './shape.ts'

/** Reads both answers and says whether they mean the same. Deterministic, bounded, asks nobody. */
export function compareAnswers(gold: string, given: string): Sameness {
  // Nobody's final answer is that long, and every pattern below should stay cheap.
  if (Math.max(gold.length, given.length) > longest) return gold === given ? 'equal' : 'undecided'
  const key = `${gold}\u0000${given}`
  const known = verdicts.get(key)
  if (known !== undefined) return known
  const verdict =
    squeezed(gold) === squeezed(given) ? 'equal' : (compareChoices(gold, given) ?? compareRead(shapes(gold), given))
  remember(verdicts, key, verdict)
  return verdict
}

/** One text for all spellings of an exact number without a unit; undefined for any other answer. */
export function numberKey(answer: string): string | undefined {
  if (numberKeys.has(answer)) return numberKeys.get(answer)
  const shape = answer.length > longest ? undefined : shapes(answer)
  const isPlain = shape?.kind === 'value' && shape.unit === undefined && shape.subject === undefined
  const key = isPlain ? exactText(shape.expression) : undefined
  remember(numberKeys, answer, key)
  return key
}

/** `1,000` is a number, except where a list is wanted. */
function compareRead(gold: Shape, answer: string): Sameness {
  const verdict = compareShapes(gold, shapes(answer))
  const isAmbiguous = gold.kind === 'list' && /\d,\d/.test(answer)
  return verdict === 'different' && isAmbiguous
    ? compareShapes(gold, shapes(answer.replace(/,(?=\d)/g, ', ')))
    : verdict
}

/** A chosen option may be followed by its text: `(C) 15` for `\text{(C)}`. */
function compareChoices(gold: string, given: string): Sameness | undefined {
  const chosen = /^\\(?:text|textbf|mathrm|mbox)\{\s*\(?([A-H])\)?\s*\}$|^\(([A-H])\)$/.exec(gold)
  if (chosen === null) return undefined
  const letter = /^(?:\\text\{\s*)?(?:\(([A-H])\)|([A-H])(?=[.):\s}]|$))/i.exec(normalise(given))
  if (letter === null) return 'different'
  return (letter[1] ?? letter[2])?.toUpperCase() === (chosen[1] ?? chosen[2]) ? 'equal' : 'different'
}

export function compareShapes(gold: Shape, given: Shape): Sameness {
  if (gold.subject !== undefined && given.subject !== undefined && differ(gold.subject, given.subject))
    return 'different'
  if (gold.kind === 'text' || given.kind === 'text') return compareTexts(gold, given)
  if (gold.kind === 'unreadable' || given.kind === 'unreadable') return 'undecided'
  if (gold.kind === 'equation' || given.kind === 'equation') return compareEquations(gold, given)
  if (gold.kind === 'based' || given.kind === 'based') return compareBased(gold, given)
  if (gold.kind === 'value' && given.kind === 'value') return compareValues(gold, given)
  if (gold.kind === 'matrix' && given.kind === 'matrix') return inOrder(gold.rows, given.rows, rowsEqual)
  if (gold.kind === 'tuple' && given.kind === 'tuple') return compareTuples(gold, given)
  if (gold.kind === 'list' || given.kind === 'list' || gold.kind === 'union' || given.kind === 'union') {
    return compareLists(gold, given)
  }
  return 'different'
}

/** Only short names of different things: `x` and `y`. `S` and `\text{Area}` may be the same. */
const differ = (a: string, b: string): boolean => a !== b && /^[a-z]$/.test(a) && /^[a-z]$/.test(b)

function compareTexts(gold: Shape, given: Shape): Sameness {
  const words = (shape: Shape) => (shape.kind === 'text' ? shape.words : plainWords(shape.source))
  const same = words(gold) === words(given)
  // A number written out, or a sentence around a formula, is not for us to say no to.
  if (same) return 'equal'
  return gold.kind === 'text' || (given.kind === 'text' && given.words.split(' ').length <= 4)
    ? 'different'
    : 'undecided'
}

type Of<K extends Shape['kind']> = Extract<Shape, { kind: K }>

function compareValues(gold: Of<'value'>, given: Of<'value'>): Sameness {
  const verdict = sameValue(gold.expression, given.expression)
  if (gold.unit !== undefined && given.unit !== undefined && gold.unit !== given.unit) return 'different'
  if (verdict !== 'different' || (gold.unit === '%') === (given.unit === '%')) return verdict
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

/** In any order: each gold item has its own partner among the given ones. */
function compareLists(gold: Shape, given: Shape): Sameness {
  if ((gold.kind === 'union') !== (given.kind === 'union')) return 'different'
  const items = (shape: Shape) => (shape.kind === 'list' || shape.kind === 'union' ? shape.items : [shape])
  const left = [...items(given)]
  if (items(gold).length !== left.length) return 'different'
  if (left.length > 40) return 'undecided'
  const verdicts = items(gold).map(item => {
    const tried = left.map(other => compareShapes(item, other))
    const partner = tried.indexOf('equal')
    if (partner >= 0) left.splice(partner, 1)
    return partner >= 0 ? 'equal' : tried.includes('undecided') ? 'undecided' : 'different'
  })
  return all(verdicts)
}

function inOrder<T>(gold: readonly T[], given: readonly T[], compare: (a: T, b: T) => Sameness): Sameness {
  if (gold.length !== given.length) return 'different'
  return all(
    gold.map((item, at) => {
      const other = given[at]
      return other === undefined ? 'different' : compare(item, other)
    }),
  )
}

const rowsEqual = (gold: readonly Shape[], given: readonly Shape[]): Sameness => inOrder(gold, given, compareShapes)

const all = (verdicts: readonly Sameness[]): Sameness =>
  verdicts.includes('different') ? 'different' : verdicts.includes('undecided') ? 'undecided' : 'equal'

function squeezed(answer: string): string {
  const text = texts.get(answer) ?? normalise(answer).replace(/\s/g, '')
  remember(texts, answer, text)
  return text
}
const longest = 2000
const hundred = { kind: 'number', n: 100n, d: 1n } as const

/** What has been read and compared; emptied when full, since a run meets the same few answers again and again. */
const verdicts = new Map<string, Sameness>()
const texts = new Map<string, string>()
const numberKeys = new Map<string, string | undefined>()
const read = new Map<string, Shape>()

function shapes(answer: string): Shape {
  const shape = read.get(answer) ?? readShape(answer)
  remember(read, answer, shape)
  return shape
}

function remember<T>(memory: Map<string, T>, key: string, value: T): void {
  if (memory.size >= 50_000) memory.clear()
  memory.set(key, value)
}
