/** An answer's value apart from what it is counted in. */
export interface Measured {
  value: string
  /** One name for all spellings of a unit: `cm^2`, `dollar`, `degree`, `%`; absent for none or one we don't know. */
  unit?: string
}

/**
 * Takes money signs, degree signs, per cent and unit words off both ends of a normalised answer. A bare word goes only
 * after a number (`5 apples`), since `2abc` may be algebra.
 */
export function measured(text: string): Measured {
  const money =
    /^(-?)\s*(?:\\?\$|[\u20ac\u00a3\u00a5]|\\text\{[\u20ac\u00a3\u00a5]\})\s*(.+)$/.exec(text) ??
    /^(-?)\s*\\text\{\\?\$\}\s*(.+)$/.exec(text)
  if (money !== null) return { value: `${money[1]}${measured(money[2] ?? '').value}`, unit: 'dollar' }
  // The degrees of `\sin 15°` belong to the angle.
  if (/(?:sin|cos|tan|cot|sec|csc)(?![a-z])/.test(text)) return { value: text }
  for (const [pattern, unit] of trailing) {
    const found = pattern.exec(text)
    const value = found?.[1]?.trim()
    if (value && (unit !== undefined || isUnit(found?.[2] ?? '', pattern === bareWord, pattern === gluedUnit)))
      return withUnit(value, unit ?? unitNamed(found?.[2] ?? '', found?.[3]))
  }
  return { value: text }
}

const withUnit = (value: string, unit: string | undefined): Measured =>
  unit === undefined ? { value } : { value, unit }

/** The unit's own name, with its power; `square inches` and `inches^2` are one. */
function unitNamed(words: string, power: string | undefined): string | undefined {
  const plain = words
    .toLowerCase()
    .replace(/\\text\{|[{}.]/g, ' ')
    .trim()
  const [, shape, word = plain, inside] = /^(square|cubic|sq\.?|cu\.?)?\s*([a-z]+)\s*(?:\^\s*(\d))?$/.exec(plain) ?? []
  const [top, below] = plain.split(/\s?\/\s?/).map(part => spellings.get(part))
  if (top !== undefined && below !== undefined) return `${top}/${below}`
  const name = spellings.get(word) ?? spellings.get(word.replace(/s$/, ''))
  if (name === undefined || name === '') return undefined
  const raised = power ?? inside ?? (shape === undefined ? undefined : shape.startsWith('sq') ? '2' : '3')
  return raised === undefined || raised === '1' ? name : `${name}^${raised}`
}

/** Words that only say what is counted; `5 million` and `5 less than x` say more. */
function isUnit(words: string, bare: boolean, glued: boolean): boolean {
  const plain = words.trim().toLowerCase()
  if (plain.split(/\s+/).length > 4 || /\d/.test(plain)) return false
  if (plain.split(/[\s-]+/).some(word => meaning.test(word))) return false
  if (plain.includes('/')) return !bare && (unitNamed(words, undefined) !== undefined || /[a-z]{2}/.test(plain))
  // Letters side by side are a product, unless they are a unit's name or stand apart as a word.
  if (glued) return unitNamed(words, undefined) !== undefined
  return !bare || unitNamed(words, undefined) !== undefined || /^ ?(?:square |cubic )?units?$|^[a-z]{4,}$/.test(plain)
}

/** Whether words behind a number only say what it counts: `12 distinct sequences`, not `12 times that`. */
export const countsOnly = (words: string): boolean =>
  words.trim().split(/\s+/).length <= 20 && !words.split(/[^\p{L}]+/u).some(word => meaning.test(word.toLowerCase()))

const meaning =
  /^(?:out|more|less|fewer|over|divided|multiplied|point|(?:hundred|thousand|million|billion|trillion|dozen|half|quarter|third|fourth|fifth)s?|times|than|or|and|not|no|base|mod|modulo|remainder|plus|minus|pi|squared|cubed|i|e)$/
const gluedUnit = /^(.*\d)([a-z]{4,})$/is
const bareWord =
  /^(.*(?:[\d)}](?=(?:sq|cu|[a-z]{2,3}(?![a-z]))|\s)))\s*((?:(?:square|cubic|sq\.?|cu\.?)\s)?[a-z]{2,})\s*(?:\^\s*\{?(\d)\}?)?\.?$/is

// Every number before a bare unit word ends in a digit, a bracket or a brace.
const trailing: readonly [RegExp, string?][] = [
  [/^(.*\S)\s*\\?%$/s, '%'],
  [/^(.*\d)\s*\\?\$$/s, 'dollar'],
  [/^(.*\S)\s*\\text\{\s*(?:\\?%|per ?cent(?:age)?|pct)\s*\}$/is, '%'],
  [/^(.*[\d)}])\s*(?:percent(?:age)?|per cent|pct)$/is, '%'],
  [/^(.*\S)\s*\u00b0\s*(?:[CF]|\\text\{ ?[CF]\})?$/s, 'degree'],
  [/^(.*\S)\s*\\text\{([^{}]*\p{L}[^{}]*)\}\s*(?:\^\s*\{?(\d)\}?)?$/isu],
  [/^(.*\d)\s*(\p{Script=Han}{1,5})$/su],
  [/^(.*[\d)}])\s*([a-z]{1,7}\s?\/\s?[a-z]{1,7})$/is],
  [bareWord],
  [gluedUnit],
]

const names: Record<string, string> = {
  mm: 'mm millimeter millimetre',
  cm: 'cm centimeter centimetre',
  m: 'm meter metre',
  km: 'km kilometer kilometre',
  in: 'in inch inches',
  ft: 'ft foot feet',
  yd: 'yd yard',
  mi: 'mi mile',
  g: 'g gram',
  kg: 'kg kilogram',
  lb: 'lb lbs pound',
  oz: 'oz ounce',
  s: 's sec second',
  min: 'min minute',
  h: 'h hr hour',
  day: 'day',
  yuan: 'yuan rmb',
  week: 'week',
  month: 'month',
  year: 'year',
  L: 'l liter litre',
  mL: 'ml milliliter millilitre',
  dollar: 'dollar usd',
  cent: 'cent',
  degree: 'degree deg',
  radian: 'radian rad',
  mph: 'mph',
  '%': 'percent percentage pct',
  '': 'unit',
}
const spellings = new Map(Object.entries(names).flatMap(([name, words]) => words.split(' ').map(word => [word, name])))
