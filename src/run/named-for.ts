import type { Completes } from '../core/option.ts'
import type { Context } from './context.ts'
import type { Entry } from './list.ts'
import { loadConfig } from './load-config.ts'
import { namesOf } from './names.ts'
import { registryFor } from './registry-for.ts'

/** The names of one kind of thing, those of the plug-ins included that a half-typed command names. */
export async function namedFor(
  what: Exclude<Completes, 'file' | 'folder'>,
  given: { plugin: string[]; config: string | undefined },
  context: Context,
): Promise<Entry[]> {
  const { out } = await loadConfig(context.cwd, given.config)
  return namesOf(what, out, { ...context, registry: await registryFor(given, context.cwd) })
}
