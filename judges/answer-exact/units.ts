/** A unit of measurement: its dimension, and its factor to the dimension's base unit. */
export interface Unit {
  dimension: string
  factor: number
}

const dimensions: Record<string, Record<string, number>> = {
  length: {
    'millimetres?|millimeters?|mm|毫米': 1e-3,
    'centimetres?|centimeters?|cm|厘米|公分': 1e-2,
    'kilometres?|kilometers?|kms?|公里|千米': 1e3,
    'metres?|meters?|m|米|公尺': 1,
    'miles?|mi|英里': 1609.344,
    'feet|foot|ft|英尺': 0.3048,
    'yards?|yd|码': 0.9144,
    'inch(?:es)?|英寸': 0.0254,
  },
  area: {
    'square kilometres?|square kilometers?|km2|sq\\.? ?km|平方公里|平方千米': 1e6,
    'square metres?|square meters?|m2|平方米': 1,
    'hectares?|ha|公顷': 1e4,
    'acres?|英亩': 4046.8564224,
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
    'hours?|hrs?|(?:个)?小时': 3600,
    'days?|天': 86400,
    'weeks?|周|星期|个星期': 604800,
  },
  calendar: { 'years?|yrs?|年': 12, 'months?|个月': 1, 'decades?': 120 },
  temperature: { '°c|degrees? celsius|degrees? centigrade|摄氏度|℃': 1 },
  fahrenheit: { '°f|degrees? fahrenheit|华氏度': 1 },
  percent: { '%|per ?cent': 1 },
  dollar: { '(?:us )?dollars?|usd|美元|美金': 1 },
  euro: { 'euros?|eur|欧元': 1 },
  sterling: { 'pounds sterling|gbp|英镑': 1 },
  yuan: { 'yuan|rmb|cny|人民币|元(?:人民币)?': 1 },
  yen: { 'yen|jpy|日元|日圆': 1 },
  rupee: { 'rupees?|inr|卢比': 1 },
}

/** A currency's sign before the number. */
export const signs: Record<string, string> = { us$: 'dollar', $: 'dollar', '€': 'euro', '£': 'sterling', '₹': 'rupee' }

const table = Object.entries(dimensions).flatMap(([dimension, units]) =>
  Object.entries(units).map(([pattern, factor]) => ({
    unit: { dimension, factor },
    whole: new RegExp(`^(?:${pattern})$`),
    pattern,
  })),
)

/** Longer names first, so that `km` isn't read as a number of thousands of metres. */
export const unitPattern = table
  .flatMap(({ pattern }) => pattern.split(/\|(?![^(]*\))/))
  .sort((a, b) => b.length - a.length)
  .join('|')

export const unitOf = (name: string): Unit | undefined => table.find(({ whole }) => whole.test(name))?.unit

const asked = new RegExp(`\\b(?:in|how many) (${unitPattern})\\b|多少(${unitPattern})`, 'u')

/** The unit in which a folded question wants its answer: `in metres`, `how many kilometres`, `多少公里`. */
export function askedUnit(question: string): Unit | undefined {
  const [, english, chinese] = asked.exec(question) ?? []
  const name = english ?? chinese
  return name === undefined || (name.length < 2 && !/\p{Script=Han}/u.test(name)) ? undefined : unitOf(name)
}
