/**
 * One spelling for the many of LaTeX and plain text: no dollar signs around, no `\left`, `\dfrac`, thin spaces, thousands
 * separators, Unicode operators. Nothing that changes a value is touched; units and brackets stay.
 */
export function normalise(answer: string): string {
  let text = answer
    .normalize('NFKC')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
  for (const [pattern, replacement] of spelling) text = text.replace(pattern, replacement)
  text = text.replace(/\\text\s?\{([^{}]*)\}/g, (_, inside: string) => `\\text{${inside.trim()}}`)
  text = unwrapped(text.replace(/\s+/g, ' ').trim())
  return joinThousands(text)
}

/** Its `$…$`, `\(…\)`, `**…**`, `\boxed{…}` and closing full stop taken off, as often as they are there. */
function unwrapped(text: string): string {
  for (;;) {
    const inner = wrappers.map(pattern => pattern.exec(text)?.[1]).find(found => found !== undefined)
    if (inner === undefined) return text
    text = inner.trim()
  }
}

/** `10,080` as one number, where every comma outside brackets is such a separator; else the commas make a list. */
function joinThousands(text: string): string {
  if (/^-?\d{1,3}(?: \d{3})+$/.test(text)) return text.replaceAll(' ', '')
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
  /^(.*[^.])\.$/s,
  /^(.*[^\\]),$/s,
]

const spelling: readonly [RegExp, string][] = [
  // NFKC has turned ½ into 1⁄2; a digit before it makes a mixed number.
  [/(\d)\u2044(\d)/g, '$1/$2'],
  [/[\u2212\u2013\u2010]/g, '-'],
  [/\u00d7/g, '\\times '],
  [/[\u00b7\u22c5]/g, '\\cdot '],
  [/\u00f7/g, '/'],
  [/\u03c0/g, '\\pi '],
  [/\u221e/g, '\\infty '],
  [/\u221a\s*\(([^()]*)\)/g, '\\sqrt{$1}'],
  [/\u221a\s*(\d+|[a-z])/g, '\\sqrt{$1}'],
  [/\u222a/g, '\\cup '],
  [/\u2208/g, '\\in '],
  [/\u2264/g, '\\le '],
  [/\u2265/g, '\\ge '],
  [/\u2260/g, '\\ne '],
  [/\u00b1/g, '\\pm '],
  [/\u00b0/g, '^\\circ '],
  [/\u3002$/g, ''],
  [/\uff0c|\u3001/g, ', '],
  [/\\(?:displaystyle|textstyle|limits|nolimits|bf|rm|it)(?![a-zA-Z])/g, ' '],
  [/\\(?:left|right|[bB]igg?[lrm]?)(?![a-zA-Z])\s*\.?/g, ' '],
  [/\\(?:dfrac|tfrac|cfrac)(?![a-zA-Z])/g, '\\frac'],
  [/\\(?:dbinom|tbinom)(?![a-zA-Z])/g, '\\binom'],
  [/\\(?:mbox|textrm|textbf|textit|textnormal|mathrm|mathbf|hbox)(?![a-zA-Z])/g, '\\text'],
  [/\\(?:leq|leqslant)(?![a-zA-Z])/g, '\\le '],
  [/\\(?:geq|geqslant)(?![a-zA-Z])/g, '\\ge '],
  [/\\neq(?![a-zA-Z])/g, '\\ne '],
  [/\\lt(?![a-zA-Z])/g, '<'],
  [/\\gt(?![a-zA-Z])/g, '>'],
  [/\\lbrace(?![a-zA-Z])/g, '\\{'],
  [/\\rbrace(?![a-zA-Z])/g, '\\}'],
  [/\\l?[vV]ert(?![a-zA-Z])|\\r[vV]ert(?![a-zA-Z])/g, '|'],
  [/(?<=\d),\\!\s*(?=\d)/g, ''],
  [/(?<=\d)\{,\}(?=\d)/g, ''],
  [/(?<=\d)\\[,;:! ]\s*(?=\d{3}(?!\d))/g, ''],
  [/\\(?:quad|qquad|enspace|thinspace)(?![a-zA-Z])|(?<!\\)\\[,;:! \n]|~/g, ' '],
  [/\^\s*\{\s*\\circ\s*\}|\^\s*\\circ(?![a-zA-Z])|\\degree(?![a-zA-Z])/g, '\u00b0'],
  [/\\%/g, '%'],
  [/(\d)\s*(?:\\text\{)?\s*thousand\s*\}?$/, '$1\\times 10^{3}'],
  [/(\d)\s*(?:\\text\{)?\s*million\s*\}?$/, '$1\\times 10^{6}'],
  [/(\d)\s*(?:\\text\{)?\s*billion\s*\}?$/, '$1\\times 10^{9}'],
]
