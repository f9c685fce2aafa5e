const han: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const places: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 千: 1000 }
/** The larger first. */
const myriads: readonly (readonly [string, number])[] = [
  ['亿', 1e8],
  ['万', 1e4],
]

/** 千 before 米, 克, 瓦 … belongs to the unit. */
const numeral = '(?:[〇零一壹二贰两三叁四五六七八九十拾百]|千(?![米克瓦卡焦赫伏帕]))'
const whole = `${numeral}(?:${numeral}|[万亿](?=${numeral}))*[万亿]*`
/** What may follow a single numeral that is meant as a number; 三国 and 一般 are words. */
const counted =
  '(?=\\s*(?:[个条根颗名人枚块只岁年月日号道位次种座支部届棵粒对层卷本章倍度元克米升秒分时天周款]|平方|公|千|毫|厘|$|[,.，。、;；)）]))'

/** Chinese numerals as digits: 一百二十三 → 123, 两千 → 2000, 一九四九年 → 1949年, 三点一四 → 3.14, 二分之一 → 1/2. */
export const chineseNumerals = (text: string): string =>
  text
    .replace(new RegExp(`(${whole})月初(${whole})日?`, 'g'), (_, a: string, b: string) => `${value(a)}月${value(b)}日`)
    .replace(new RegExp(`百分之(${whole})(?:点(${numeral}+))?`, 'g'), (_, a: string, b?: string) => `${decimal(a, b)}%`)
    .replace(
      new RegExp(`(${whole})分之(${whole})`, 'g'),
      (_, low: string, high: string) => `${value(high)}/${value(low)}`,
    )
    .replace(new RegExp(`负(?=${numeral}|\\d)`, 'g'), '-')
    .replace(new RegExp(`(${whole})点(${numeral}+)`, 'g'), (_, a: string, b: string) => decimal(a, b))
    .replace(new RegExp(`(?<![初第])${whole}`, 'g'), (run, at: number, all: string) =>
      isNumber(run, all.slice(0, at), all.slice(at + run.length)) ? String(value(run)) : run,
    )

function isNumber(run: string, before: string, after: string): boolean {
  if (/^[百千]/.test(run)) return false
  if (run.length > 1) return !/^(?:一一|万一|千万)$/.test(run)
  return new RegExp(`^${counted}`).test(after) || (before === '' && after === '')
}

const decimal = (a: string, b: string | undefined): string =>
  b === undefined ? String(value(a)) : `${value(a)}.${Array.from(b, digit => han[digit] ?? 0).join('')}`

/** 一九四九 is read digit by digit, 一千九百四十九 by places; 三万二 is 32,000, as it is spoken. */
function value(run: string): number {
  if (!/[十拾百千万亿]/.test(run)) return Number(Array.from(run, digit => han[digit] ?? 0).join(''))
  for (const [mark, scale] of myriads) {
    const at = run.lastIndexOf(mark)
    if (at < 0) continue
    const rest = run.slice(at + 1)
    const spoken = /^[一二两三四五六七八九]$/.test(rest) ? scale / 10 : 1
    return (at === 0 ? 1 : value(run.slice(0, at))) * scale + (rest === '' ? 0 : value(rest) * spoken)
  }
  return belowMyriad(run)
}

function belowMyriad(run: string): number {
  let total = 0
  let digit: number | undefined
  let last = 1
  for (const character of run) {
    const place = places[character]
    if (place !== undefined) {
      total += (digit ?? 1) * place
      last = place
      digit = undefined
    } else {
      digit = han[character] ?? 0
      if (digit === 0) last = 10
    }
  }
  return total + (digit ?? 0) * (last >= 100 ? last / 10 : 1)
}

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales: Record<string, number> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }
const word = [...units, ...tens, ...Object.keys(scales)].join('|')
const phrase = new RegExp(`\\b(?:${word})(?:(?:[\\s-]+|\\s+and\\s+)(?:${word}))*\\b`, 'g')

/** English number words as digits: twenty-one → 21, one hundred and five → 105; a lone `one` only where it's all. */
export const englishNumerals = (text: string): string =>
  text.replace(phrase, run => {
    const words = run.split(/[\s-]+|\s+and\s+/).filter(part => part !== 'and')
    if (run === 'one' && !/^(?:just |only )?one[.!]?$/.test(text)) return run
    return words.length === 1 && words[0] !== undefined && words[0] in scales ? run : readWords(words)
  })

function readWords(words: readonly string[]): string {
  const read: number[] = []
  let total = 0
  let section = 0
  let room = 99
  for (const part of words) {
    const scale = scales[part]
    if (scale !== undefined) {
      if (scale === 100) section = Math.max(section, 1) * 100
      else {
        total += Math.max(section, 1) * scale
        section = 0
      }
      room = 99
      continue
    }
    const small = units.includes(part) ? units.indexOf(part) : (tens.indexOf(part) + 2) * 10
    if (small > room) {
      read.push(total + section)
      total = 0
      section = 0
    }
    section += small
    room = small >= 20 ? 9 : -1
  }
  read.push(total + section)
  const [century, year] = read
  const isYear = read.length === 2 && century !== undefined && year !== undefined && century >= 10 && century <= 20
  return isYear && year >= 10 && year <= 99 ? String(century * 100 + year) : read.join(' ')
}
