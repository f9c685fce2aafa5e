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
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const places: Record<string, number> = { 十: 10, 拾: 10, 廿: 20, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const myriads: Record<string, number> = { 万: 1e4, 亿: 1e8 }

const characters = [han, places, myriads].flatMap(Object.keys).join('')
const runs = new RegExp(`([${characters}]+)`)
/** No number that anybody writes is longer; what is, is left as it stands. */
const LONGEST = 24

/** What may follow a single numeral that is meant as a number; 三国 and 一般 are words. */
const counted =
  /^\s*(?:[个条根颗名人枚块只岁年月日号道位次种座支部届棵粒对层卷本章节回集期倍度元克米升秒分时天周款环项票]|平方|公|千|毫|厘|$|[,.，。、;；)）])/

/**
 * Chinese numerals as digits: 一百二十三 → 123, 两千 → 2000, 一九四九年 → 1949年, 三点一四 → 3.14, 二分之一 → 1/2, 第四条 → 第4条.
 * One pass over the runs of numerals.
 */
export function chineseNumerals(text: string): string {
  const parts = text.split(runs)
  for (let at = 1; at < parts.length; at += 2) at += readRun(parts, at)
  return parts.join('')
}

/** Replaces the run at `at`, and what belongs to it after it; returns by how much to move on. */
function readRun(parts: string[], at: number): number {
  const [before = '', run = '', after = '', next = ''] = parts.slice(at - 1, at + 3)
  const put = (count: number, text: string): number => {
    parts[at] = text
    for (let used = 1; used <= count; used++) parts[at + used] = ''
    if (before.endsWith('负')) parts[at - 1] = `${before.slice(0, -1)}-`
    return count
  }
  if (run.length > LONGEST || next.length > LONGEST || before.endsWith('初')) return 0
  if (after === '分之' && next !== '') {
    if (run !== '百') return put(2, `${value(next)}/${value(run)}`)
    const [point = '', decimals = ''] = parts.slice(at + 3, at + 5)
    return isDecimal(point, decimals) ? put(4, `${decimal(next, decimals)}%`) : put(2, `${value(next)}%`)
  }
  if (isDecimal(after, next)) return put(2, decimal(run, next))
  const [, decimals = '', scale = ''] = /^([〇零一二三四五六七八九]+)([百千]?[万亿]|[百千])$/.exec(next) ?? []
  if (isDecimal(after, decimals)) return put(2, `${decimal(run, decimals)}${scale}`)
  if (after === '月初' && next !== '')
    return put(2, `${value(run)}月${value(next)}${/^日/.test(parts[at + 3] ?? '') ? '' : '日'}`)
  // 千 before 米, 克, 瓦 … belongs to the unit.
  const own = /千$/.test(run) && /^[米克瓦卡焦赫伏帕]/.test(after) ? run.slice(0, -1) : run
  if (own !== '' && isNumber(own, before, after)) return put(0, `${value(own)}${run.slice(own.length)}`)
  if (/^[1-9]/.test(String(value(own))) && before.endsWith('负')) return put(0, String(value(own)))
  return 0
}

const isDecimal = (point: string, decimals: string): boolean =>
  point === '点' && decimals !== '' && decimals.length <= LONGEST && Array.from(decimals).every(digit => digit in han)

function isNumber(run: string, before: string, after: string): boolean {
  if (/\d$/.test(before)) return false
  if (before.endsWith('第')) return true
  if (/^[百佰千仟]/.test(run)) return false
  if (/^[万亿]/.test(run)) return false
  if (run.length > 1) return !/^(?:一一|万一|千万)$/.test(run)
  return counted.test(after) || (before === '' && after === '')
}

const decimal = (whole: string, decimals: string): string =>
  `${value(whole)}.${Array.from(decimals, digit => han[digit] ?? 0).join('')}`

/** 一九四九 is read digit by digit, 一千九百四十九 by places; 三万二 is 32,000, as it is spoken. */
function value(run: string): number {
  const read = Array.from(run)
  if (read.every(character => character in han)) return Number(read.map(digit => han[digit]).join(''))
  let total = 0
  let section = 0
  let digit: number | undefined
  let last = 1
  for (const character of read) {
    const place = places[character]
    const myriad = myriads[character]
    if (place !== undefined) {
      section += (digit ?? 1) * place
      last = place
      digit = undefined
    } else if (myriad !== undefined) {
      section += digit ?? 0
      total = myriad === 1e8 ? (total + (section || (total === 0 ? 1 : 0))) * myriad : total + (section || 1) * myriad
      section = 0
      last = myriad
      digit = undefined
    } else {
      digit = han[character] ?? 0
      if (digit === 0) last = 10
    }
  }
  return total + section + (digit ?? 0) * (last >= 100 ? last / 10 : 1)
}

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales: Record<string, number> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }
const word = [...units, ...tens, ...Object.keys(scales)].join('|')
const phrase = new RegExp(`(?<![\\p{L}\\d])(?:${word})(?:(?: and |[ -])(?:${word}))*(?![\\p{L}\\d])`, 'gu')

/** English number words as digits: twenty-one → 21, one hundred and five → 105; a lone `one` only where it's all. */
export const englishNumerals = (text: string): string =>
  text.replace(phrase, run => {
    const words = run.split(/ and |[ -]/)
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
