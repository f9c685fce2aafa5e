import { digits, fold } from './fold.ts'

/** A place in a sentence. */
export interface Span {
  start: number
  end: number
}

export type Finder = (sentence: string) => Span[]

/** Finds an answer in a folded sentence, word by word, whatever marks stand between its words. */
export function finder(answer: string): Finder {
  const folded = fold(answer)
  const patterns = [...new Set([folded, digits(folded)])].flatMap(form => patternOf(form) ?? [])
  return sentence => {
    for (const { pattern, length } of patterns) {
      const found = length > sentence.length ? [] : Array.from(sentence.matchAll(pattern), spanOf)
      if (found.length > 0) return found
    }
    return []
  }
}

const spanOf = (match: RegExpExecArray): Span => ({ start: match.index, end: match.index + match[0].length })

/** Whether the words beside the mention deny it: `not Sydney`, `rather than`, `不是`, `并非`; `X is wrong`, `X是错的`. */
export const isNegated = (sentence: string, { start, end }: Span): boolean =>
  /(?:(?:\b(?:not|isn't|wasn't|aren't|weren't|never|neither|nor|rather than|instead of|unlike|contrary to|as opposed to|no longer|cannot be|can't be)|isn't|wasn't)(?: (?:in|at|by|on|to|from|of|the|a|an|actually|really|was|is|called|named))*|(?:不是|并非|而非|不叫|不在|不为|不属于|非|不应是|没有|并不是|而不|不可能是)(?:农历|公元|在)?)\s*["'“《「(]*$/.test(
    sentence.slice(Math.max(0, start - 60), start),
  ) ||
  /^["'”》」)]*\s*(?:(?:is|was) (?:not correct|not right|incorrect|wrong|false|mistaken)|(?:这个|的)?(?:说法|答案)?(?:是|并)?(?:错误?的?|不正确|不对|不准确))/.test(
    sentence.slice(end, end + 40),
  )

/** Latin words, runs of Han, digits: what must follow each other. Abbreviations and joining words have their other form too. */
function patternOf(answer: string): { pattern: RegExp; length: number } | undefined {
  const bare = answer.replace(/^(?:the|an?) (?=\S)/, '')
  const found = bare.match(/\p{Script=Han}+|[^\s\p{P}\p{Script=Han}]+/gu)
  const [first, last] = [found?.[0], found?.at(-1)]
  if (found === null || first === undefined || last === undefined) return undefined
  const body = found.map(token => otherForms[token] ?? spaced(token)).join('[\\s\\p{P}]{0,4}')
  const [before, after] =
    found.length === 1 && /^\p{Script=Han}$/u.test(bare) ? single : [edge(first, '<!'), edge(last, '!')]
  return { pattern: new RegExp(`${before}${body}${after}`, 'gu'), length: Math.floor(found.join('').length / 2) }
}

const escaped = (token: string): string => token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** A code with a space or hyphen inside, or without: `M1 IIIab`, `boeing-747`. */
const spaced = (token: string): string => escaped(token).replace(/(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)/g, '[ -]?')

const otherForms: Record<string, string> = {
  saint: '(?:saint|st)',
  st: '(?:saint|st)',
  mount: '(?:mount|mt)',
  mt: '(?:mount|mt)',
  street: '(?:street|st)',
  avenue: '(?:avenue|ave)',
  road: '(?:road|rd)',
  and: '(?:and|&)',
  '&': '(?:and|&)',
}

/** A lone Han character is an answer only where nothing but a verb, a mark or a plain suffix stands beside it. */
const single: [string, string] = [
  '(?<=^|[\\s\\p{P}是为叫指即属的表示]|元素|金属)',
  '(?=$|[\\s\\p{P}]|元素|金属|原子|单质|[(（]|年?生肖|吧|呢|的|型|色|类|和|或|、)',
]

/** Words end where letters end; `I'd` has no `D`, and `Danube's` has a Danube. */
function edge(token: string, look: '!' | '<!'): string {
  const character = look === '!' ? token.at(-1) : token[0]
  if (character === undefined) return ''
  if (/\d/.test(character))
    return look === '!'
      ? '(?![\\d\\p{Script=Latin}]|[.:,]\\d)'
      : '(?<![\\d\\p{Script=Latin}]|\\d[.:,]|(?<![\\d\\p{Script=Latin}])-)'
  if (!/\p{Script=Latin}/u.test(character)) return ''
  const alone = token.length === 1
  if (look === '!')
    return alone ? "(?![\\d\\p{Script=Latin}'&/+#-])" : '(?!(?!(?:e?s)(?!\\p{L}))[\\d\\p{Script=Latin}])'
  return alone ? "(?<![\\d\\p{Script=Latin}'&/+-])" : '(?<![\\d\\p{Script=Latin}])'
}
