import { checkMargin } from '../analysis/check-margin.ts'
import type { CompareOptions } from '../analysis/compare-runs.ts'
import type { ReadableRun } from '../analysis/pair-runs.ts'
import type { Benchmark } from '../core/benchmark.ts'
import { XevalError } from '../core/errors.ts'
import type { PairSettings, Settings } from '../core/settings.ts'
import { type Topic, topics } from '../core/topic.ts'
import type { Wording } from '../core/wording.ts'
import { unknownName } from '../registry/near.ts'
import type { Registry, Selection } from '../registry/registry.ts'

export type CompareSettings = PairSettings & Pick<Settings, 'lang'> & Pick<CompareOptions, 'allowNothing'>

/** How two runs are compared, as the settings say, with every name in them checked. */
export async function compareOptions(
  settings: CompareSettings,
  run: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
  registry: Registry,
): Promise<CompareOptions> {
  const { alpha, adjust, force, allowNothing } = settings
  return {
    ...(alpha !== undefined && { alpha }),
    ...(adjust !== undefined && { adjust }),
    ...(force !== undefined && { force }),
    ...(allowNothing !== undefined && { allowNothing }),
    allowDiff: topicsOf(settings.allowDiff ?? []),
    margins: await marginsOf(settings, registry),
    cautions: cautionsOf(run, benchmarks),
  }
}

/** The same checks before a run, so that none fails once it is paid for. */
export async function checkCompareSettings(
  settings: PairSettings,
  selections: readonly Selection[],
  registry: Registry,
): Promise<void> {
  topicsOf(settings.allowDiff ?? [])
  const margins = await marginsOf(settings, registry)
  for (const { suite, benchmarks } of selections)
    for (const benchmark of benchmarks) checkMargin(benchmark, margins[benchmark.name] ?? margins[suite.name])
}

/** Margins as numbers by suite or benchmark. Throws for a name that is neither, and for what is no number above 0. */
export async function marginsOf({ margin = {} }: PairSettings, registry: Registry): Promise<Record<string, number>> {
  const given = Object.entries(margin)
  if (given.length === 0) return {}
  const suites = await registry.allSuites()
  const known = suites.flatMap(({ name, benchmarks }) => [name, ...benchmarks.map(benchmark => benchmark.name)])
  return Object.fromEntries(
    given.map(([name, value]) => {
      const meant = suites.find(({ aliases }) => aliases?.includes(name))?.name ?? name
      if (!known.includes(meant)) throw unknownName('suite or benchmark for a margin', name, known)
      const size = Number(value)
      if (size > 0 && Number.isFinite(size)) return [meant, size]
      throw new XevalError('bad-margin', `the margin of ${name} is ${value}, and has to be a number above 0`, {
        hint: 'It is the largest loss that would not matter. Rates are in 0…1: two points are 0.02.',
      })
    }),
  )
}

function topicsOf(wanted: readonly string[]): Topic[] {
  return wanted
    .flatMap(entry => entry.split(','))
    .map(name => {
      const topic = topics.find(known => known === name.trim())
      if (topic === undefined) throw unknownName('difference to allow', name, topics)
      return topic
    })
}

function cautionsOf({ manifest }: ReadableRun, benchmarks: ReadonlyMap<string, Benchmark>): Map<string, Wording> {
  const cautions = new Map<string, Wording>()
  for (const { name, judge } of manifest.benchmarks) {
    const caution = benchmarks.get(name)?.judges.find(candidate => candidate.name === judge.name)?.caution
    if (caution !== undefined) cautions.set(name, caution)
  }
  return cautions
}
