/**
 * Any text as one line that is safe on a terminal: line breaks become a visible sign; control and direction characters go.
 *
 * @example
 * oneLine('first\nsecond') // → 'first ⏎ second'
 */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\u0085]+/g, blank =>
      /[\n\r\v\f\u0085\u2028\u2029]/.test(blank) ? ' ⏎ ' : blank.replaceAll('\t', ' '),
    )
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
