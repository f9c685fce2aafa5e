import type { Comparison } from '../core/comparison.ts'
import { type WithAnalyses, withAnalyses } from '../report/result-document.ts'
import { makeContext } from '../run/context.ts'
import { openRuns } from '../run/open-runs.ts'
import { reportMaterial } from '../run/report-material.ts'
import { parseSettings } from '../run/settings.ts'
import { type PluginsGiven, registryWith } from './plugins.ts'
import type { Surroundings } from './surroundings.ts'

/** Compares two runs by name. `given` are settings as the caller wrote them. */
export async function compareNamed(
  names: readonly string[],
  given: object,
  plugins: PluginsGiven,
  where: Required<Surroundings>,
): Promise<WithAnalyses<Comparison>> {
  const context = makeContext({ ...where, registry: await registryWith(plugins, where.cwd) })
  const settings = parseSettings(given)
  const runs = await openRuns(names, settings.out, context)
  const { input } = await reportMaterial(runs, settings, context)
  if (input.kind !== 'comparison') throw new Error('two runs make a comparison')
  return withAnalyses(input.comparison, input.analyses)
}
