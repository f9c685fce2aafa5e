import type { AnyPlugin, Foreign } from '../registry/foreign.ts'
import type { Registry } from '../registry/registry.ts'

/** Plug-ins of the caller's: as the `define*` functions give them, or by the path or package of a module that exports some. */
export type PluginsGiven = readonly (AnyPlugin | string)[]

/** Ours and those that code hands over or names; paths start from `cwd`. */
export async function registryWith(given: PluginsGiven, cwd: string): Promise<Registry> {
  const { builtInWith } = await import('../registry/built-in.ts')
  const names = given.flatMap(one => (typeof one === 'string' ? [{ name: one, folder: cwd }] : []))
  const objects: Foreign[] = given.flatMap((plugin, i) =>
    typeof plugin === 'string' ? [] : [{ plugin, from: `plugins[${i}]` }],
  )
  if (names.length === 0) return builtInWith(objects)
  const { loadPlugins } = await import('../run/load-plugins.ts')
  return builtInWith([...objects, ...(await loadPlugins(names))])
}
