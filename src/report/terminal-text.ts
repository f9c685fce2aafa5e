/**
 * Any text as a terminal may be given it: lines and tabs stay, what steers a terminal goes (escape sequences, C1 and other control characters,
 * directions, a carriage return that would write over a line), and no line begins with the `::` of a CI runner's commands.
 */
export const terminalText = (text: string): string =>
  steering.test(text)
    ? text
        .toWellFormed()
        .replace(/[\u2028\u2029]/g, '\n')
        .replace(steer, '')
        .replace(/^([ \t]*):(?=:[a-z])/gim, '$1: ')
        .replace(/^([ \t]*)#(?=#\[)/gm, '$1# ')
    : text

/** The same of JSON, where nothing is lost: what JSON leaves as it is, is written as an escape. */
export const terminalJson = (json: string): string =>
  json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, character => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })

const controls = '(?!\\r\\n|[\\n\\t])[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]'
const steer = new RegExp(controls, 'gu')
const steering = new RegExp(`${controls}|[\\u2028\\u2029]|\\p{Cs}|^[ \\t]*(?:::[a-z]|##\\[)`, 'imu')
