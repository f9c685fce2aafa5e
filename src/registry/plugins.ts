import { existsSync, readFileSync } from 'node:fs'
import { datasets } from '../../datasets/index.ts'
import { judges } from '../../judges/index.ts'
import { reports } from '../../reports/index.ts'
import { suites } from '../../suites/index.ts'
import { API_VERSION, type Plugin } from '../core/api.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { Dataset } from '../core/dataset.ts'
import { XevalError } from '../core/errors.ts'
import type { Judge } from '../core/judge.ts'
import type { Report } from '../core/report.ts'
import type { Suite } from '../core/suite.ts'
import { unknownName } from './near.ts'

type Lazy<P> = Record<string, () => Promise<{ default: P }>>

async function load<P extends Plugin>(kind: string, map: Lazy<P>, name: string): Promise<P> {
  const entry = Object.hasOwn(map, name) ? map[name] : undefined
  if (entry === undefined) throw unknownName(kind, name, Object.keys(map))
  const plugin = (await entry()).default
  if (plugin.apiVersion === API_VERSION) return plugin
  throw new XevalError(
    'plugin-version',
    `${kind} ${name} was made for version ${plugin.apiVersion} of xeval's plug-in API`,
    {
      hint: `This xeval speaks version ${API_VERSION}. Update the plug-in.`,
    },
  )
}

export const loadDataset = (name: string): Promise<Dataset> => load('dataset', datasets, name)
export const loadJudge = (name: string): Promise<Judge> => load('judge', judges, name)
export const loadReport = (name: string): Promise<Report> => load('report', reports, name)

export const names = {
  datasets: Object.keys(datasets),
  judges: Object.keys(judges),
  reports: Object.keys(reports),
  suites: Object.keys(suites),
}

export const allSuites = (): Promise<Suite[]> => Promise.all(names.suites.map(name => load('suite', suites, name)))

/** What `run` runs: a suite's benchmarks, or some of them. */
export interface Selection {
  suite: Suite
  benchmarks: Benchmark[]
}

/** Suites and benchmarks by name or alias, grouped by suite. Throws for an unknown name, with the near matches. */
export async function selectBenchmarks(wanted: readonly string[]): Promise<Selection[]> {
  const known = suiteNames() ?? (await allSuites()).map(namesOf)
  const selections = new Map<string, { suite: Suite; chosen: Set<Benchmark> }>()
  for (const name of wanted) {
    const meant = known.find(suite => suite.name === name || suite.aliases.includes(name))
    const owner = meant ?? known.find(({ benchmarks }) => benchmarks.includes(name))
    if (owner === undefined) {
      const all = known.flatMap(({ name, aliases, benchmarks }) => [name, ...aliases, ...benchmarks])
      throw unknownName('suite or benchmark', name, all)
    }
    const selection = selections.get(owner.name) ?? {
      suite: await load('suite', suites, owner.name),
      chosen: new Set(),
    }
    selections.set(owner.name, selection)
    for (const benchmark of selection.suite.benchmarks)
      if (meant !== undefined || benchmark.name === name) selection.chosen.add(benchmark)
  }
  return Array.from(selections.values(), ({ suite, chosen }) => ({
    suite,
    benchmarks: suite.benchmarks.filter(benchmark => chosen.has(benchmark)),
  }))
}

/** The names that a suite answers to. */
export interface SuiteNames {
  name: string
  aliases: readonly string[]
  benchmarks: readonly string[]
}

export const namesOf = ({ name, aliases = [], benchmarks }: Suite): SuiteNames => ({
  name,
  aliases,
  benchmarks: benchmarks.map(benchmark => benchmark.name),
})

/** What the build wrote down, so that a name is looked up without loading every suite; nothing in the source tree. */
function suiteNames(): SuiteNames[] | undefined {
  const file = new URL('../../suites/names.json', import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
