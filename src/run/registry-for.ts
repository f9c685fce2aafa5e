import { builtIn, builtInWith } from '../registry/built-in.ts'
import type { Foreign } from '../registry/foreign.ts'
import type { Registry } from '../registry/registry.ts'
import { type Named, namedPlugins } from './named-plugins.ts'

/** Ours, and the plug-ins and tasks that the config or `--plugin` names; `given` are options as they were typed. */
export async function registryFor(given: unknown, cwd: string): Promise<Registry> {
  return registryOf([], await namedPlugins(given, cwd))
}

/** Ours, plug-ins as objects, and those that are named. Tasks come last: they may name any of the judges. */
export async function registryOf(objects: readonly Foreign[], { plugins, tasks }: Named): Promise<Registry> {
  if (objects.length + plugins.length + tasks.length === 0) return builtIn
  const loaded = plugins.length === 0 ? [] : await (await import('./load-plugins.ts')).loadPlugins(plugins)
  const foreign = [...objects, ...loaded]
  const registry = await builtInWith(foreign)
  if (tasks.length === 0) return registry
  const { loadTasks } = await import('./load-tasks.ts')
  return builtInWith([...foreign, ...(await loadTasks(tasks, registry))])
}
