import { compareAnswers } from './compare.ts'

/** An answer in `\boxed{…}`, and where in the text it ends. */
export interface Boxed {
  answer: string
  end: number
}

interface Box extends Boxed {
  start: number
}

/**
 * The inside of the last box whose braces close. Boxes that stand side by side (`\boxed{2} and \boxed{-1}`) are one list;
 * empty ones and placeholders (`\boxed{answer}`) don't count.
 */
export function lastBoxed(text: string): Boxed | undefined {
  const boxes = boxesOf(text)
  const last = boxes.at(-1)
  if (last === undefined) return undefined
  const group = [last]
  let joint = ', '
  for (const box of boxes.slice(0, -1).reverse()) {
    const next = group[0]
    const gap = next === undefined ? '' : text.slice(box.end, next.start)
    const between = jointOf(gap)
    if (between === undefined) break
    if (between !== ', ') joint = between
    group.unshift(box)
  }
  const answers = group.map(box => ({ ...box, name: nameBefore(text, box) }))
  const areNamed = answers.every(({ name }) => name !== undefined)
  const written = answers.map(({ answer, name }) => (areNamed && group.length > 1 ? `${name} = ${answer}` : answer))
  // `\boxed{1\frac12} or \boxed{\frac32}` is one answer twice.
  const distinct = written.filter(
    (one, at) => !written.slice(at + 1).some(other => compareAnswers(one, other) === 'equal'),
  )
  return { answer: distinct.join(joint), end: last.end }
}

function boxesOf(text: string): Box[] {
  const boxes: Box[] = []
  const starts = [...text.matchAll(opening)].slice(-most)
  for (const { 0: open, index } of starts) {
    // A box inside a box belongs to it.
    if (index < (boxes.at(-1)?.end ?? 0)) continue
    const from = index + open.length
    const rest = text.slice(from, from + longest)
    const inside = open.endsWith('{') ? (upToBrace(rest) ?? escapedEnd.exec(rest)?.[0]) : bare.exec(rest)?.[0]
    if (inside === undefined || isPlaceholder(inside)) continue
    boxes.push({ answer: inside.trim(), start: index, end: from + inside.length + (open.endsWith('{') ? 1 : 0) })
  }
  return boxes
}

/** Text up to the brace that closes it; `\{` and `\}` are characters of a set, and balance by themselves. */
function upToBrace(text: string): string | undefined {
  let depth = 1
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return text.slice(0, at)
  }
  return undefined
}

/** What joins two neighbours; undefined where more than that stands between them. */
function jointOf(gap: string): string | undefined {
  if (gap.length > 120) return undefined
  const plain = gap.replace(/\$|\\[()[\]]|\\q?quad|\\(?:text|mathrm|textbf)\b|[{}]|\\[,;! ]|\\\\|\*\*|&/g, ' ')
  if (/^\s*\\cup\s*$/.test(plain)) return ' \\cup '
  const left = plain
    .replace(/\b(?:and|or|also|as well as|for|in|part|case|the)\b|[\u548c\u6216\u4e0e\u53ca\u4ee5]/gi, ' ')
    .replace(/(?<![\w=])\(?(?:[a-h]|i{1,3}|iv|[1-9])\)[:.]?/gi, ' ')
    .replace(/(?<![\w\\])[a-zA-Z](?:_\w)?\s*=/g, ' ')
    .replace(/[\u3001\uff0c,;\uff1b:]/g, ' ')
  return left.trim() === '' ? ', ' : undefined
}

/** The `x` of `x = \boxed{2}`. */
const nameBefore = (text: string, { start }: Box): string | undefined =>
  /(?:^|[^\w\\}])([a-zA-Z](?:_\w)?)\s{0,5}=\s{0,5}(?:\$|\\\()?\s{0,5}$/.exec(
    text.slice(Math.max(0, start - 30), start),
  )?.[1]

const isPlaceholder = (inside: string): boolean =>
  /^\s*(?:\\text\{)?\s*(?:(?:your |the |final )*(?:answer|result|number|value)(?: here)?|\.\.\.|\\[lc]?dots|_+|\?+|\u7b54\u6848)?\s*\}?\s*$/i.test(
    inside,
  )

// `\b` may have been read as a backspace on its way through JSON, or the backslash may be gone.
const opening =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the backspace that JSON makes of `\b`
  /(?:\\(?:begin)?(?:boxed|fbox|framebox)|\u0008oxed|(?<![a-zA-Z\\])boxed(?=\{))\s{0,9}(?:\{|(?=[-\w\\$(]))/g
const bare =
  /^(?:-?\d{1,99}(?:[.,]\d{1,99})*(?:\/\d{1,99})?|\\[dt]?frac\s?\{[^{}]{1,200}\}\s?\{[^{}]{1,200}\}|\$[^$]{1,200}\$|\([^()]{1,200}\)|[a-zA-Z]|\\[a-zA-Z]+(?:\{[^{}]{1,200}\})?)/

/** `\boxed{185\}`: the closing brace was escaped. */
const escapedEnd = /^[^{}\\\n$]{1,60}(?=\\\})/
/** No final answer is longer, and only the last boxes of a model that babbles are looked at. */
const longest = 4000
const most = 100
