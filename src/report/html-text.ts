/**
 * HTML that is escaped already.
 *
 * @example
 * const page: Html = html('1 < 2')
 * page // → '1 &#60; 2'
 */
export type Html = string

/**
 * Any text as the content of an element or a quoted attribute. Line breaks stay; control and direction characters go.
 *
 * @example
 * html('<b>') // → '&#60;b&#62;'
 */
export const html = (text: string): Html =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`)
