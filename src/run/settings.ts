import { XevalError } from '../core/errors.ts'
import { readFields } from '../core/field.ts'
import { type Settings, settingsFields } from '../core/settings.ts'

export type { Settings }

/** Checks settings; an error names the option or the field, and what it takes. */
export function parseSettings(input: unknown, source: 'command line' | 'code' | { file: string }): Settings {
  const read = readFields(settingsFields, input)
  if (read.ok) return read.value
  if (source === 'command line') {
    throw new XevalError('bad-option', `--${kebab(read.field ?? '')}: ${read.expected}`, {
      hint: '`xeval VERB --help` shows what each option takes.',
    })
  }
  if (source === 'code') {
    throw new XevalError('bad-option', `${read.field === undefined ? '' : `${read.field}: `}${read.expected}`, {
      hint: 'Options have the names and values of xeval.config.ts, in camelCase.',
    })
  }
  throw new XevalError('bad-config', `${source.file}: ${read.field ?? 'config'}: ${read.expected}`, {
    hint: 'Mend the field. `xeval run --help` shows what each one means; names are in camelCase there.',
    location: { file: source.file },
  })
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
