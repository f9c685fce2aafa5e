import type { Plugin, PluginKind } from '../core/api.ts'
import { XevalError } from '../core/errors.ts'
import type { AnyPlugin } from './foreign.ts'
import { namesOf, type Plugins, type SuiteNames } from './registry.ts'

const OURS = 'xeval'

interface Holder {
  from: string
  /** What holds the name, where it is known without loading it. */
  plugin?: AnyPlugin
}

/** Who has which name. Suites, their aliases and benchmarks share one set of names, as they do on the command line. */
export async function makeTaken(ours: Plugins) {
  const ofOurSuites: readonly SuiteNames[] = ours.suiteNames?.() ?? (await loadNames(ours))
  const holders = new Map<string, Holder>()
  const ourNames: [string, readonly string[]][] = [
    ['suite or benchmark', ofOurSuites.flatMap(allOf)],
    ['dataset', Object.keys(ours.datasets)],
    ['judge', Object.keys(ours.judges)],
    ['report', Object.keys(ours.reports)],
  ]
  for (const [kind, names] of ourNames) for (const name of names) holders.set(`${kind} ${name}`, { from: OURS })
  const loadProviders = once(async () => {
    const providers = await ours.providers()
    for (const plugin of providers)
      for (const key of claims('provider', plugin)) holders.set(key, { from: OURS, plugin })
  })
  return {
    ofOurSuites,
    /** Whether the names were free and now belong to the plug-in. A part of a suite may be there already, as the same thing. */
    async take(kind: PluginKind, plugin: AnyPlugin, from: string, isPart: boolean): Promise<boolean> {
      if (kind === 'provider') await loadProviders()
      const keys = claims(kind, plugin)
      for (const key of keys) {
        const holder = holders.get(key)
        if (holder === undefined) continue
        if (holder.plugin === plugin) return false
        if (isPart && isSame(plugin, holder.plugin ?? (await ofOurs(ours, kind, plugin.name)))) return false
        throw new XevalError(
          'name-clash',
          `two plug-ins have the name ${key}: one from ${holder.from}, one from ${from}`,
          {
            hint: holder.from === OURS ? 'Give the plug-in another name.' : 'Remove or rename one of them.',
          },
        )
      }
      for (const key of keys) holders.set(key, { from, plugin })
      return true
    },
  }
}

const loadNames = async ({ suites }: Plugins): Promise<SuiteNames[]> =>
  (await Promise.all(Object.values(suites).map(load => load()))).map(({ default: suite }) => namesOf(suite))

const allOf = ({ name, aliases, benchmarks }: SuiteNames): string[] => [...new Set([name, ...aliases, ...benchmarks])]

/** The names that a plug-in goes by. */
function claims(kind: PluginKind, plugin: AnyPlugin): string[] {
  if ('benchmarks' in plugin) return allOf(namesOf(plugin)).map(name => `suite or benchmark ${name}`)
  const prefixes = 'prefixes' in plugin ? plugin.prefixes.map(prefix => `prefix ${prefix}`) : []
  return [`${kind} ${plugin.name}`, ...prefixes]
}

const ofOurs = async (ours: Plugins, kind: PluginKind, name: string): Promise<Plugin | undefined> =>
  (await (kind === 'dataset' ? ours.datasets[name] : ours.judges[name])?.())?.default

/** Two installed copies of one thing are one thing. */
const isSame = (a: Plugin, b: Plugin | undefined): boolean =>
  b !== undefined && a.version === b.version && a.description === b.description

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}
