import { type Detect, no, yes } from '../detector.ts'
import { withoutCode } from './text.ts'

/** Two list items or more: bullets, or numbers that go on. */
export const detectList: Detect = ({ answer }) => {
  const items = linesOf(answer).filter(line => bullet.test(line) || numbered.test(line))
  return items.length >= 2 ? yes(items[0] ?? '') : no
}

const bullet = /^[ \t]{0,12}(?:[-*+•·●▪◦‣–][ \t]+|[•●▪◦‣])\S/u
const numbered =
  /^[ \t]{0,12}(?:\*\*)?(?:(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][ \t]+|\d{1,3}[、．）][ \t]*|[(（](?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）][ \t]*|[一二三四五六七八九十]{1,3}、[ \t]*|[①-⑳][ \t]*)\S/u

/** A Markdown heading: `#` marks, or a line underlined with `=` or `-`. */
export const detectHeading: Detect = ({ answer }) => {
  const lines = linesOf(answer)
  for (const [at, line] of lines.entries()) {
    if (/^ {0,3}#{1,6}[ \t]+[^\s#]/.test(line)) return yes(line)
    const before = lines[at - 1]?.trim() ?? ''
    const isText = before !== '' && before.length < 120 && !/^[-*+>|]|\|/.test(before) && lines[at - 2]?.trim() !== '|'
    if (isText && /^ {0,3}(?:={3,}|-{3,})[ \t]*$/.test(line) && (lines[at - 2] ?? '').trim() === '') return yes(before)
  }
  return no
}

/** A Markdown table: a row of cells above a row of dashes; or an HTML one. */
export const detectTable: Detect = ({ answer }) => {
  const lines = linesOf(answer)
  for (const [at, line] of lines.entries()) {
    if (/<table[\s>]/i.test(line)) return yes(line)
    const rule = line.trim()
    if (rule.length > 2000 || !rule.includes('|') || !rule.includes('-') || !/^[|:\- \t]+$/.test(rule)) continue
    const above = lines[at - 1] ?? ''
    if (above.includes('|') && /[^\s|:-]/.test(above)) return yes(above)
  }
  return no
}

/** Words in bold: `**…**`, `__…__` or HTML. */
export const detectBold: Detect = ({ answer }) => {
  const found =
    /\*\*(?=[^\s*])[^*\n]{1,300}\*\*|(?<![\p{L}\p{N}_])__(?=[^\s_])[^_\n]{1,300}__(?![\p{L}\p{N}_])|<(?:b|strong)>[^<\n]{1,300}</u.exec(
      withoutCode(answer),
    )
  // Powers in plain text, `2**3**2`, are no emphasis.
  return found !== null && !/^\*\*\d+\*\*$/.test(found[0]) ? yes(found[0]) : no
}

const linesOf = (text: string): string[] => withoutCode(text.replace(/\r\n?/g, '\n')).split('\n')
