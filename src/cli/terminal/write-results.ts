import { join } from 'node:path'
import type { Benchmark } from '../../core/benchmark.ts'
import { ExitCode } from '../../core/errors.ts'
import type { RunResult } from '../../core/run-result.ts'
import type { RunStore } from '../../core/run-store.ts'
import type { Ending } from '../../run/execute.ts'
import { withRatings } from '../../run/human-ratings.ts'
import { isUnreliable } from '../../run/limits.ts'
import { unratedIn } from '../../run/rated-runs.ts'
import { reportMaterial } from '../../run/report-material.ts'
import type { Session } from '../../run/session.ts'
import { sayUnrated } from '../../run/unrated.ts'
import { showReport, writeReport } from './show-report.ts'

/** Prints the result, writes the report beside the last run, and says how to go on with an interrupted one. */
export async function writeResults(
  session: Session,
  stores: readonly RunStore[],
  benchmarks: ReadonlyMap<string, Benchmark>,
  ending: Ending,
  results: readonly RunResult[],
): Promise<number> {
  const { settings } = session
  const last = stores.at(-1)
  if (last === undefined) return 0
  sayCost(stores)
  if (ending.status === 'interrupted') {
    process.stderr.write(`Stopped: ${ending.reason}. Nothing that was answered is lost. Go on with:\n`)
    process.stderr.write(`  ${resumeCommand(session, stores)}${ending.more ? ` ${ending.more}` : ''}\n`)
    return ending.reason === 'interrupted' ? ExitCode.interrupted : ExitCode.tooManyErrors
  }
  const judged = results.map((result, i) => ({ result, epochs: stores[i]?.manifest.epochs ?? 1 }))
  const exitCode = isUnreliable(judged, settings) ? ExitCode.tooManyErrors : ExitCode.ok
  const runs = await Promise.all(stores.map(store => withRatings(store, benchmarks)))
  const unrated = await unratedIn(runs, benchmarks)
  if (unrated !== undefined) {
    sayUnrated(runs, unrated, settings)
    return exitCode
  }
  const flipsFile = join(last.dir, 'flips.jsonl')
  sayFailed(session, stores)
  const material = await reportMaterial(session.suite, runs, benchmarks, settings, flipsFile, results)
  const lang = settings.lang ?? 'en'
  const path = join(last.dir, 'report.md')
  await writeReport(material, path, { lang })
  if (settings.report !== undefined) await writeReport(material, settings.report, { lang })
  await showReport(material, { lang, json: settings.json ?? false })
  if (!settings.json) process.stdout.write(`\nReport: ${settings.report ?? path}\n`)
  return exitCode
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
