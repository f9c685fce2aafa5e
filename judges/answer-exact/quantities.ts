/** A number in an answer, with its unit where it has one. */
export interface Quantity {
  kind: 'number'
  value: number
  /** Half a unit of its last significant figure; 0 for a whole number, which must be met exactly. */
  tolerance: number
  /** Its dimension and the factor to the dimension's base unit. */
  unit?: { dimension: string; factor: number }
  /** Preceded by `more than`, `至少` …: a bound and no value. */
  bound: boolean
  start: number
  end: number
}

/** The numbers of a text from `digits`, in order. */
export function quantities(text: string): Quantity[] {
  return Array.from(text.matchAll(number), match => toQuantity(match, text))
}

/** The whole text as one quantity, or undefined: `42.195 km`, `一百二十` (as 120), `-273.15 °c`. */
export function wholeQuantity(text: string): Quantity | undefined {
  const [first, ...rest] = quantities(text)
  const isWhole =
    first?.start === 0 &&
    rest.length === 0 &&
    /^\s*(?:[个名位人次颗条根只枚种座张块支部岁][\s.。]*)?$|^[\s.。°度]*$/.test(text.slice(first.end))
  return isWhole ? first : undefined
}

/** Whether the candidate says what the gold says, to the gold's last significant figure and in compatible units. */
export function sameQuantity(gold: Quantity, candidate: Quantity): boolean {
  if (candidate.bound) return false
  if (gold.unit === undefined || candidate.unit === undefined) return near(gold.value, candidate.value, gold.tolerance)
  if (gold.unit.dimension !== candidate.unit.dimension) return false
  const scale = candidate.unit.factor / gold.unit.factor
  // A conversion rounds: a whole number of miles is met by its kilometres to three figures.
  const tolerance = scale === 1 ? gold.tolerance : Math.max(gold.tolerance, Math.abs(gold.value) * 5e-4)
  return near(gold.value, candidate.value * scale, tolerance)
}

const near = (gold: number, value: number, tolerance: number): boolean =>
  Math.abs(gold - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(gold))

const multipliers: Record<string, number> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  万亿: 1e12,
}

const dimensions: Record<string, Record<string, number>> = {
  length: {
    'millimetres?|millimeters?|mm|毫米': 1e-3,
    'centimetres?|centimeters?|cm|厘米|公分': 1e-2,
    'kilometres?|kilometers?|kms?|公里|千米': 1e3,
    'metres?|meters?|m|米|公尺': 1,
    'miles?|mi|英里': 1609.344,
    'feet|foot|ft|英尺': 0.3048,
    'inch(?:es)?|英寸': 0.0254,
  },
  area: {
    'square kilometres?|square kilometers?|km2|sq\\.? ?km|平方公里|平方千米': 1e6,
    'square metres?|square meters?|m2|平方米': 1,
    'hectares?|公顷': 1e4,
    亩: 2000 / 3,
    'square miles?|平方英里': 2589988.110336,
  },
  mass: {
    'milligrams?|mg|毫克': 1e-3,
    'kilograms?|kilogrammes?|kgs?|公斤|千克': 1e3,
    'grams?|grammes?|g|克': 1,
    'tonnes?|吨': 1e6,
    'pounds?|lbs?|磅': 453.59237,
    斤: 500,
  },
  time: {
    'milliseconds?|ms|毫秒': 1e-3,
    'seconds?|secs?|s|秒(?:钟)?': 1,
    'minutes?|mins?|分钟': 60,
    'hours?|hrs?|小时': 3600,
    'days?|天': 86400,
    'weeks?|周|星期': 604800,
  },
  temperature: { '°c|degrees? celsius|degrees? centigrade|摄氏度': 1 },
  fahrenheit: { '°f|degrees? fahrenheit|华氏度': 1 },
  percent: { '%|per ?cent|percent': 1 },
}

const unitTable = Object.entries(dimensions).flatMap(([dimension, units]) =>
  Object.entries(units).map(([pattern, factor]) => ({
    dimension,
    factor,
    whole: new RegExp(`^(?:${pattern})$`),
    pattern,
  })),
)
// Longer names first, so that `km` isn't read as a number of thousands of metres.
const unitPattern = unitTable.flatMap(({ pattern }) => pattern.split('|')).sort((a, b) => b.length - a.length)
const number = new RegExp(
  [
    '(?<bound>(?:more than|over|at least|less than|fewer than|under|up to|超过|至少|多于|少于|不足|不到|以上)\\s*)?',
    '(?<![\\p{Script=Latin}\\d.])(?<sign>-(?<![\\d\\p{Script=Latin}]-)|minus |negative )?',
    '(?<digits>\\d+(?:\\.\\d+)?|(?<!\\d)\\.\\d+)(?:/(?<under>\\d+)(?!/))?',
    '(?:\\s*(?<multiplier>thousand|million|billion|trillion|bn|万亿|百万|千万|百|千|万|亿)|(?<letter>[km])(?![\\p{L}\\d]))?',
    `(?:\\s*-?(?<unit>${unitPattern.join('|')})(?!\\p{Script=Latin}))?`,
    '(?!\\p{Script=Latin}{3})',
  ].join(''),
  'gu',
)

function toQuantity(match: RegExpExecArray | RegExpMatchArray, text: string): Quantity {
  const { bound, sign, digits = '', under, multiplier, letter, unit } = match.groups ?? {}
  // `100 m` is a length; `4m` without a space stays a number of millions only where no length unit fits: read as length.
  const scaled = multiplier ?? (letter === 'k' ? letter : undefined)
  const scale = scaled === undefined ? 1 : (multipliers[scaled] ?? 1)
  const raw = under === undefined ? Number(digits) : Number(digits) / Number(under)
  const found = unitOf(unit ?? (letter === 'm' ? 'm' : undefined))
  const start = (match.index ?? 0) + (bound?.length ?? 0)
  const end = (match.index ?? 0) + match[0].length
  return {
    kind: 'number',
    value: (sign === undefined ? 1 : -1) * raw * scale,
    tolerance: under === undefined ? toleranceOf(digits, scale) : 0,
    ...(found === undefined ? {} : { unit: found }),
    bound: bound !== undefined || /^\s*(?:or more|or less|以上|以下|多(?!少))/.test(text.slice(end)),
    start,
    end,
  }
}

function unitOf(name: string | undefined): Quantity['unit'] {
  if (name === undefined) return undefined
  const found = unitTable.find(({ whole }) => whole.test(name))
  return found && { dimension: found.dimension, factor: found.factor }
}

/** 3.14 is met by 3.136 to 3.144; 120k by 115k to 125k, its zeros before the multiplier being no figures; 7 by 7. */
function toleranceOf(digits: string, scale: number): number {
  const decimals = digits.split('.')[1]?.length ?? 0
  if (decimals > 0) return (10 ** -decimals / 2) * scale
  if (scale === 1) return 0
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  return (10 ** Math.min(zeros, digits.length - 1) / 2) * scale
}
