import { API_VERSION, type Plugin } from '../core/api.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Dataset } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import type { PluginRecord } from '../core/manifest.ts'
import type { Model, ModelOptions, Provider } from '../core/provider.ts'
import type { Report } from '../core/report.ts'
import type { Suite } from '../core/suite.ts'
import { unknownName } from './near.ts'

/** The suites, judges, datasets, reports and providers that somebody knows. Each is loaded when it is asked for. */
export interface Registry {
  /** Of every kind but providers, without loading anything. */
  readonly names: Readonly<Record<'suites' | 'datasets' | 'judges' | 'reports', readonly string[]>>
  /** Each throws `unknown-name`, with the near matches, for a name that isn't there. */
  loadDataset(name: string): Promise<Dataset>
  loadJudge(name: string): Promise<Judge>
  loadReport(name: string): Promise<Report>
  allSuites(): Promise<Suite[]>
  /** Suites and benchmarks by name or alias, grouped by suite. Throws for an unknown name, with the near matches. */
  selectBenchmarks(wanted: readonly string[]): Promise<Selection[]>
  allProviders(): Promise<readonly Provider[]>
  /** Opens the model that a REF names, without a request. */
  openModel(ref: string, options: ModelOptions): Promise<Model>
  /** The plug-ins of others in it, as a manifest records them. */
  readonly theirs: readonly PluginRecord[]
  /** Suites that are tasks, by the file that declares them, as it was named. */
  readonly tasks: ReadonlyMap<string, string>
  /** Short names of judges. */
  readonly judgeAliases: Readonly<Record<string, string>>
  /** The judges among those, which may judge where a benchmark doesn't list them. */
  readonly foreignJudges: readonly Judge[]
}

/** What `run` runs: a suite's benchmarks, or some of them. */
export interface Selection {
  suite: Suite
  benchmarks: Benchmark[]
}

/** Name → plug-in, imported when it is asked for. */
export type Lazy<P> = Readonly<Record<string, () => Promise<{ default: P }>>>

/** What a registry is made of. */
export interface Plugins {
  suites: Lazy<Suite>
  datasets: Lazy<Dataset>
  judges: Lazy<Judge>
  reports: Lazy<Report>
  /** The names that suites answer to, where they are known without loading all of them. */
  suiteNames?(): SuiteNames[] | undefined
  /** Those of others go before ours. */
  providers(): Promise<readonly Provider[]>
  theirs?: readonly PluginRecord[]
  tasks?: ReadonlyMap<string, string>
  judgeAliases?: Readonly<Record<string, string>>
  foreignJudges?: readonly Judge[]
}

/** The names that a suite answers to. */
export interface SuiteNames {
  name: string
  aliases: readonly string[]
  benchmarks: readonly string[]
}

export function makeRegistry(plugins: Plugins): Registry {
  const { suites, datasets, judges, reports } = plugins
  const names = {
    suites: Object.keys(suites),
    datasets: Object.keys(datasets),
    judges: Object.keys(judges),
    reports: Object.keys(reports),
  }
  const allSuites = (): Promise<Suite[]> => Promise.all(names.suites.map(name => load('suite', suites, name)))
  return {
    names,
    loadDataset: name => load('dataset', datasets, name),
    loadJudge: name => load('judge', judges, plugins.judgeAliases?.[name] ?? name),
    loadReport: name => load('report', reports, name),
    allSuites,
    async selectBenchmarks(wanted) {
      const known = plugins.suiteNames?.() ?? (await allSuites()).map(namesOf)
      return select(wanted, known, name => load('suite', suites, name))
    },
    allProviders: plugins.providers,
    async openModel(ref, options) {
      const { openModel } = await import('../models/open-model.ts')
      return openModel(ref, options, await plugins.providers())
    },
    theirs: plugins.theirs ?? [],
    tasks: plugins.tasks ?? new Map(),
    judgeAliases: plugins.judgeAliases ?? {},
    foreignJudges: plugins.foreignJudges ?? [],
  }
}

async function load<P extends Plugin>(kind: string, map: Lazy<P>, name: string): Promise<P> {
  const entry = Object.hasOwn(map, name) ? map[name] : undefined
  if (entry === undefined) throw unknownName(kind, name, Object.keys(map))
  const plugin = (await entry()).default
  if (plugin.apiVersion === API_VERSION) return plugin
  throw new XevalError(
    'plugin-version',
    `${kind} ${name} was made for version ${plugin.apiVersion} of xeval's plug-in API`,
    {
      hint: `This xeval uses version ${API_VERSION}. Update the plug-in.`,
    },
  )
}

async function select(
  wanted: readonly string[],
  known: readonly SuiteNames[],
  loadSuite: (name: string) => Promise<Suite>,
): Promise<Selection[]> {
  const selections = new Map<string, { suite: Suite; chosen: Set<Benchmark> }>()
  for (const name of wanted) {
    const meant = known.find(suite => suite.name === name || suite.aliases.includes(name))
    const owner = meant ?? known.find(({ benchmarks }) => benchmarks.includes(name))
    if (owner === undefined) {
      const all = known.flatMap(({ name, aliases, benchmarks }) => [name, ...aliases, ...benchmarks])
      throw unknownName('suite or benchmark', name, all)
    }
    const selection = selections.get(owner.name) ?? { suite: await loadSuite(owner.name), chosen: new Set() }
    selections.set(owner.name, selection)
    for (const benchmark of selection.suite.benchmarks)
      if (meant !== undefined || benchmark.name === name) selection.chosen.add(benchmark)
  }
  return Array.from(selections.values(), ({ suite, chosen }) => ({
    suite,
    benchmarks: suite.benchmarks.filter(benchmark => chosen.has(benchmark)),
  }))
}

export const namesOf = ({ name, aliases = [], benchmarks }: Suite): SuiteNames => ({
  name,
  aliases,
  benchmarks: benchmarks.map(benchmark => benchmark.name),
})
