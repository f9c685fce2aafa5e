import type { z } from 'zod'
import { XevalError } from '../core/errors.ts'
import { Settings } from '../core/settings.ts'

export type { Settings }

/** Checks settings; an error names the option or the field, and what it takes. */
export function parseSettings(input: unknown, source: 'command line' | { file: string }): Settings {
  const parsed = Settings.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path.map(String) ?? []
  const expected = issue === undefined ? '' : describeIssue(issue)
  if (source === 'command line') {
    throw new XevalError('bad-option', `--${kebab(path[0] ?? '')}: ${expected}`, {
      hint: '`xeval VERB --help` shows what each option takes.',
    })
  }
  throw new XevalError('bad-config', `${source.file}: ${path.join('.') || 'config'}: ${expected}`, {
    hint: 'Mend the field. `xeval run --help` shows what each one means; names are in camelCase there.',
    location: { file: source.file },
  })
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown field ${issue.keys.map(key => JSON.stringify(key)).join(', ')}`
  if (issue.code !== 'invalid_union') return issue.message
  const texts = issue.errors.flatMap(branch => branch.map(inner => inner.message))
  return [...new Set(texts)].join(', or ')
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
