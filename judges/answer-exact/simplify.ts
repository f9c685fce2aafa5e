import pairs from 'opencc-js/dict/TSCharacters'

/**
 * Traditional Chinese characters as simplified ones, one by one: 黃河 → 黄河. Where several traditional characters share a simplified
 * one they become the same, which is what a comparison wants. Table: OpenCC (Apache-2.0).
 */
export const simplify = (text: string): string =>
  /\p{Script=Han}/u.test(text)
    ? text.replace(/\p{Script=Han}/gu, character => table().get(character) ?? character)
    : text

let simplified: Map<string, string> | undefined

function table(): Map<string, string> {
  simplified ??= new Map(
    pairs.split('|').map(pair => {
      const [from = '', to = ''] = pair.split(' ')
      return [from, to]
    }),
  )
  return simplified
}
