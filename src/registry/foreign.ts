import { kindOf, pluginKinds } from '../core/api.ts'
import type { Dataset } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import { judgeFromPlain, type PlainJudge } from '../core/judge-from-plain.ts'
import type { PluginRecord } from '../core/manifest.ts'
import type { Provider } from '../core/provider.ts'
import type { Report } from '../core/report.ts'
import type { Suite } from '../core/suite.ts'

export type AnyPlugin = Suite | Dataset | Judge | Report | Provider

/** A plug-in of somebody else's, and where it is from. */
export interface Foreign {
  plugin: AnyPlugin
  /** As the user named it, for messages. */
  from: string
  /** The package that it is in. */
  package?: NonNullable<PluginRecord['package']> | undefined
  /** Declared in YAML or JSON: it is compared by what it declares, not by its file, which was named so. */
  task?: { names: readonly string[] }
  /** Of the module that it stands in; an object that code hands over has none. */
  sha256?: string
}

/** Whether a `define*` function made it. */
const isPlugin = (value: unknown): value is AnyPlugin => kindOf(value) !== undefined

const isFunction = (value: unknown): value is PlainJudge => typeof value === 'function'

/** What a `define*` function made, or the judge that a plain function is; `name` goes before the function's own. */
export const pluginOf = (value: unknown, name?: string): AnyPlugin | undefined =>
  isPlugin(value) ? value : isFunction(value) ? judgeFromPlain(value, name) : undefined

/** What was found instead, and where. */
export const notAPlugin = (from: string, found: unknown, where = ''): XevalError =>
  new XevalError(
    'not-a-plugin',
    `${from}: ${where}found ${inWords(found)}, expected a ${pluginKinds.slice(0, -1).join(', ')} or ${pluginKinds.at(-1)} made by its define function, or a function that judges`,
    {
      hint: 'Export what defineSuite, defineDataset, defineJudge, defineReport or defineProvider returns: as the default export, alone or in an array, or as named exports. A function that judges must have a name and take (sample, output) or ({ input, output, expected }).',
    },
  )

function inWords(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array'
  if (typeof value === 'function') return `a function${value.name === '' ? '' : ` ${value.name}`}`
  if (typeof value !== 'object') return `${typeof value} ${JSON.stringify(value) ?? String(value)}`
  if (value instanceof Promise) return 'a promise (await it)'
  const name = 'name' in value && typeof value.name === 'string' ? ` named ${JSON.stringify(value.name)}` : ''
  return `an object${name} with no stamp`
}
