import { basename } from 'node:path'
import { XevalError } from '../../core/errors.ts'
import { unknownName } from '../../registry/near.ts'
import { allSuites, loadDataset, loadJudge, loadReport, names } from '../../registry/plugins.ts'
import { runsFolder } from '../../run/run-manifest.ts'
import { listRuns, readManifest } from '../../store/run/run-files.ts'
import { parseReportOptions } from '../options/report-options.ts'
import type { Verb } from '../program.ts'

interface Entry {
  name: string
  description: string
}

const kinds: Record<string, (out?: string) => Promise<Entry[]>> = {
  suites: allSuites,
  benchmarks: async () => (await allSuites()).flatMap(({ benchmarks }) => benchmarks),
  datasets: () => Promise.all(names.datasets.map(loadDataset)),
  judges: () => Promise.all(names.judges.map(loadJudge)),
  providers: async () => {
    const { providers } = await import('../../models/index.ts')
    const all = await Promise.all(Object.values(providers).map(load => load()))
    return all.map(({ name, syntax, description }) => ({ name, description: `${syntax}: ${description}` }))
  },
  reports: () => Promise.all(names.reports.map(loadReport)),
  runs: out => runEntries(runsFolder(out)),
}

const list: Verb = async ([kind], options) => {
  const { json, out } = parseReportOptions(options)
  if (kind !== undefined && !Object.hasOwn(kinds, kind)) throw unknownName('kind of thing', kind, Object.keys(kinds))
  const wanted = kind === undefined ? Object.keys(kinds) : [kind]
  const found: Record<string, Entry[]> = {}
  for (const name of wanted) {
    const entries = (await kinds[name]?.(out)) ?? []
    found[name] = entries.map(({ name, description }) => ({ name, description }))
  }
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : asText(found))
  return 0
}
export default list

function asText(found: Record<string, Entry[]>): string {
  return Object.entries(found)
    .map(([kind, entries]) => {
      const width = Math.max(0, ...entries.map(({ name }) => name.length))
      const lines = entries.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`.trimEnd())
      return [kind, ...(lines.length > 0 ? lines : ['  none yet'])].join('\n')
    })
    .join('\n\n')
    .concat('\n')
}

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
