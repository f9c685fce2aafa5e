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

/**
 * The grade in a reply that is a letter A, B or C, a label's word, or both where they agree (`A: CORRECT`), inside
 * whatever quotes, marks or code fence; `undefined` for everything else. Nothing is fished out of prose.
 */
export function readGrade(reply: string): AnswerLabel | undefined {
  const parts = bare(reply)
    .split(/\s*[:：.,，、\-–—()（）]+\s*|(?<=^[ABC])\s+|\s+(?=[ABC]$)/)
    .map(part => part.replace(/^[[\]{}<>\s]+|[[\]{}<>\s]+$/g, ''))
    .filter(part => part !== '')
  const grades = parts.map(gradeOf)
  const kinds = new Set(parts.map(part => part in letters))
  const agree = new Set(grades).size === 1 && kinds.size === parts.length
  return agree ? grades[0] : undefined
}

/**
 * The authors' own rule: the first of the letters A, B, C anywhere, and C where there is none. So `CORRECT` and
 * `INCORRECT` are not attempted and `According to…` is correct; only for figures that must match theirs.
 */
export const readGradeAsUpstream = (reply: string): AnswerLabel =>
  letters[/[ABC]/.exec(reply)?.[0] ?? 'C'] ?? 'not-attempted'

/** Without a code fence, and without quotes, emphasis, brackets and full stops around it. */
function bare(reply: string): string {
  const text = reply.normalize('NFKC').trim()
  const inside = /^```\w*[ \t]*\n(.*?)\n?[ \t]*```$/s.exec(text)?.[1] ?? text
  return inside
    .replace(/[【】『』]/g, ' ')
    .trim()
    .replace(/^[*_`"'“”‘’「」<>[\]{}()\s]+|[*_`"'“”‘’「」<>[\]{}\s.。!]+$/g, '')
    .replace(/[*_`](?!ATTEMPTED)/gi, '')
}

const gradeOf = (part: string): AnswerLabel | undefined =>
  Object.hasOwn(letters, part) ? letters[part] : words[part.toLowerCase().replace(/[_\s]+/, ' ')]
