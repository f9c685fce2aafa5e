import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf, XevalError } from '../core/errors.ts'
import { makePrompt, type Prompt } from '../core/prompt.ts'

/**
 * A prompt from its file `name.v<N>.md` beside the plug-in:
 * `loadPrompt(new URL('./prompts/verdict.v1.md', import.meta.url))`. The text is the file's to the last byte, so that
 * the prompt's hash is the file's.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * import { pathToFileURL } from 'node:url'
 * await writeFile('greet.v1.md', 'Say hello to {{name}}.')
 * // In a plug-in: loadPrompt(new URL('./prompts/greet.v1.md', import.meta.url))
 * loadPrompt(pathToFileURL('greet.v1.md')).render({ name: 'Ada' }) // → 'Say hello to Ada.'
 * loadPrompt(pathToFileURL('greet.v1.md')).render({}) // throws prompt
 */
export function loadPrompt(url: URL): Prompt {
  const path = fileURLToPath(url)
  const id = promptFile.exec(basename(path))?.[1]
  if (id === undefined) {
    throw new XevalError('prompt', `${path}: a prompt file must be named \`name.v<N>.md\`, in kebab-case`, {
      location: { file: path },
    })
  }
  return makePrompt(id, readPrompt(path))
}

/** The names that prompt files have; the first group is the prompt's id. */
export const promptFile = /^([a-z0-9]+(?:-[a-z0-9]+)*\.v[1-9]\d*)\.md$/

function readPrompt(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new XevalError('prompt', `${path}: the prompt cannot be read: ${messageOf(error)}`, {
      hint: 'Reinstall xeval, or restore the file.',
      location: { file: path },
      cause: error,
    })
  }
}
