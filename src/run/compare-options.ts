import { checkMargin } from '../analysis/check-margin.ts'
import type { CompareOptions } from '../analysis/compare-runs.ts'
import { MEAN } from '../core/endpoint.ts'
import { XevalError } from '../core/errors.ts'
import type { Manifest } from '../core/manifest.ts'
import type { PairSettings, Settings } from '../core/settings.ts'
import { type Topic, topics } from '../core/topic.ts'
import { unknownName } from '../registry/near.ts'
import { namesOf, type Registry, type Selection, type SuiteNames } from '../registry/registry.ts'

export type CompareSettings = PairSettings &
  Pick<Settings, 'lang'> &
  Pick<CompareOptions, 'allowNothing' | 'onRow'> & {
    /** File of samples to compare with and without. */
    overlap?: string
  }

/** How two runs are compared, as the settings say, with every name in them checked. */
export async function compareOptions(
  settings: CompareSettings,
  manifests: readonly Manifest[],
  registry: Registry,
): Promise<CompareOptions> {
  const { alpha, adjust, test, force, allowNothing, minOverlap, onRow } = settings
  return {
    ...(alpha !== undefined && { alpha }),
    ...(adjust !== undefined && { adjust }),
    ...(test !== undefined && { test }),
    ...(force !== undefined && { force }),
    ...(minOverlap !== undefined && { minOverlap }),
    ...primaryOf(settings, manifests.map(namesIn)),
    ...(allowNothing !== undefined && { allowNothing }),
    ...(onRow !== undefined && { onRow }),
    allowDiff: topicsOf(settings.allowDiff ?? []),
    margins: await marginsOf(settings, registry, manifests),
  }
}

/** The same checks before a run, so that none fails once it is paid for. */
export async function checkCompareSettings(
  settings: PairSettings,
  selections: readonly Selection[],
  registry: Registry,
): Promise<void> {
  topicsOf(settings.allowDiff ?? [])
  primaryOf(
    settings,
    selections.map(({ suite, benchmarks }) => ({ ...namesOf(suite), benchmarks: benchmarks.map(({ name }) => name) })),
  )
  const margins = await marginsOf(settings, registry)
  for (const { suite, benchmarks } of selections)
    for (const { name, metrics } of benchmarks) checkMargin(name, metrics[0].unit, margins[name] ?? margins[suite.name])
}

/** The endpoint that was declared. Throws for a name that none of the runs has. */
function primaryOf({ primary }: PairSettings, known: readonly SuiteNames[]): { primary?: string } {
  if (primary === undefined) return {}
  const names = [MEAN, ...known.flatMap(({ benchmarks }) => benchmarks)]
  if (!names.includes(primary)) throw unknownName('primary endpoint', primary, names)
  return { primary }
}

/**
 * Margins as numbers by suite or benchmark. What the runs call themselves is known without their plug-ins. Throws for a
 * name that is neither, and for what is no number above 0.
 */
export async function marginsOf(
  { margin = {} }: PairSettings,
  registry: Registry,
  manifests: readonly Manifest[] = [],
): Promise<Record<string, number>> {
  const given = Object.entries(margin)
  const inRuns = manifests.map(namesIn)
  const isInRuns = (name: string): boolean => meantBy(name, inRuns) !== undefined
  const known = given.every(([name]) => isInRuns(name))
    ? inRuns
    : [...inRuns, ...(await registry.allSuites()).map(namesOf)]
  return Object.fromEntries(
    given.map(([name, value]) => {
      const meant = meantBy(name, known)
      if (meant === undefined) throw unknownName('suite or benchmark for a margin', name, namesKnown(known))
      const size = Number(value)
      if (size > 0 && Number.isFinite(size)) return [meant, size]
      throw new XevalError('bad-margin', `the margin of ${name} is ${value}; it must be a number above 0`, {
        hint: 'The margin is the largest acceptable loss. Rates are in 0…1: two percentage points are 0.02.',
      })
    }),
  )
}

const namesIn = ({ suite, suiteCard, benchmarks }: Manifest): SuiteNames => ({
  name: suite,
  aliases: suiteCard?.aliases ?? [],
  benchmarks: [...new Set([...(suiteCard?.benchmarks ?? []), ...benchmarks.map(({ name }) => name)])],
})

function meantBy(name: string, suites: readonly SuiteNames[]): string | undefined {
  const suite = suites.find(known => known.name === name || known.aliases.includes(name))
  return suite?.name ?? (suites.some(({ benchmarks }) => benchmarks.includes(name)) ? name : undefined)
}

const namesKnown = (suites: readonly SuiteNames[]): string[] => [
  ...new Set(suites.flatMap(({ name, benchmarks }) => [name, ...benchmarks])),
]

function topicsOf(wanted: readonly string[]): Topic[] {
  return wanted
    .flatMap(entry => entry.split(','))
    .map(name => {
      const topic = topics.find(known => known === name.trim())
      if (topic === undefined) throw unknownName('difference to allow', name, topics)
      return topic
    })
}
