import { basename } from 'node:path'
import { XevalError } from '../core/errors.ts'
import { unknownName } from '../registry/near.ts'
import type { Registry } from '../registry/registry.ts'
import { listRuns, readManifest } from '../store/run/run-files.ts'
import type { Context } from './context.ts'
import { runsFolder } from './run-manifest.ts'

export interface Entry {
  name: string
  description: string
}

/** What there is, of one kind or of each. Throws for a kind that there isn't. */
export async function listAll(
  kind: string | undefined,
  out: string | undefined,
  context: Context,
): Promise<Record<string, Entry[]>> {
  const { registry } = context
  const kinds: Record<string, () => Promise<Entry[]>> = {
    suites: registry.allSuites,
    benchmarks: async () => (await registry.allSuites()).flatMap(({ benchmarks }) => benchmarks),
    datasets: all(registry.names.datasets, registry.loadDataset),
    judges: all(registry.names.judges, registry.loadJudge),
    providers: () => providerEntries(registry),
    reports: all(registry.names.reports, registry.loadReport),
    runs: () => runEntries(runsFolder(context, out)),
  }
  if (kind !== undefined && !Object.hasOwn(kinds, kind)) throw unknownName('kind of thing', kind, Object.keys(kinds))
  const found: Record<string, Entry[]> = {}
  for (const [name, look] of Object.entries(kinds)) {
    if (kind !== undefined && kind !== name) continue
    found[name] = (await look()).map(({ name, description }) => ({ name, description }))
  }
  return found
}

const all = (names: readonly string[], load: (name: string) => Promise<Entry>) => () => Promise.all(names.map(load))

const providerEntries = async (registry: Registry): Promise<Entry[]> =>
  (await registry.allProviders()).map(({ name, syntax, description }) => ({
    name,
    description: `${syntax}: ${description}`,
  }))

async function runEntries(root: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const dir of await listRuns(root)) {
    const name = basename(dir)
    try {
      const { status, model, suite, demo } = await readManifest(dir)
      entries.push({ name, description: `${status}  ${suite} of ${model.ref}${demo ? '  DEMO' : ''}` })
    } catch (error) {
      if (!XevalError.is(error)) throw error
      entries.push({ name, description: 'unreadable manifest' })
    }
  }
  return entries
}
