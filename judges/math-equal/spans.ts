import { functionNames } from './expression.ts'
import { normalise } from './normalise.ts'
import { readShape } from './read-shape.ts'
import { countsOnly, measured } from './units.ts'

/** A piece of text that was read from its start, and where it ends. */
export interface Span {
  answer: string
  end: number
}

/** What stands in `$…$`, `$$…$$`, `\(…\)` or `\[…\]` at the start of a text. */
export function mathAt(text: string): Span | undefined {
  for (const [open, close] of delimiters) {
    if (!text.startsWith(open)) continue
    const end = closeOf(text.slice(0, longest), close, open.length)
    const answer = text.slice(open.length, end).trim()
    // `$5 and $6` is money.
    if (end > 0 && answer !== '' && !(open === '$' && /^[\d.,]+ (?:[a-z]{2,} ){1,9}$/.test(`${answer} `)))
      return { answer, end: end + close.length }
  }
  return undefined
}

/** `\$` is no end of `$…$`. */
function closeOf(text: string, close: string, from: number): number {
  let at = text.indexOf(close, from)
  while (at > 0 && close.startsWith('$') && text[at - 1] === '\\') at = text.indexOf(close, at + 1)
  return at
}

/** Mathematics at the start, with all that belongs to it: `$12$ and $13$`, `$28$ %`, `$\frac12$ which is $0.5$`. */
export function statedMath(text: string): string | undefined {
  const first = mathAt(text)
  if (first === undefined) return undefined
  let { answer, end } = first
  for (;;) {
    const rest = text.slice(end)
    const joint = joints.find(({ pattern }) => pattern.test(rest))
    const gap = joint?.pattern.exec(rest)?.[0]
    const next = gap === undefined ? undefined : mathAt(rest.slice(gap.length))
    if (joint === undefined || gap === undefined || next === undefined) break
    answer = `${answer}${joint.sign}${next.answer}`
    end += gap.length + next.end
  }
  const rest = text.slice(end)
  if (/^\s*(?:times|less|more|plus|minus|over|divided|out of|to|:|\u500d)(?![a-z])/.test(rest)) return undefined
  const unit = /^\s*(?:\\?%|\u00b0|percent(?:age)?\b|per cent\b|pct\b|degrees?\b)/.exec(rest)?.[0].trim()
  return unit === undefined ? answer : `${answer} ${unit}`
}

/** A span of plain text as an answer; undefined where it says more or less than one. */
export function plainAnswer(text: string): string | undefined {
  const span = text.replace(/\*\*|__/g, '').replace(/^[\s"\u201c'`]+|[\s"\u201d'`.\u3002!,;]+$/gu, '')
  if (span === '' || span.length > 400) return undefined
  const prose = proseOf(span)
  if (prose.length === 0) return isMathematics(span) ? span : undefined
  const [, number, words] = countedThing.exec(span) ?? []
  if (number !== undefined && words !== undefined) {
    if (/[\d$\\=]/.test(words) || !countsOnly(words) || isFiller(words.trim().split(/\s/)[0] ?? '')) return undefined
    // A unit may be another one than the gold answer's; what else is counted says nothing.
    return measured(normalise(span)).unit === undefined ? number : span
  }
  const isShort = prose.length <= 4 && !/[\d$\\=<>]/.test(span.replace(/\\text\{[^{}]*\}/g, ''))
  return isShort && !prose.some(isFiller) ? span : undefined
}

/** An equation, which says nothing of its last number. */
export function isFormula(source: string): boolean {
  const { kind } = readShape(source)
  return kind === 'equation' || (kind === 'unreadable' && source.includes('='))
}

/** A word that no answer in words has in it. */
export const isFiller = (word: string): boolean => functionWords.test(word)

/** Words of a language, apart from commands, functions and what stands in `\text{…}`. */
function proseOf(span: string): string[] {
  const bare = span.replace(/\\(?:text|mbox|mathrm|textbf|begin|end)\s?\{[^{}]*\}|\\[a-zA-Z]+/g, ' ')
  return (bare.match(/[a-zA-Z]{3,}|\p{Script=Han}+/gu) ?? []).filter(word => !known.has(word))
}

function isMathematics(span: string): boolean {
  const { kind } = readShape(span)
  if (kind === 'text') return /^(?:\\text\{[^{}]*\}|\(?[A-Z]\)?)$/.test(span) || /^[A-Za-z]{1,2}$/.test(span)
  return kind !== 'unreadable' || /[\\^_]/.test(span)
}

const longest = 2000
const delimiters = [
  ['$$', '$$'],
  ['$', '$'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
] as const
const joints = [
  {
    sign: ' = ',
    pattern: /^\s{0,9}(?:=|,?\s?(?:which|that) (?:is|equals)(?: equal to)?|,?\s?i\.e\.,?)\s{0,9}(?=\$|\\[([])/,
  },
  { sign: ' \\approx ', pattern: /^\s{0,9}(?:\u2248|,?\s?(?:which is )?(?:approximately|about))\s{0,9}(?=\$|\\[([])/ },
  {
    sign: ', ',
    pattern: /^\s{0,9}(?:,\s?and|,\s?or|and|or|,|;|\u548c|\u6216|\u3001|\u4ee5\u53ca)\s{0,9}(?=\$|\\[([])/,
  },
]
const countedThing = /^([-\u2212]?\\?\$?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\/\d+)?)((?:\s|(?=\p{L})).*)$/u
const known = new Set<string>([...functionNames, 'and', 'sqrt', 'mod', 'infty', 'base'])
const functionWords =
  /^(?:not|the|that|this|same|given|found|correct|right|wrong|obtained|below|above|follows?|following|therefore|thus|because|since|there|here|which|what|when|where|would|should|could|can|will|have|has|had|was|were|are|for|from|with|into|you|your|our|its|one of|approximately|about|equal|equivalent|simply|still|then|also|indeed|in|at|as|we|it|to|of|or|but|than|how|let|see|get|sure|unknown|clear|unclear|known|impossible|sorry|hello|done|okay|hmm|give|try|don|determined|expressed|written|\u4e0d.*|\u6211.*|\u8fd9.*|\u5982.*)$/i
