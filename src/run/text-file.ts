import { readFile } from 'node:fs/promises'
import { messageOf, XevalError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { at, type Context } from './context.ts'

/** A text that goes into requests, and what a manifest says of it. */
export interface TextFile {
  text: string
  sha256: string
}

/** The file that an option names, read whole; nothing where it names none. */
export async function readTextFile(
  option: string,
  path: string | undefined,
  context: Context,
): Promise<TextFile | undefined> {
  if (path === undefined) return undefined
  try {
    const text = await readFile(at(context, path), 'utf8')
    return { text, sha256: sha256(text) }
  } catch (cause) {
    throw new XevalError('no-file', `${option} ${path}: ${messageOf(cause)}`, {
      hint: 'Pass a readable file.',
      cause,
    })
  }
}
