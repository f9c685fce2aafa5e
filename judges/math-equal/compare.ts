import { compareShapes } from './compare-shapes.ts'
import { exactText } from './exact-value.ts'
import { variablesOf } from './expression.ts'
import { normalise, squeezed } from './normalise.ts'
import { readShape } from './read-shape.ts'
import type { Sameness } from './same-value.ts'
import type { Shape } from './shape.ts'

/** Reads both answers and says whether they mean the same. Deterministic, bounded, asks nobody. */
export function compareAnswers(gold: string, given: string): Sameness {
  // Nobody's final answer is that long, and every pattern below should stay cheap.
  if (Math.max(gold.length, given.length) > longest) return gold === given ? 'equal' : 'undecided'
  const key = `${gold}\u0000${given}`
  const known = verdicts.get(key)
  if (known !== undefined) return known
  const isSame = written(gold) === written(given) && written(gold) !== ''
  const verdict = isSame ? 'equal' : (compareChoices(gold, given) ?? compareRead(gold, given))
  remember(verdicts, key, verdict)
  return verdict
}

/** One text for all spellings of an exact number without a unit; undefined for any other answer. */
export function numberKey(answer: string): string | undefined {
  if (numberKeys.has(answer)) return numberKeys.get(answer)
  const shape = answer.length > longest ? undefined : shapes(answer)
  const isPlain = shape?.kind === 'value' && shape.unit === undefined && shape.subject === undefined
  const key = isPlain && shape.rounded === undefined ? exactText(shape.expression) : undefined
  remember(numberKeys, answer, key)
  return key
}

/** `1,000` is a number, except where a list is wanted; `2,74` a list, except where one number is. */
function compareRead(gold: string, given: string): Sameness {
  const [wanted, answer] = [shapes(gold), shapes(given)]
  const verdict = compareShapes(wanted, answer)
  if (verdict !== 'different') return verdict
  if (wanted.kind === 'list' && /\d,\d/.test(given)) {
    const asList = compareShapes(wanted, shapes(given.replace(/,(?=\d)/g, ', ')))
    if (asList !== 'different') return asList
  }
  if (wanted.kind === 'value' && answer.kind === 'list' && decimalComma.test(given))
    return compareShapes(wanted, shapes(given.replace(',', '.')))
  if (answer.kind === 'value' && wanted.kind === 'list' && /^\d+,\d{2}$/.test(gold))
    return compareShapes(shapes(gold.replace(',', '.')), answer)
  // `5m` may be a product; where a number is wanted it is metres.
  const metric = shortUnit.exec(normalise(given))
  if (metric !== null && wanted.kind === 'value' && variablesOf(wanted.expression).size === 0)
    return compareShapes(wanted, shapes(`${metric[1]}\\text{ ${metric[2]}}${metric[3] ?? ''}`))
  return verdict
}

const shortUnit = /^(-?\d+(?:\.\d+)?)\s?([msghLlNJWVAK])(\^\{?\d\}?)?$/

/** As it is written on the continent of Europe; three places would be thousands. */
const decimalComma = /^[^\d,]{0,3}\d+,(?:\d{1,2}|\d{4,})[^\d,]*$/

/** A chosen option may be followed by its text: `(C) 15` for `\text{(C)}`. The text alone may be that of any option. */
function compareChoices(gold: string, given: string): Sameness | undefined {
  const chosen = /^\$?\\(?:text|textbf|mathrm|mbox)\{\s*\(?([A-H])\)?\s*\}\$?$|^\$?\(([A-H])\)\$?$/.exec(gold)
  if (chosen === null) return undefined
  const letter = /^(?:\\text\{\s*)?(?:(?:option|choice|选项?)\s?)?(?:\(([A-H])\)|([A-H])(?=[.):\s}]|$))/i.exec(
    normalise(given),
  )
  if (letter === null) return 'undecided'
  return (letter[1] ?? letter[2])?.toUpperCase() === (chosen[1] ?? chosen[2]) ? 'equal' : 'different'
}

function written(answer: string): string {
  const text = texts.get(answer) ?? squeezed(normalise(answer))
  remember(texts, answer, text)
  return text
}

const longest = 2000

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
