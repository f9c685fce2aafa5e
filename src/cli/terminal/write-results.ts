import { join } from 'node:path'
import { ExitCode } from '../../core/errors.ts'
import type { RunStore } from '../../core/run-store.ts'
import type { Ending } from '../../run/execute.ts'
import { DEFAULT_MAX_ERRORS } from '../../run/limits.ts'
import { openRunAt } from '../../run/open-runs.ts'
import { isUnrated, judgedByPeople } from '../../run/rated-runs.ts'
import { reportMaterial } from '../../run/report-material.ts'
import type { Session } from '../../run/session.ts'
import type { Settings } from '../../run/settings.ts'
import { sayUnrated } from '../../run/unrated.ts'
import { showReport, writeReport } from './show-report.ts'

/** Prints the result, writes the report beside the last run, and says how to go on with an interrupted one. */
export async function writeResults(session: Session, stores: readonly RunStore[], ending: Ending): Promise<number> {
  const { settings } = session
  const last = stores.at(-1)
  if (last === undefined) return 0
  sayCost(stores)
  if (ending.status === 'interrupted') {
    process.stderr.write(`Stopped: ${ending.reason}. Nothing that was answered is lost. Go on with:\n`)
    process.stderr.write(`  ${resumeCommand(session, stores)}${ending.more ? ` ${ending.more}` : ''}\n`)
    return ending.reason === 'interrupted' ? ExitCode.interrupted : ExitCode.tooManyErrors
  }
  const runs = await Promise.all(stores.map(({ dir }) => openRunAt(dir)))
  const rated = await judgedByPeople(runs)
  if (rated !== undefined && isUnrated(rated)) {
    sayUnrated(runs, rated, settings)
    return tooManyErrors(stores, settings) ? ExitCode.tooManyErrors : ExitCode.ok
  }
  const flipsFile = join(last.dir, 'flips.jsonl')
  sayFailed(session, stores)
  const material = await reportMaterial(runs, settings, flipsFile)
  const lang = settings.lang ?? 'en'
  const path = join(last.dir, 'report.md')
  await writeReport(material, path, { lang })
  if (settings.report !== undefined) await writeReport(material, settings.report, { lang })
  await showReport(material, { lang, json: settings.json ?? false })
  if (!settings.json) process.stdout.write(`\nReport: ${settings.report ?? path}\n`)
  return tooManyErrors(stores, settings) ? ExitCode.tooManyErrors : ExitCode.ok
}

function sayCost(stores: readonly RunStore[]): void {
  const costs = stores.flatMap(({ manifest }) => manifest.cost ?? [])
  const [first] = costs
  if (first === undefined) return
  const usd = costs.reduce((sum, cost) => sum + cost.usd, 0)
  process.stderr.write(`Cost: $${usd.toFixed(usd < 1 ? 4 : 2)} by prices of ${first.priceDate}\n`)
}

/** Failed requests are counted in the report and scored nowhere; a resume asks them again, and only them. */
function sayFailed(session: Session, stores: readonly RunStore[]): void {
  const failed = stores.reduce(
    (sum, store) => sum + store.sampleCount() * store.manifest.epochs - store.finishedCount(),
    0,
  )
  if (failed === 0) return
  process.stderr.write(`${failed} failed and ${failed === 1 ? 'is' : 'are'} counted, not scored. Ask again with:\n`)
  process.stderr.write(`  ${resumeCommand(session, stores)}\n`)
}

const resumeCommand = ({ suite, settings }: Session, [first]: readonly RunStore[]): string =>
  `xeval run ${suite.name} --resume ${first?.manifest.id}${settings.out ? ` --out ${settings.out}` : ''}`

/** Over the run as a whole; a benchmark that has nothing at all is in the table as such. */
function tooManyErrors(stores: readonly RunStore[], { maxErrors = DEFAULT_MAX_ERRORS }: Settings): boolean {
  const errored = stores.reduce((sum, { manifest }) => sum + (manifest.counts?.errored ?? 0), 0)
  const planned = stores.flatMap(({ manifest }) => manifest.benchmarks).reduce((sum, { n }) => sum + n, 0)
  return errored > maxErrors * planned
}
