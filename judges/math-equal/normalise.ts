import { scripts, spelling } from './spelling.ts'

/**
 * One spelling for the many of LaTeX and plain text: no dollar signs around, no `\left`, `\dfrac`, thin spaces, thousands
 * separators, Unicode operators. Nothing that changes a value is touched; units and brackets stay.
 */
export function normalise(answer: string): string {
  let text = onceEscaped(scripts(answer))
    .normalize('NFKC')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
  text = withoutMathMarks(unwrapped(text))
  for (const [pattern, replacement] of spelling) text = text.replace(pattern, replacement)
  text = text.replace(/\\text\s?\{([^{}]*)\}/g, (_, inside: string) => `\\text{${inside.trim()}}`)
  text = unwrapped(text.replace(/\s+/g, ' ').trim())
  return joinThousands(text)
}

/** Without spaces, but for those between digits: `7 0` is not 70. */
export const squeezed = (text: string): string => text.replace(/(?<!\d)\s|\s(?!\d)/g, '')

/** `\\frac` as it stands in JSON that nobody unescaped. A row of a matrix ends in `\\` too, but no command follows at once. */
const onceEscaped = (text: string): string => (twiceEscaped.test(text) ? text.replaceAll('\\\\', '\\') : text)
const twiceEscaped =
  /(?<!\\)\\\\(?:d?frac|sqrt|left|right|begin|end|pi|cdot|times|text|mathrm|boxed|infty|cup|pm|circ|binom)(?![a-zA-Z])/

/** `12 $ and $13`: the dollar signs of mathematics go, a single one is money. */
function withoutMathMarks(text: string): string {
  const bare = text.match(/(?<!\\)\$/g)?.length ?? 0
  const plain = text.replace(/(?<!\\)\\[()[\]]/g, ' ')
  if (bare === 1) return plain.replace(/(?<!\\)\$/, '\\$')
  return bare === 0 ? plain : plain.replace(/(?<!\\)\$/g, '')
}

/** Its `$…$`, `\(…\)`, `**…**` and closing full stop taken off, as often as they are there. */
function unwrapped(text: string): string {
  for (let left = text; ; ) {
    const inner = wrappers.map(pattern => pattern.exec(left)?.[1]).find(found => found !== undefined)
    if (inner === undefined) return unbraced(left)
    left = inner.trim()
  }
}

/** `{1,2}` without its braces, where they are one pair. */
function unbraced(text: string): string {
  const inner = /^\{([^{}]*)\}$/s.exec(text)?.[1]
  return inner === undefined || inner.trim() === '' ? text : inner.trim()
}

/** `10,080` as one number, where every comma outside brackets is such a separator; else the commas make a list. */
function joinThousands(text: string): string {
  if (/^-?\d{1,3}(?: \d{3})+(?:\.\d+)?$/.test(text)) return text.replaceAll(' ', '')
  if (/[([{]/.test(text.replace(/\\text\{[^{}]*\}|\^\{[^{}]*\}|_\{[^{}]*\}/g, ''))) return text
  const joined = text.replace(/(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g, number => number.replaceAll(',', ''))
  return joined.includes(',') ? text : joined
}

const wrappers = [
  /^\$((?:[^$\\]|\\.)+)\$\.?$/s,
  /^\$\$((?:[^$\\]|\\.)+)\$\$\.?$/s,
  /^\\\(((?:(?!\\\)).)*)\\\)\.?$/s,
  /^\\\[((?:(?!\\\]).)*)\\\]\.?$/s,
  /^\*\*([^*]+)\*\*\.?$/s,
  /^["\u201c]([^"\u201c\u201d]+)["\u201d]$/s,
  /^(.*[^.\\])\.$/s,
  /^(.*[^\\])[,;]$/s,
  /^(.*[^\\\s])\s*\\{1,2}$/s,
]
