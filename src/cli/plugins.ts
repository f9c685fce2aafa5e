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
  const all = await allSuites()
  const selections = new Map<Suite, Set<Benchmark>>()
  for (const name of wanted) {
    const suite = all.find(candidate => candidate.name === name || candidate.aliases?.includes(name))
    const owner = suite ?? all.find(({ benchmarks }) => benchmarks.some(benchmark => benchmark.name === name))
    if (owner === undefined) {
      const known = all.flatMap(({ name, aliases, benchmarks }) => [
        name,
        ...(aliases ?? []),
        ...benchmarks.map(b => b.name),
      ])
      throw unknownName('suite or benchmark', name, known)
    }
    const chosen = selections.get(owner) ?? new Set()
    selections.set(owner, chosen)
    for (const benchmark of owner.benchmarks) if (suite !== undefined || benchmark.name === name) chosen.add(benchmark)
  }
  return Array.from(selections, ([suite, chosen]) => ({
    suite,
    benchmarks: suite.benchmarks.filter(benchmark => chosen.has(benchmark)),
  }))
}
