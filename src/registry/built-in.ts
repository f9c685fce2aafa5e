import { existsSync, readFileSync } from 'node:fs'
import { datasets } from '../../datasets/index.ts'
import { judgeAliases, judges } from '../../judges/index.ts'
import { reports } from '../../reports/index.ts'
import { suites } from '../../suites/index.ts'
import type { Foreign } from './foreign.ts'
import { makeRegistry, type Plugins, type Registry, type SuiteNames } from './registry.ts'

/** The plug-ins that come with xeval. */
export const builtInPlugins: Plugins = {
  suites,
  datasets,
  judges,
  judgeAliases,
  reports,
  suiteNames,
  async providers() {
    return (await import('../models/index.ts')).providers
  },
}

export const builtIn: Registry = makeRegistry(builtInPlugins)

/** Ours and those of others. */
export async function builtInWith(foreign: readonly Foreign[]): Promise<Registry> {
  if (foreign.length === 0) return builtIn
  const { withPlugins } = await import('./with-plugins.ts')
  return makeRegistry(await withPlugins(builtInPlugins, foreign))
}

/** What the build wrote down, so that a name is looked up without loading every suite; nothing in the source tree. */
function suiteNames(): SuiteNames[] | undefined {
  const file = new URL('../../suites/names.json', import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
