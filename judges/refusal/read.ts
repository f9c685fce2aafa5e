/** Without code and without what is quoted: a character of a story may refuse as it likes. A text that is one quotation stays. */
export const inOwnWords = (text: string): string => {
  const without = text
    .replace(/```.*?(?:```|$)/gs, ' code ')
    .replace(/(?<=\S\s{0,4})(?:"[^"\n]{1,400}"|“[^”\n]{1,400}”|「[^」\n]{1,400}」)/gu, '""')
  return without.trim()
}

/** The signs are of two languages: a text in another one has none of them, whatever it says. */
export function isReadable(text: string): boolean {
  const letters = count(text, /\p{L}/gu)
  if (letters === 0) return /\p{N}/u.test(text)
  const han = count(text, /\p{Script=Han}/gu)
  if (count(text, /[\p{Script=Han}\p{Script=Latin}\p{Script=Greek}]/gu) / letters < 0.8) return false
  if (han / letters > 0.3) return true
  const words = text.match(/\p{L}[\p{L}']*/gu) ?? []
  return words.length < 6 || words.filter(word => common.has(word)).length / words.length > 0.1
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

const common = new Set(
  'the a an of to and in is are was were it that this for on with as at by be you your can or from not have has will do if they he she we i my how when what which there their its into out up more some any all one two use first then'.split(
    ' ',
  ),
)
