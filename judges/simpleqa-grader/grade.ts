import type { AnswerLabel } from 'xeval/judges/answer-exact'

const letters: Record<string, AnswerLabel> = { A: 'correct', B: 'incorrect', C: 'not-attempted' }
const words: Record<string, AnswerLabel> = {
  correct: 'correct',
  incorrect: 'incorrect',
  'not attempted': 'not-attempted',
  正确: 'correct',
  错误: 'incorrect',
  未尝试: 'not-attempted',
}

/** No grade in whatever marks is longer. */
const LONGEST = 100

/**
 * The grade in a reply that is a letter A, B or C, a label's word, or both where they agree (`A: CORRECT`, `A：【正确】`), inside
 * whatever quotes, marks, brackets or code fence; `undefined` for everything else. Nothing is fished out of prose.
 */
export function readGrade(reply: string): AnswerLabel | undefined {
  const text = bare(reply)
  if (text.length > LONGEST) return undefined
  const parts = text.split(/ ?[:：.,，、\-–—()（）【】[\]{}<>]+ ?|(?<=^[ABC]) | (?=[ABC]$)/).filter(part => part !== '')
  const grades = parts.map(gradeOf)
  const kinds = new Set(parts.map(part => Object.hasOwn(letters, part)))
  const agree = new Set(grades).size === 1 && kinds.size === parts.length
  return agree ? grades[0] : undefined
}

/**
 * The authors' own rule: the first of the letters A, B, C anywhere, and C where there is none. So `CORRECT` and
 * `INCORRECT` are not attempted and `According to…` is correct; only for figures that must match theirs.
 */
export const readGradeAsUpstream = (reply: string): AnswerLabel =>
  letters[/[ABC]/.exec(reply)?.[0] ?? 'C'] ?? 'not-attempted'

/** With single white space, and without a code fence, and quotes, emphasis, brackets and full stops around it. */
function bare(reply: string): string {
  const text = reply.normalize('NFKC').trim()
  const lines = text.split('\n')
  const isFenced = lines.length > 2 && /^```\w*\s*$/.test(lines[0] ?? '') && /^\s*```$/.test(lines.at(-1) ?? '')
  const inside = isFenced ? lines.slice(1, -1).join('\n') : text
  return stripEnds(inside.replace(/\s+/g, ' ')).replace(/[*_`](?!ATTEMPTED)/gi, '')
}

const marks = new Set('*_`"\'“”‘’「」『』<>[]{}()【】《》 ')
const endMarks = new Set([...marks, '.', '。', '!'])

function stripEnds(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && marks.has(text.charAt(start))) start++
  while (end > start && endMarks.has(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

function gradeOf(part: string): AnswerLabel | undefined {
  if (Object.hasOwn(letters, part)) return letters[part]
  const word = part.toLowerCase().replace(/[_\s]+/, ' ')
  return Object.hasOwn(words, word) ? words[word] : undefined
}
