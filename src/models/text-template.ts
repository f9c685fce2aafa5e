import { readFile } from 'node:fs/promises'
import { messageOf, XevalError } from '../core/errors.ts'
import { makePrompt } from '../core/prompt.ts'
import type { Message } from '../core/sample.ts'

/** Messages as one raw prompt. */
export type TextTemplate = (messages: readonly Message[]) => string

/**
 * A template file for a base model: `{{prompt}}` is the conversation, `{{system}}` the system message where the file has
 * a place for it (else it stands before the conversation). Without a file the prompt is the text itself.
 */
export async function readTextTemplate(file: string | undefined): Promise<TextTemplate> {
  if (file === undefined) return messages => joinContents(messages)
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new XevalError('template', `${file}: ${messageOf(cause)}`, {
      hint: 'Pass --template a readable file that contains {{prompt}}.',
      location: { file },
      cause,
    })
  })
  const template = makePrompt(file, text)
  const names = new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), match => match[1]))
  const unknown = Array.from(names).find(name => name !== 'prompt' && name !== 'system')
  if (!names.has('prompt') || unknown !== undefined)
    throw new XevalError('template', `${file}: ${unknown ? `{{${unknown}}} is unknown` : '{{prompt}} is missing'}`, {
      hint: 'A template contains {{prompt}}, and {{system}} if the model accepts a system message.',
      location: { file },
    })
  if (!names.has('system')) return messages => template.render({ prompt: joinContents(messages) })
  return messages =>
    template.render({
      system: joinContents(messages.filter(({ role }) => role === 'system')),
      prompt: joinContents(messages.filter(({ role }) => role !== 'system')),
    })
}

const joinContents = (messages: readonly Message[]): string => messages.map(({ content }) => content).join('\n\n')
