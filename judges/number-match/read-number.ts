import { digits, fold, type Quantity, quantities, wholeQuantity } from 'xeval/judges/answer-exact'
import { extractAnswer } from 'xeval/judges/math-equal'

/** A number that stands alone, such as a gold answer: `1,234.5`, `12%`, `三千五百`, `-2.5e3`. */
export function readNumber(text: string): Quantity | undefined {
  const plain = withoutExponent(text.trim())
  return plain === undefined ? undefined : wholeQuantity(digits(fold(plain)).replace(/(?<=\d)[.。]$/, ''))
}

/** What an answer says: its final number, several that could be it, a bound such as `over 5`, or none. */
export type Found = { kind: 'number'; number: Quantity; via: string } | { kind: 'several' | 'bound' | 'none' }

/**
 * The number that an answer gives: the one in a box or behind "the answer is", else the only one in the text. Which of several is
 * meant is not guessed.
 */
export function numberIn(answer: string): Found {
  const final = extractAnswer(answer)
  const stated = final === undefined ? undefined : onlyOne(final.answer)
  if (final !== undefined && stated?.kind === 'number') return { ...stated, via: final.via }
  const all = onlyOne(answer)
  // A box that holds something else is the answer all the same.
  return final?.via === 'boxed' && stated?.kind !== 'none' && stated !== undefined ? stated : all
}

function onlyOne(text: string): Found {
  const plain = withoutExponent(text)
  const found = plain === undefined ? [] : quantities(digits(fold(plain)))
  const [first] = found
  if (first === undefined) return { kind: 'none' }
  if (found.some(({ bound }) => bound)) return { kind: 'bound' }
  const isSame = ({ value, unit }: Quantity): boolean =>
    value === first.value && unit?.dimension === first.unit?.dimension
  return found.every(isSame) ? { kind: 'number', number: first, via: 'only-number' } : { kind: 'several' }
}

/** `2.5e3` and `2.5 × 10^3` as 2500; nothing where that is no number that can be written out. */
function withoutExponent(text: string): string | undefined {
  let isTooLarge = false
  const plain = text.replace(
    /(?<!\d)(\d(?:[\d,]{0,60}\d)?(?:\.\d{1,60})?)(?:[eE]|\s?(?:\\times|[×x*])\s?10\s?(?:\^\s?|\*\*)\{?)([+-]?\d{1,3})\}?(?![\d.]*\d)/g,
    (_, figure: string, power: string) => {
      const value = Number(figure.replaceAll(',', '')) * 10 ** Number(power)
      if (Number.isFinite(value) && Math.abs(value) < 1e21 && (value === 0 || Math.abs(value) >= 1e-6))
        return String(value)
      isTooLarge = true
      return ''
    },
  )
  return isTooLarge ? undefined : plain
}
