import { digits, fold } from './fold.ts'

/** A place in a folded sentence. */
export interface Span {
  start: number
  end: number
}

/** Finds a gold answer in a folded sentence, read literally or with its numbers as digits. */
export function finder(gold: string): (sentence: string) => Span[] {
  const folded = fold(gold)
  const patterns = [...new Set([folded, digits(folded)])].flatMap(form => patternOf(form) ?? [])
  return sentence => {
    for (const { pattern, length } of patterns) {
      const found = length > sentence.length ? [] : spans(pattern, sentence)
      if (found.length > 0) return found
    }
    return []
  }
}

/** Whether the text before the mention takes it back: `not Sydney`, `rather than`, `不是`, `并非`. */
export const isNegated = (sentence: string, { start, end }: Span): boolean =>
  /(?:\b(?:not|isn't|wasn't|aren't|weren't|never|neither|nor|rather than|instead of|unlike|contrary to|as opposed to|no longer|cannot be|can't be)(?: (?:in|at|by|on|to|from|of|the|a|an|actually|really|was|is|called|named))*|(?:不是|并非|而非|不叫|不在|不为|不属于|非|不应是|没有|并不是|而不|不可能是)(?:农历|公元|在)?)\s*["'“《「(]*$/.test(
    sentence.slice(0, start),
  ) ||
  /^["'”》」)]*\s*(?:is (?:not|in)?correct(?<!is correct)|is wrong|(?:这个说法)?是(?:错|不正确|不对))/.test(
    sentence.slice(end),
  )

/** Whether the mention is one of several offered: `Sydney or Canberra`, `7/8`, `甲或乙`, `either …`. */
export function isAlternative(sentence: string, { start, end }: Span): boolean {
  const before = sentence.slice(0, start)
  const after = sentence.slice(end)
  const joined =
    /^["'”》」)°%]*(?:,? (?:or|and\/or|versus|vs\.?) (?!so\b|more\b)|\p{Script=Han}?\s*(?:\/|或者?|还是|亦或|要么|[,、]?\s*也(?:许|有?可能))\s*[\p{L}\d])|^ (?:and|&) (?!is|was|it|the|not|has|then)\p{L}+[.!]?$/u
  const joining =
    /(?:\p{L}|\d)["'”》」)]*(?:,? (?:or|and\/or|versus|vs\.?) (?:the |a |an |even |maybe |perhaps |possibly )?|\s*(?:\/|或者?是?|还是|要么是?)\s*)["'“《「(]*$/u
  return (
    joined.test(after) ||
    joining.test(before) ||
    /(?:\beither\b|要么|不是.*就是)[^.]*$|[也还]有?可能是?\s*$/.test(before)
  )
}

/** Whether the mention is an item of a list of three or more short ones, or not the first of two. */
export function isListed(sentence: string, span: Span): boolean {
  const list = sentence.replace(/^.*?[:：]\s*/, '')
  const items = list.split(/\s*[,，、]\s*(?:and |or |和)?|\s+and\s+|和|与|及/)
  if (items.length < 2 || items.some(item => item === '' || item.length > 30 || item.split(' ').length > 4))
    return false
  const mention = sentence.slice(span.start, span.end)
  const at = items.findIndex(item => item.replace(/^(?:the|an?) /, '') === mention)
  return at >= 0 && (items.length > 2 || at > 0)
}

/** Latin words, runs of Han, digits: what must follow each other, whatever stands between them. */
function patternOf(gold: string): { pattern: RegExp; length: number } | undefined {
  const bare = gold.replace(/^(?:the|an?) (?=\S)/, '')
  const tokens = bare.match(/\p{Script=Han}+|[^\s\p{P}\p{Script=Han}]+/gu)
  const [first, last] = [tokens?.[0], tokens?.at(-1)]
  if (tokens === null || first === undefined || last === undefined) return undefined
  const body = tokens.map(token => token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('[\\s\\p{P}]*')
  const [before, after] =
    tokens.length === 1 && /^\p{Script=Han}$/u.test(bare) ? single : [edge(first, '<!'), edge(last, '!')]
  return { pattern: new RegExp(`${before}${body}${after}`, 'gu'), length: tokens.join('').length }
}

/** A lone Han character is an answer only where nothing but a verb, a mark or a plain suffix stands beside it. */
const single: [string, string] = [
  '(?<=^|[\\s\\p{P}是为叫指即属的表示]|元素|金属)',
  '(?=$|[\\s\\p{P}]|元素|金属|原子|单质|[(（]|年?生肖|吧|呢|的|型|和|或|、)',
]

function edge(token: string, look: '!' | '<!'): string {
  const character = look === '!' ? token.at(-1) : token[0]
  if (character === undefined) return ''
  if (/\d/.test(character)) return look === '!' ? '(?![\\d\\p{Script=Latin}]|\\.\\d)' : '(?<![\\d.\\p{Script=Latin}])'
  if (!/\p{Script=Latin}/u.test(character)) return ''
  return look === '!' ? '(?!(?!(?:e?s)(?!\\p{L}))[\\d\\p{Script=Latin}])' : '(?<![\\d\\p{Script=Latin}])'
}

function spans(pattern: RegExp, sentence: string): Span[] {
  return Array.from(sentence.matchAll(pattern), match => ({ start: match.index, end: match.index + match[0].length }))
}
