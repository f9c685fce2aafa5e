import type { PlainJudge } from '../core/judge-from-plain.ts'
import type { AnyPlugin, Foreign } from '../registry/foreign.ts'
import type { Registry } from '../registry/registry.ts'

/**
 * Plug-ins of the caller's: as the `define*` functions give them, functions that judge, or the path or package of a module that
 * exports some.
 */
export type PluginsGiven = readonly (AnyPlugin | PlainJudge | string)[]

/** Ours and those that code hands over or names; paths start from `cwd`. */
export async function registryWith(given: PluginsGiven, cwd: string): Promise<Registry> {
  const { builtInWith } = await import('../registry/built-in.ts')
  const names = given.flatMap(one => (typeof one === 'string' ? [{ name: one, folder: cwd }] : []))
  const { notAPlugin, pluginOf } = await import('../registry/foreign.ts')
  const objects = given.flatMap((one, i): Foreign[] => {
    if (typeof one === 'string') return []
    const plugin = pluginOf(one)
    if (plugin === undefined) throw notAPlugin(`plugins[${i}]`, one)
    return [{ plugin, from: `plugins[${i}]` }]
  })
  if (names.length === 0) return builtInWith(objects)
  const { loadPlugins } = await import('../run/load-plugins.ts')
  return builtInWith([...objects, ...(await loadPlugins(names))])
}
