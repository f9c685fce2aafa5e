import { readShape } from './read-shape.ts'
import { isFiller, isFormula, mathAt, plainAnswer, statedMath } from './spans.ts'
import { valueIn } from './statements.ts'

/**
 * The answer of a text that announces none, where it is unmistakable: nothing else is said, it is the last line, or the
 * last sentence draws a conclusion and ends with it. The last number of a sentence or of a formula is not that.
 */
export function concludedAnswer(text: string): string | undefined {
  const said = text.trim()
  return said === '' ? undefined : (onlyAnswer(said) ?? lastLine(said) ?? lastSentence(said))
}

/** The text is its answer: `28 percent`, `odd $n$`, `42 because …`. */
function onlyAnswer(text: string): string | undefined {
  if (text.length > 400 || text.includes('\n\n')) return undefined
  const line = text.replace(/\s+/g, ' ')
  const math = mathAt(line)
  if (math !== undefined && /^[\s.]*$/.test(line.slice(math.end))) return math.answer
  if (math !== undefined && /^\s*(?:\\?%|percent|for |,? where |with )/.test(line.slice(math.end)))
    return /^\s*(?:\\?%|percent)/.test(line.slice(math.end)) ? statedMath(line) : line
  const plain = plainAnswer(line) ?? plainAnswer(line.replace(/\s(?:because|since)\s.*$/, ''))
  const words = line.replace(/\$[^$]*\$/g, ' ').match(/\p{L}+/gu) ?? []
  if (plain !== undefined && (/[\d\\^=]/.test(plain) || words.length <= 2)) return plain
  const isNoun =
    words.length <= 2 && !words.some(isFiller) && !/[:=]|\p{Script=Han}/u.test(line.replace(/\$[^$]*\$/g, ''))
  return line.includes('$') && isNoun ? line : undefined
}

function lastLine(text: string): string | undefined {
  const [, before = '', display] =
    /(?:^|(.{0,80}\s))(?:\$\$|\\\[)((?:(?!\$\$|\\\[|\\\]).){1,1000})(?:\$\$|\\\])[.\s\u3002]*$/s.exec(
      text.slice(-1200),
    ) ?? []
  if (display !== undefined)
    return isNamed(display) || /[:\uff1a]\s*$/.test(before) ? notFormula(display.trim()) : undefined
  const line = text.slice(text.lastIndexOf('\n') + 1).trim()
  if (!text.includes('\n') || line.length > 200) return undefined
  const inner = /^(?:\*\*|__)(.+?)(?:\*\*|__)\.?$/.exec(line)?.[1] ?? line
  const math = mathAt(inner)
  const answer = math !== undefined && /^[\s.]*$/.test(inner.slice(math.end)) ? math.answer : plainAnswer(inner)
  return answer === undefined || (math === undefined && !/[\d\\=]/.test(answer)) ? undefined : notFormula(answer)
}

function lastSentence(text: string): string | undefined {
  const sentences = text
    .slice(-1500)
    .split(/(?<=[.!?])\s+(?=[A-Z"*\\$])|(?<=[$\]])\s+(?=(?:So|Therefore|Thus|Hence)\b)|(?<=[\u3002\uff01\uff1f])|\n+/)
  const sentence = sentences.findLast(part => /[\p{L}\d]/u.test(part)) ?? ''
  const isAll = text.length <= 400 && sentences.filter(part => part.trim() !== '').length === 1
  if (!isAll && !concludes.test(sentence)) return undefined
  const value = valueIn(sentence.replace(/[.\s\u3002]+$/, '')) ?? countedAtEnd(sentence)
  return value === undefined ? relationIn(sentence) : value
}

/** `因此一共有**858颗**糖果。`, `So the train travels 72 miles.`: one number in the last clause, that numbers nothing. */
function countedAtEnd(sentence: string): string | undefined {
  const clause =
    sentence
      .replaceAll('**', '')
      .split(/\uff0c|\uff1a/)
      .at(-1) ?? ''
  if (/[=+*/^\\]|\$.*\$|\d-/.test(clause) || numbering.test(clause)) return undefined
  const numbers = [...clause.matchAll(/(?<![\w.,-])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?(?![\w.,]*\d)/g)]
  return numbers.length === 1 ? numbers[0]?.[0] : undefined
}

/** `Therefore $x < 5$`, `We find that $x \ne 3$`: the sentence's last formula, where it says what a name stands for. */
function relationIn(sentence: string): string | undefined {
  const found = /(?:\$([^$]+)\$|\\\((.+?)\\\))[^$\d\\]*$/.exec(sentence.slice(-600))
  const inner = found?.[1] ?? found?.[2]
  return inner !== undefined && isNamed(inner) ? notFormula(inner.trim()) : undefined
}

const numbering =
  /\b(?:case|step|equation|part|first|last|line|figure|theorem|problem|question|lemma|option|least|most|only if|than|every|each|another|next|up to)\b|\u7b2c|\u6bcf|\u6b65|\u5927\u4e8e|\u5c0f\u4e8e|\u81f3\u5c11|\u6700\u591a/i

const isNamed = (source: string): boolean => readShape(source).subject !== undefined || /\\ne|!=|\\neq/.test(source)

/** `x^2 + 3x = 7` says nothing of its last number. */
const notFormula = (source: string): string | undefined => (isFormula(source) ? undefined : source)

const concludes =
  /^\W{0,9}(?:(?:therefore|thus|hence|so|consequently|accordingly|finally|in conclusion|it follows|this (?:means|gives)|we (?:conclude|find|get|obtain)|overall|in (?:total|all|summary))\b|\u56e0\u6b64|\u6240\u4ee5|\u6545|\u7efc\u4e0a|\u7ed3\u8bba|\u4e8e\u662f|\u5373|\d+\.\s*\*{0,2}\u7ed3\u8bba)|\u5171\u6709|\u603b\u5171|\u4e00\u5171|\u56e0\u6b64|\u6240\u4ee5/iu
