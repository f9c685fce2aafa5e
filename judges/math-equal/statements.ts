import { isFormula, mathAt, plainAnswer, statedMath } from './spans.ts'

/** Where an answer was announced, and what was announced. */
export interface Stated {
  answer: string
  end: number
}

/** The last announcement ("The answer is …", `#### …`, `答案是…`) that an answer follows. */
export function statedAnswer(text: string): Stated | undefined {
  const cues = [...text.matchAll(cue)].slice(-most).reverse()
  for (const { 0: said, index } of cues) {
    if (doubted.test(text.slice(Math.max(0, index - 40), index))) continue
    const end = index + said.length
    const answer = answerAt(text.slice(end, end + longest), said.trim().startsWith('####'))
    if (answer !== undefined) return { answer, end }
  }
  const [, before] = isTheAnswer.exec(text.slice(-500)) ?? []
  const answer = before === undefined ? undefined : (statedMath(before.trim()) ?? plainAnswer(before))
  return answer === undefined ? undefined : { answer, end: text.length }
}

/** An answer that begins here, behind filling words. */
export function answerAt(text: string, wholeLine = false): string | undefined {
  const rest = text.replace(lead, '')
  if (/^(?:not|cannot|n't)(?![a-z])|^\u4e0d/i.test(rest)) return undefined
  const math = statedMath(rest)
  if (math !== undefined) return math
  if (rest.startsWith('\\begin{')) return /^.*?\\end\{\w+\*?\}[^\n]*/s.exec(rest)?.[0].replace(/[\s.]+$/, '')
  const line = /^[^\n]*/.exec(rest)?.[0] ?? ''
  if (wholeLine) return plainAnswer(line) ?? valueIn(line)
  const sentence = firstSentence(line)
  return plainAnswer(sentence) ?? plainAnswer(sentence.replace(reason, '')) ?? valueIn(sentence)
}

/** The value at the end of a sentence that says what something is: `the number of points is 19`. */
export function valueIn(sentence: string): string | undefined {
  const text = sentence.slice(-600)
  // What stands inside a formula says nothing of the sentence.
  const prose = text.replace(/\$[^$]*\$|\\\((?:(?!\\\)).)*\\\)/g, math => `$${'\u2022'.repeat(math.length - 2)}$`)
  const copulas = [...prose.matchAll(copula)].slice(-12).reverse()
  for (const { 0: word, index } of copulas) {
    if (word === '=' && !namesWhatFollows(text)) return undefined
    const rest = text.slice(index + word.length).replace(lead, '')
    const math = mathAt(rest)
    if (math !== undefined) {
      const stated = statedMath(rest)
      const behind = rest.slice(rest.lastIndexOf(closing(rest)) + 1)
      if (stated === undefined || /\d/.test(behind)) return undefined
      return isFormula(stated) && !/^(?:is|are)|[:\uff1a\u662f\u4e3a]/.test(word) ? undefined : stated
    }
    const plain = plainAnswer(rest)
    if (plain !== undefined && /\d|\\|^\(?[A-H]\)?$/.test(plain)) return plain
    // What stands further left is not the sentence's end.
    if (/\d|\$/.test(rest)) return undefined
  }
  return undefined
}

/** `Area = 72000 / 18 = 4000` names its value; `x^2 + 3x = 7` is a formula. */
const namesWhatFollows = (sentence: string): boolean =>
  /^[^\d+*/^\\-]*$/.test(
    sentence
      .slice(0, sentence.indexOf('='))
      .split(/[,;:\uff0c\uff1a]|\b(?:is|that)\b/)
      .at(-1) ?? '',
  )

const closing = (text: string): string => (text.startsWith('$') ? '$' : text.startsWith('\\(') ? ')' : ']')

/** Up to a full stop that no digit follows. */
export const firstSentence = (line: string): string =>
  /^.*?(?=(?<!\\)[.!?](?:\s|\*\*|$)|[\u3002\uff01\uff1f]|$)/s.exec(line)?.[0] ?? line

const reason =
  /(?:,|\uff0c)?\s*(?:\b(?:because|since|as|so|where|when|which|due to|after|by|given|with|if|assuming|not)\b|\u56e0\u4e3a|\u7531\u4e8e|\().*$/su
const lead =
  /^(?:(?:[\s*_:\uff1a>`"\u201c]|\\(?=")){1,40}|(?:therefore|thus|hence|simply|just|exactly|indeed|then|equal to|equals|given by|approximately|about|as follows|at|(?:that )?there (?:are|is)|the (?:number|value|integer|fraction|set|interval|point|matrix|expression|function)|\u5c31\u662f|\u5e94\u8be5\u662f|\u5e94\u4e3a|\u7ea6\u4e3a|\u662f|\u4e3a)(?![a-z]))*/i
const doubted =
  /\b(?:if|whether|suppose|assuming|unless|why|not|isn't|wrong|incorrect|previous|his|her|their|a|an|no|multiple|check(?:ing)? (?:that|if)|verify (?:that|if))\s+(?:the\s+)?(?:(?:final|correct)\s+)?$|\u5982\u679c(?:\u8fd9\u4e2a)?$|\u5047\u8bbe$/i
const isTheAnswer =
  /(?:^|[.\n]\s?)\s{0,9}(?:(?:therefore|thus|so|hence),?\s)?((?:[^.\n]|\.(?=\d)){1,200}?) (?:is|are) (?:the|our|my) (?:final |correct |required )?(?:answers?|solutions?)(?: set)?[.!]?\s*$/i
const copula =
  /\b(?:is|are|was|be|equals?|equal to|that|find|get|gives?|obtain|has|have)\s|['\u2019]s\s|[=:\uff1a\u2248]|\u4e3a|\u662f|\u6709|\u4e86|\u5f97|\u5171|\u6545|\u4e8e/g

// Every repetition is bounded, or followed by something else than it repeats: a model that babbles must not make the search quadratic.
const cue = new RegExp(
  [
    '(?:^|\\n)[ \\t]{0,9}#{4}[ \\t]{1,9}(?=\\S)',
    '\\banswers?(?: \\([^()\\n]{1,30}\\))?(?: (?:to|of|for) [^.:\\n]{1,80}?)?(?:\\*\\*|__)?[ \\t]{0,9}(?::|\uff1a|=|(?:is|are)(?![a-z])|(?:would|must|should|will|has to) be(?![a-z]))',
    '\\banswers?\\s{0,9}(?=\\$|\\\\[([])',
    '(?:^|\\n)[#*\\s]{0,9}(?:final )?answer[*\\s]{0,9}\\n',
    '(?:\u7b54\u6848|\u7ed3\u679c)\\s?(?:\u5e94\u8be5?|\u5c31|\u5373)?(?:\u662f|\u4e3a|\u7b49\u4e8e|[:\uff1a=])',
    '(?:^|\\n)\\s{0,9}\u7b54[:\uff1a]',
    '\u9009(?:\u62e9)?(?:\u9879)?[:\uff1a]?\\s{0,9}(?=[(\uff08]?[A-H](?![a-zA-Z]))',
  ].join('|'),
  'gi',
)
const longest = 2000
const most = 20
