import { XevalError } from './errors.ts'
import { sha256 } from './hash.ts'

/**
 * A versioned prompt file. Only `{{name}}` is replaced, once: a value that holds `{{other}}` stays as it is.
 *
 * @example
 * import { writeFile } from 'node:fs/promises'
 * import { pathToFileURL } from 'node:url'
 * await writeFile('hello.v1.md', 'Say hello to {{name}}.')
 * const prompt: Prompt = loadPrompt(pathToFileURL('hello.v1.md'))
 * prompt.id // → 'hello.v1'
 */
export interface Prompt {
  /** `<file name>.v<N>`, from `verdict.v1.md`. */
  readonly id: string
  readonly text: string
  readonly sha256: string
  /** Throws where a variable is missing or not in the prompt. */
  render(variables: Readonly<Record<string, string>>): string
}

/**
 * A prompt out of its text, where it stands in no file: `id` is `<name>.v<N>`.
 *
 * @example
 * makePrompt('greet.v1', 'Say hello to {{name}}.').render({ name: 'Ada' }) // → 'Say hello to Ada.'
 */
export function makePrompt(id: string, text: string): Prompt {
  // Text and names in turn: taken apart once, put together for each sample.
  const parts = text.split(hole)
  const names = new Set(parts.filter((_, i) => i % 2 === 1))
  return {
    id,
    text,
    sha256: sha256(text),
    render(variables) {
      const unknown = Object.keys(variables).find(name => !names.has(name))
      if (unknown !== undefined) throw new XevalError('prompt', `prompt ${id} has no variable {{${unknown}}}`)
      let rendered = ''
      for (const [i, part] of parts.entries()) {
        const value = i % 2 === 0 ? part : variables[part]
        if (value === undefined) throw new XevalError('prompt', `prompt ${id} needs a value for {{${part}}}`)
        rendered += value
      }
      return rendered
    },
  }
}

const hole = /\{\{(\w+)\}\}/g
