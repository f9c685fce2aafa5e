/** In lower case, NFKC, with straight apostrophes and without invisible characters; line ends as \n. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[‘’＇]/g, "'")
    .replace(/\r\n?/g, '\n')
    .toLowerCase()

/** Without fenced and inline code, which is nobody's prose; a fence that never closes runs to the end. */
export function withoutCode(text: string): string {
  const kept: string[] = []
  let fence: string | undefined
  for (const line of text.split('\n')) {
    const mark = /^[ \t]{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) {
      if (mark === undefined) kept.push(line.replace(/`[^`\n]{1,400}`/g, ' '))
      else fence = mark.slice(0, 3)
    } else if (mark?.startsWith(fence)) fence = undefined
  }
  return kept.join('\n')
}

/** Without what stands between quotation marks: those words are somebody else's. */
export const withoutQuotes = (text: string): string =>
  text.replace(/“[^”\n]{8,600}”|「[^」\n]{8,600}」|(?<![\p{L}\p{N}])"[^"\n]{8,600}"/gu, ' … ')

/** Words; a Chinese, Japanese or Korean character counts as one. */
export const countWords = (text: string): number => text.match(wordOrCharacter)?.length ?? 0

export const wordOrCharacter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}](?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}\p{N}'’])*/gu

/** One pattern out of several alternatives. */
export const any = (...sources: string[]): RegExp => new RegExp(sources.join('|'), 'u')

/** The same, wherever it occurs. */
export const every = (...sources: string[]): RegExp => new RegExp(sources.join('|'), 'gu')
