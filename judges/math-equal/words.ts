/** What an answer in words stands for, where that is certain. */

/** `twelve`, `forty-two`, `one hundred and five`, `十二`, `两百零三`; undefined for other words. */
export function numberInWords(text: string): bigint | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^(?:minus|negative) |^负/, '')
  const sign = plain === text.trim().toLowerCase() ? 1n : -1n
  const value = plain.length > 120 ? undefined : (inEnglish(plain) ?? inChinese(plain))
  return value === undefined ? undefined : sign * value
}

function inEnglish(text: string): bigint | undefined {
  let total = 0n
  let part = 0n
  for (const word of text.split(/[\s-]+|,\s*/)) {
    const small = BigInt(small20.indexOf(word))
    const ten = BigInt(tens.indexOf(word))
    const scale = scales.get(word)
    if (small >= 0n) part += small
    else if (ten >= 0n) part += 10n * (ten + 2n)
    else if (word === 'hundred' && part > 0n) part *= 100n
    else if (scale !== undefined && part > 0n) [total, part] = [total + part * scale, 0n]
    else if (word !== 'and' || total + part === 0n) return undefined
  }
  return total + part
}

function inChinese(text: string): bigint | undefined {
  if (!/^[零一二两三四五六七八九十百千万]+$/.test(text)) return undefined
  let total = 0n
  let part = 0n
  let digit = 0n
  for (const character of text) {
    const value = '零一二三四五六七八九'.indexOf(character === '两' ? '二' : character)
    const unit = { 十: 10n, 百: 100n, 千: 1000n }[character]
    if (value >= 0) digit = BigInt(value)
    else if (unit !== undefined) [part, digit] = [part + (digit === 0n ? 1n : digit) * unit, 0n]
    else [total, part, digit] = [(total + part + digit) * 10000n, 0n, 0n]
  }
  return total + part + digit
}

/** Words for a set without members, and for all real numbers. */
export const namedSet = (words: string): 'empty' | 'reals' | undefined =>
  /^(?:no (?:real )?(?:solutions?|roots?|such (?:numbers?|values?|integers?|x))|there (?:is|are) no (?:real )?(?:solutions?|roots?)|(?:the )?empty set|none|无解|空集)$/.test(
    words,
  )
    ? 'empty'
    : /^(?:(?:the set of )?(?:all )?(?:the )?real numbers?|all reals|全体实数|实数集|所有实数)$/.test(words)
      ? 'reals'
      : undefined

const small20 =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales = new Map([
  ['thousand', 1000n],
  ['million', 10n ** 6n],
  ['billion', 10n ** 9n],
])

/** Lower case, without punctuation and articles. */
export const plainWords = (text: string): string =>
  text
    .replace(/\\text\{([^{}]*)\}/g, '$1')
    .toLowerCase()
    .replace(/^(?:an?|the)\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
