import { signs, type Unit, unitOf, unitPattern } from './units.ts'

/** A number in an answer, with its unit where it has one. */
export interface Quantity {
  kind: 'number'
  value: number
  /** Half a unit of its last significant figure; 0 for a whole number, which must be met exactly. */
  tolerance: number
  unit?: Unit
  /** Preceded by `more than`, `至少` …: a bound and no value. */
  bound: boolean
  /** `60/60`, `1/2`. */
  fraction?: true
  start: number
  end: number
}

/** The numbers of a text from `digits`, in order; `3 hours 20 minutes` is one. */
export function quantities(text: string): Quantity[] {
  const found: Quantity[] = []
  for (const match of text.matchAll(number)) {
    const read = toQuantity(match, text)
    const last = found.at(-1)
    const whole = last && joined(last, read, text)
    if (whole) found[found.length - 1] = whole
    else found.push(read)
  }
  return found
}

/** The whole text as one quantity, or undefined: `42.195 km`, `一百二十` (as 120), `-273.15 °c`. */
export function wholeQuantity(text: string): Quantity | undefined {
  const [first, ...rest] = quantities(text)
  const isWhole =
    first?.start === 0 &&
    rest.length === 0 &&
    /^\s*(?:[个名位人次颗条根只枚种座张块支部岁集票](?:人)?[\s.。]*)?$|^[\s.。°度]*$/.test(text.slice(first.end))
  return isWhole ? first : undefined
}

/** Whether the candidate says what the gold says, to the gold's last significant figure and in compatible units. */
export function sameQuantity(gold: Quantity, candidate: Quantity): boolean {
  if (candidate.bound) return false
  if (gold.unit === undefined || candidate.unit === undefined) return near(gold.value, candidate.value, gold.tolerance)
  if (gold.unit.dimension !== candidate.unit.dimension) return false
  const scale = candidate.unit.factor / gold.unit.factor
  // A conversion rounds: a whole number of miles is met by its kilometres to three figures.
  const tolerance = isRound(scale) ? gold.tolerance : Math.max(gold.tolerance, Math.abs(gold.value) * 5e-4)
  return near(gold.value, candidate.value * scale, tolerance)
}

/** Whether the candidate is the gold, less exactly: 12,000 for 12,408, 3.1 for 3.14. A count below 1,000 isn't rounded. */
export function roundsTo(gold: Quantity, candidate: Quantity): boolean {
  const scale =
    gold.unit !== undefined && candidate.unit?.dimension === gold.unit.dimension
      ? candidate.unit.factor / gold.unit.factor
      : 1
  const value = candidate.value * scale
  const step = lastPlace(candidate.value) * scale
  const own = gold.tolerance > 0 ? 2 * gold.tolerance : 1
  if (step <= own * 1.001 || (Number.isInteger(gold.value) && Math.abs(gold.value) < 1000)) return false
  return Math.abs(value - gold.value) < step
}

/** Whether the candidate is about the gold, as where a measure is given in another unit too. */
export function isAbout(gold: Quantity, candidate: Quantity): boolean {
  if (gold.unit === undefined || candidate.unit?.dimension !== gold.unit.dimension) return false
  const value = (candidate.value * candidate.unit.factor) / gold.unit.factor
  return Math.abs(value - gold.value) <= 0.02 * Math.abs(gold.value)
}

/** The weight of the last figure that isn't a closing zero. */
function lastPlace(value: number): number {
  const [digits = '', decimals = ''] = String(Math.abs(value)).split('.')
  return decimals === '' ? 10 ** (/0*$/.exec(digits)?.[0].length ?? 0) : 10 ** -decimals.length
}

const near = (gold: number, value: number, tolerance: number): boolean =>
  Math.abs(gold - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(gold))

const isRound = (scale: number): boolean => [scale, 1 / scale].some(factor => near(factor, Math.round(factor), 0))

function joined(a: Quantity, b: Quantity, text: string): Quantity | undefined {
  if (a.unit === undefined || a.unit.dimension !== b.unit?.dimension || a.unit.factor <= b.unit.factor) return undefined
  if (!/^(?:,? and |, ?| |又|零)?$/.test(text.slice(a.end, b.start))) return undefined
  return { ...a, value: a.value + (b.value * b.unit.factor) / a.unit.factor, tolerance: 5e-4, end: b.end }
}

const multipliers: Record<string, number> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mn: 1e6,
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

const bounds =
  'almost|nearly|just under|just over|close to|more than|over|at least|at most|less than|fewer than|no fewer than|no more than|under|up to|above|below|exceeding|超过|至少|至多|最多|多于|少于|不足|不到|超|逾|将近|接近|近|高达|差点|差不多'
const number = new RegExp(
  [
    `(?<bound>(?:${bounds})\\s?)?`,
    '(?<currency>us\\$|[$€£¥₹])?',
    '(?<![\\p{Script=Latin}\\d.]|第)(?<sign>-(?<![\\d\\p{Script=Latin}]-)|minus |negative )?',
    '(?<digits>\\d+(?:\\.\\d+)?|(?<!\\d)\\.\\d+)(?:/(?<under>\\d+)(?!/))?',
    '(?:[ -]?(?<multiplier>thousand|million|billion|trillion|bn|mn|万亿|百万|千万|百|千|万|亿)|(?<letter>[km])(?![\\p{L}\\d]))?',
    `(?:[ -]?(?<unit>${unitPattern})(?!\\p{Script=Latin}))?`,
    '(?!\\p{Script=Latin}{3})',
  ].join(''),
  'gu',
)

function toQuantity(match: RegExpExecArray, text: string): Quantity {
  const { bound, currency, sign, digits = '', under, multiplier, letter, unit } = match.groups ?? {}
  // `100 m` is a length, `$4m` and `4m pounds` are amounts of money.
  const scaled = multiplier ?? (letter === 'k' || currency !== undefined || unit !== undefined ? letter : undefined)
  const scale = scaled === undefined ? 1 : scaled === 'm' ? 1e6 : (multipliers[scaled] ?? 1)
  const raw = under === undefined ? Number(digits) : Number(digits) / Number(under)
  const name = unit ?? (letter === 'm' && scaled === undefined ? 'm' : undefined)
  const money = currency === undefined ? undefined : signs[currency]
  const found = money === undefined ? (name === undefined ? undefined : unitOf(name)) : { dimension: money, factor: 1 }
  const start = match.index + (bound?.length ?? 0)
  const end = match.index + match[0].length
  return {
    kind: 'number',
    value: (sign === undefined ? 1 : -1) * raw * scale,
    tolerance: under === undefined ? toleranceOf(digits, scale) : 0,
    ...(found === undefined ? {} : { unit: found }),
    bound:
      bound !== undefined ||
      /^\s?(?:or (?:more|less|fewer|so)|plus|\+|以上|以下|以内|多(?!少)|余|几|来[个人名])/.test(
        text.slice(end, end + 12),
      ),
    ...(under === undefined ? {} : { fraction: true }),
    start,
    end,
  }
}

/** 3.14 is met by 3.136 to 3.144; 120k by 115k to 125k, its zeros before the multiplier being no figures; 7 by 7. */
function toleranceOf(digits: string, scale: number): number {
  const decimals = digits.split('.')[1]?.length ?? 0
  if (decimals > 0) return (10 ** -decimals / 2) * scale
  if (scale === 1) return 0
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  return (10 ** Math.min(zeros, digits.length - 1) / 2) * scale
}
