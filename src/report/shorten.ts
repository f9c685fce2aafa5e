/**
 * At most `length` characters (code points), the last of them `…` where something was cut off.
 *
 * @example
 * shorten('a long answer', 7) // → 'a long…'
 */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text.trim())
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`
}
