import { isRecord } from '../core/field.ts'
import type { Options, Values } from '../core/option.ts'
import { configOptions } from '../core/settings.ts'
import type { Context } from './context.ts'
import { loadConfig } from './load-config.ts'
import { parseOptions } from './settings.ts'

/**
 * What was given, before what `xeval.config.*` says of the same options. Models named in one place replace all of the other's.
 * A verb that takes none of a config's options needs no config, and one that is broken doesn't concern it.
 */
export async function resolveSettings<O extends Options>(
  options: O,
  given: unknown,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<Values<O>> {
  const values = parseOptions(options, given)
  const shared = Object.entries(configOptions).filter(([name, option]) => options[name] === option)
  if (shared.length === 0 || !isRecord(given)) return values
  const { config: file } = given
  const config: Record<string, unknown> = await loadConfig(cwd, typeof file === 'string' ? file : undefined)
  const named = MODELS.some(name => given[name] !== undefined)
  const taken = shared.flatMap(([name]) => (named && MODELS.includes(name) ? [] : [[name, config[name]]]))
  return { ...parseOptions(options, Object.fromEntries(taken)), ...values }
}

const MODELS = ['model', 'before', 'after']
