import { oneLine } from 'xeval/report'

/** What compiles the document. pdfLaTeX knows only the letters of its font encoding, XeLaTeX what its fonts hold. */
export type Engine = 'pdflatex' | 'xelatex'

/** Any text as plain words of one paragraph: no command, environment, mathematics, comment or ligature can come out of it. */
export function tex(text: string, engine: Engine): string {
  return Array.from(oneLine(text).replaceAll('⏎', '/'))
    .map((character, i, all) => {
      const escaped = escapes[character] ?? (engine === 'xelatex' || inT1(character) ? character : unknown(character))
      return character === all[i + 1] && doubled.has(character) ? `${escaped}{}` : escaped
    })
    .join('')
}

/** The body of a verbatim environment, which it cannot end. */
export const verbatim = (text: string, engine: Engine): string =>
  text
    .split('\n')
    .flatMap(wrapped)
    .map(line =>
      Array.from(oneLineKeepingIndent(line))
        .map(character => (engine === 'xelatex' || inT1(character) ? character : '?'))
        .join('')
        .replaceAll('\\end{verbatim', '\\end {verbatim'),
    )
    .join('\n')

/** Chinese, Japanese and Korean letters and punctuation: no pdfLaTeX font has them. */
export const needsXelatex = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u.test(text)

/** Long lines broken at a space, which BibTeX doesn't mind. */
const wrapped = (line: string): string[] =>
  line.length <= 96
    ? [line]
    : (line.match(/.{1,96}(?= |$)|\S+/g) ?? []).map((part, i) => (i === 0 ? part : `    ${part.trim()}`))

const oneLineKeepingIndent = (line: string): string => `${/^ */.exec(line)?.[0] ?? ''}${oneLine(line)}`

/** ASCII, Latin-1 letters and Latin Extended-A, as far as T1 has them; dashes and quotes. */
const inT1 = (character: string): boolean =>
  /^[\x20-\x7e\u00a1-\u00ff\u0100-\u0107\u010a-\u0111\u0116-\u011b\u011e-\u011f\u0130-\u0131\u0139-\u013e\u0141-\u0148\u014a-\u014b\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016e-\u0171\u0178-\u017e\u2013\u2014\u2018-\u201e]$/.test(
    character,
  ) && !/[¤¦¨¬¯¸¹²³¼½¾µ¶·×÷¢¥ª°±´º]/.test(character)

const unknown = (character: string): string => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`

/** Pairs of these become dashes, guillemets and quotes in TeX fonts. */
const doubled = new Set(['-', '<', '>', ',', "'"])

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '`': '\\textasciigrave{}',
  '"': '\\textquotedbl{}',
  '−': '$-$',
  Δ: '$\\Delta$',
  α: '$\\alpha$',
  '½': '$1/2$',
  '→': '$\\rightarrow$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  '≥': '$\\geq$',
  '≤': '$\\leq$',
  '≈': '$\\approx$',
  '×': '$\\times$',
  '±': '$\\pm$',
  '·': '$\\cdot$',
  '…': '\\ldots{}',
  '–': '--',
  '†': '$^{\\dagger}$',
  '\u00a0': '~',
}
