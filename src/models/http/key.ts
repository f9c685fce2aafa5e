import { readFileSync } from 'node:fs'
import { XevalError } from '../../core/errors.ts'

/** A key of the environment without the white space that a copy brings along; undefined where there is none. */
export function keyOf(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const key = env[name]?.trim()
  return key ? checkedKey(key, name) : undefined
}

/** The key in a file, which holds nothing else. The path is not repeated: a key may have been written in its place. */
export function keyIn(file: string, host: string): string {
  const where = `the file that --api-key-env names for ${host}`
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new XevalError('no-api-key', `${where} can't be read (${codeOf(cause)})`, {
      hint: 'Write --api-key-env HOST=@FILE, with a file that holds the key and nothing else.',
      cause,
    })
  }
  const key = text.replace(/^\uFEFF/, '').trim()
  if (key === '') throw new XevalError('no-api-key', `${where} is empty`, { hint: 'Write the key into it.' })
  return checkedKey(key, where)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'

/** What comes along when a key is copied out of a header, a file of settings or a document. */
const wrappers: readonly { signs: RegExp; what: string }[] = [
  { signs: /^["'`“”‘’«].*["'`“”‘’»]$/, what: 'is in quotes' },
  { signs: /^(authorization\s*:\s*)?bearer(\s|:|$)/i, what: 'begins with the word Bearer' },
  { signs: /^(authorization|x-api-key|api-key)\s*[:=]/i, what: 'begins with the name of a header' },
  { signs: /^(export\s+)?[A-Z][A-Z0-9_]*(KEY|TOKEN)[A-Z0-9_]*=/, what: 'begins with the name of a variable' },
  { signs: /^basic\s/i, what: 'begins with the word Basic' },
]

/** Throws, naming where the key stands and never the key, for characters that no header may hold. */
export function checkedKey(key: string, where: string): string {
  const pasted = wrappers.find(({ signs }) => signs.test(key))
  if (pasted !== undefined)
    throw new XevalError('bad-key', `${where} ${pasted.what}`, {
      hint: 'Give only the key, as its provider shows it; xeval adds `Bearer` itself.',
    })
  const at = Array.from(key).findIndex(character => !/^[\x20-\x7e]$/.test(character))
  if (at < 0) return key
  const code = Array.from(key)[at]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
  const kind = /[\p{Cc}\p{Cf}]/u.test(key) ? 'a control character' : 'a character outside ASCII'
  throw new XevalError('bad-key', `${where} contains ${kind} (U+${code}, character ${at + 1})`, {
    hint: 'Copy the key again: a key is one line of ASCII letters, digits and punctuation.',
  })
}
