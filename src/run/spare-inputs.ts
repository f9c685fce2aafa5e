import { stat } from 'node:fs/promises'
import { XevalError } from '../core/errors.ts'
import { at, type Context } from './context.ts'

/** Throws `bad-option` where an option would write over a file that is read, under whatever name. */
export async function spareInputs(
  written: Readonly<Record<string, string | undefined>>,
  inputs: readonly string[],
  context: Pick<Context, 'cwd'>,
): Promise<void> {
  const read = new Map<string, string>()
  for (const input of inputs) {
    const id = await identityOf(input, context)
    if (id !== undefined) read.set(id, input)
  }
  for (const [option, file] of Object.entries(written)) {
    const id = file === undefined ? undefined : await identityOf(file, context)
    const input = id === undefined ? undefined : read.get(id)
    if (input !== undefined)
      throw new XevalError('bad-option', `${option}: ${file} is read, and would be written over`, {
        hint: 'Name another file.',
      })
  }
}

/** By device and inode, so that links and other spellings of a path are the same file. A file that isn't there is none. */
async function identityOf(file: string, context: Pick<Context, 'cwd'>): Promise<string | undefined> {
  const found = await stat(at(context, file)).catch(() => undefined)
  return found === undefined ? undefined : `${found.dev}:${found.ino}`
}
