import type { XevalError } from '../core/errors.ts'
import { builtIn, builtInWith } from '../registry/built-in.ts'
import type { Registry } from '../registry/registry.ts'
import { namedPlugins } from './named-plugins.ts'

/**
 * Ours, and the plug-ins that the config or `--plugin` names; `given` are options as they were typed. With `onMissing`, one of the
 * config that can't be loaded is told and left out.
 */
export async function registryFor(
  given: unknown,
  cwd: string,
  onMissing?: (error: XevalError) => void,
): Promise<Registry> {
  const named = await namedPlugins(given, cwd)
  if (named.length === 0) return builtIn
  return builtInWith(await (await import('./load-plugins.ts')).loadPlugins(named, onMissing))
}
