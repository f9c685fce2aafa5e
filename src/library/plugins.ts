import type { PlainJudge } from '../core/judge-from-plain.ts'
import type { AnyPlugin, Foreign } from '../registry/foreign.ts'
import type { Registry } from '../registry/registry.ts'

/**
 * Plug-ins of the caller's: as the `define*` functions give them, functions that judge, or the path or package of a module that
 * exports some.
 */
export type PluginsGiven = readonly (AnyPlugin | PlainJudge | string)[]

/** Ours and those that code hands over or names, with its tasks; paths start from `cwd`. */
export async function registryWith(
  given: PluginsGiven,
  cwd: string,
  tasks: readonly unknown[] = [],
): Promise<Registry> {
  const { notAPlugin, pluginOf } = await import('../registry/foreign.ts')
  const objects = given.flatMap((one, i): Foreign[] => {
    if (typeof one === 'string') return []
    const plugin = pluginOf(one)
    if (plugin === undefined) throw notAPlugin(`plugins[${i}]`, one)
    return [{ plugin, from: `plugins[${i}]` }]
  })
  const { registryOf } = await import('../run/registry-for.ts')
  const { configTasks, namedIn } = await import('../run/named-plugins.ts')
  const named = namedIn(
    given.filter(one => typeof one === 'string'),
    cwd,
  )
  return registryOf(objects, { ...named, tasks: [...named.tasks, ...configTasks(tasks, 'evaluate', cwd)] })
}
