import { API_VERSION, kindOf, type Plugin, type PluginKind } from '../core/api.ts'
import type { Dataset } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import type { PluginRecord } from '../core/manifest.ts'
import type { Provider } from '../core/provider.ts'
import type { Report } from '../core/report.ts'
import type { Suite } from '../core/suite.ts'
import { type Foreign, notAPlugin } from './foreign.ts'
import { checkShape } from './plugin-shape.ts'
import { type Lazy, namesOf, type Plugins } from './registry.ts'
import { makeTaken } from './taken.ts'

interface ByKind {
  suite: Suite
  dataset: Dataset
  judge: Judge
  report: Report
  provider: Provider
}

/** What a `define*` function stamped is what it takes. */
const isA = <K extends PluginKind>(kind: K, plugin: unknown): plugin is ByKind[K] => kindOf(plugin) === kind

/** Ours and theirs. Throws where two of a kind have one name, or one was made for another version of the API. */
export async function withPlugins(ours: Plugins, foreign: readonly Foreign[]): Promise<Plugins> {
  if (foreign.length === 0) return ours
  const taken = await makeTaken(ours)
  const suites: Suite[] = []
  const datasets: Dataset[] = []
  const judges: Judge[] = []
  const reports: Report[] = []
  const providers: Provider[] = []
  const theirs: PluginRecord[] = []
  const tasks = new Map<string, string>()
  const add = async (plugin: ByKind[PluginKind], { from, package: within, sha256, task }: Foreign, isPart = false) => {
    const kind = kindOf(plugin)
    if (kind === undefined) throw notAPlugin(from, plugin)
    checkVersion(kind, plugin, from)
    checkShape(kind, plugin, from)
    if (!(await taken.take(kind, plugin, from, isPart))) return
    if (isA('suite', plugin)) suites.push(plugin)
    else if (isA('dataset', plugin)) datasets.push(plugin)
    else if (isA('judge', plugin)) judges.push(plugin)
    else if (isA('report', plugin)) reports.push(plugin)
    else if (isA('provider', plugin)) providers.push(plugin)
    const { name, version } = plugin
    if (kind === 'suite') for (const file of task?.names ?? []) tasks.set(file, name)
    const origin = { ...(within && { package: within }), ...(sha256 !== undefined && { sha256 }) }
    theirs.push({ kind, name, version, ...origin, ...(task && { task: true as const }) })
  }
  for (const one of foreign) await add(one.plugin, one)
  // A suite brings its data sets and judges with it, so that they can be pulled, shown and named.
  for (const one of foreign) {
    if (!isA('suite', one.plugin)) continue
    for (const { dataset, judges } of one.plugin.benchmarks)
      for (const part of [dataset, ...judges]) await add(part, one, true)
  }
  return {
    suites: { ...ours.suites, ...lazy(suites) },
    datasets: { ...ours.datasets, ...lazy(datasets) },
    judges: { ...ours.judges, ...lazy(judges) },
    reports: { ...ours.reports, ...lazy(reports) },
    suiteNames: () => [...taken.ofOurSuites, ...suites.map(namesOf)],
    providers: async () => [...providers, ...(await ours.providers())],
    theirs,
    tasks,
    ...(ours.judgeAliases && { judgeAliases: ours.judgeAliases }),
    foreignJudges: judges,
  }
}

function checkVersion(kind: PluginKind, { name, apiVersion }: Plugin, from: string): void {
  if (apiVersion === API_VERSION) return
  throw new XevalError(
    'plugin-version',
    `${from}: ${kind} ${name} was made for version ${apiVersion} of xeval's plug-in API`,
    { hint: `This xeval uses version ${API_VERSION}. Update the plug-in.` },
  )
}

const lazy = <P extends Plugin>(plugins: readonly P[]): Lazy<P> =>
  Object.fromEntries(plugins.map(plugin => [plugin.name, async () => ({ default: plugin })]))
