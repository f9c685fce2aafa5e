import { dirname } from 'node:path'
import { isRecord, Refused, texts } from '../core/field.ts'
import { findConfig, loadConfig } from './load-config.ts'
import type { NamedPlugin } from './load-plugins.ts'

/** The plug-ins that the config names, from its own folder, and those that `--plugin` does, from where the caller is. */
export async function namedPlugins(given: unknown, cwd: string): Promise<NamedPlugin[]> {
  const { config, plugin } = isRecord(given) ? given : {}
  const named = typeof config === 'string' ? config : undefined
  const file = findConfig(cwd, named)
  const { plugins = [] } = await loadConfig(cwd, named)
  const more = plugin === undefined ? [] : texts(plugin)
  return [
    ...(file === undefined ? [] : plugins.map(name => ({ name, folder: dirname(file), ofConfig: true }))),
    ...(more instanceof Refused ? [] : more.map(name => ({ name, folder: cwd }))),
  ]
}
