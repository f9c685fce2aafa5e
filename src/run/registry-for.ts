import type { XevalError } from '../core/errors.ts'
import { builtIn, builtInWith } from '../registry/built-in.ts'
import type { Foreign } from '../registry/foreign.ts'
import type { Registry } from '../registry/registry.ts'
import { type Named, namedPlugins } from './named-plugins.ts'

/** Is told of what the config names and can't be loaded, which is left out. */
type OnMissing = (error: XevalError) => void

/**
 * Ours, and the plug-ins and tasks that the config or `--plugin` names; `given` are options as they were typed. With `onMissing`, one
 * of the config that can't be loaded is told and left out.
 */
export async function registryFor(given: unknown, cwd: string, onMissing?: OnMissing): Promise<Registry> {
  return registryOf([], await namedPlugins(given, cwd), onMissing)
}

/** Ours, plug-ins as objects, and those that are named. Tasks come last: they may name any of the judges. */
export async function registryOf(
  objects: readonly Foreign[],
  { plugins, tasks }: Named,
  onMissing?: OnMissing,
): Promise<Registry> {
  if (objects.length + plugins.length + tasks.length === 0) return builtIn
  const loaded = plugins.length === 0 ? [] : await (await import('./load-plugins.ts')).loadPlugins(plugins, onMissing)
  const foreign = [...objects, ...loaded]
  const registry = await builtInWith(foreign)
  if (tasks.length === 0) return registry
  const { loadTasks } = await import('./load-tasks.ts')
  return builtInWith([...foreign, ...(await loadTasks(tasks, registry, onMissing))])
}
