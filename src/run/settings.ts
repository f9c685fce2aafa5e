import { XevalError } from '../core/errors.ts'
import { flagOf, type Options, readOptions, type Values } from '../core/option.ts'
import { configFields, runOptions, type Settings } from '../core/settings.ts'

export type { Settings }

/** Checks what the command line says; an error names the option, and what it takes. */
export function parseOptions<O extends Options>(options: O, given: unknown): Values<O> {
  const read = readOptions(options, given)
  if (read.ok) return read.value
  throw new XevalError('bad-option', `${flagOf(read.field ?? '')}: ${read.expected}`, {
    hint: '`xeval VERB --help` shows the values of each option.',
  })
}

/** Checks what code says; an error names the option, and what it takes. */
export function parseSettings(input: unknown): Settings {
  const read = readOptions(runOptions, input)
  if (read.ok) return read.value
  throw new XevalError('bad-option', `${read.field === undefined ? '' : `${read.field}: `}${read.expected}`, {
    hint: 'Options have the camelCase names and the values of a config.',
  })
}

/** Checks what a config says; an error names the file and the field. */
export function parseConfig(input: unknown, file: string): Values<typeof configFields> {
  const read = readOptions(configFields, input)
  if (read.ok) return read.value
  throw new XevalError('bad-config', `${file}: ${read.field ?? 'config'}: ${read.expected}`, {
    hint: 'Fix this field. `xeval run --help` describes each one; names are in camelCase there.',
    location: { file },
  })
}
