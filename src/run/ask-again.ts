import { join } from 'node:path'
import { compareRuns } from '../analysis/compare-runs.ts'
import { noiseFloor } from '../analysis/noise-floor.ts'
import type { Selection } from '../registry/registry.ts'
import { noiseSection } from '../report/noise-section.ts'
import { readManifest, writeManifest } from '../store/run/run-files.ts'
import type { Evaluated } from './conclude.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { openRunAt } from './open-runs.ts'
import type { Settings } from './settings.ts'
import { writeReport } from './write-report.ts'

type Complete = Extract<Evaluated, { kind: 'complete' }>

/**
 * `evaluate`, and each suite's first model asked the same again in a run of its own, with no cached answer: how often scores change where
 * nothing did stands in the report as a section. A repeat that did not end follows as what it is.
 */
export async function* evaluateTwice(
  selections: readonly Selection[],
  { aa: _, ...settings }: Settings,
  context: Context,
): AsyncGenerator<Evaluated, void> {
  for await (const evaluated of evaluate(selections, settings, context)) {
    const { kind } = evaluated
    const selection = kind === 'complete' && selections.find(({ suite }) => suite.name === evaluated.suite)
    if (kind !== 'complete' || !selection) {
      yield evaluated
      continue
    }
    const again = await repeat(evaluated, selection, settings, context)
    yield again?.kind === 'complete' ? await withNoise(evaluated, again, settings, context) : evaluated
    if (again !== undefined && again.kind !== 'complete') yield again
  }
}

async function repeat(
  { runs: [first] }: Complete,
  selection: Selection,
  { before: _, after: __, report: ___, resume: ____, ...settings }: Settings,
  context: Context,
): Promise<Evaluated | undefined> {
  if (first === undefined) throw new Error('a suite that is complete has a run')
  const one = { ...settings, model: first.manifest.model.ref, cache: false }
  for await (const evaluated of evaluate([selection], one, context)) {
    const [run] = evaluated.kind === 'dry-run' ? [] : evaluated.runs
    // A resume that ends it later has it too: it is written as soon as there is a run.
    if (run !== undefined) await writeManifest(run.dir, { ...(await readManifest(run.dir)), repeats: first.id })
    return evaluated
  }
  return undefined
}

async function withNoise(
  evaluated: Complete,
  again: Complete,
  { lang = 'en' }: Settings,
  context: Context,
): Promise<Complete> {
  const [first, second] = await Promise.all(
    [evaluated, again].map(({ runs: [run] }) => openRunAt(run?.dir ?? '', context)),
  )
  if (first === undefined || second === undefined) throw new Error('both runs are there')
  const compared = await compareRuns(first, second, { allowDiff: ['served'], allowNothing: true })
  const { input } = evaluated.report
  if (input.kind !== 'run' && input.kind !== 'comparison') throw new Error('a suite is one run or two')
  const noise = noiseFloor(compared, input.kind === 'comparison' ? input.comparison : undefined)
  const units = new Map(compared.benchmarks.map(({ name, unit }) => [name, unit] as const))
  const section = noiseSection(noise, units, second.manifest.id, lang)
  const told = { ...input, analyses: [...input.analyses, section] }
  const last = evaluated.runs.at(-1)
  if (last !== undefined) await writeReport({ input: told }, join(last.dir, 'report.md'), { lang }, context)
  return { ...evaluated, report: { ...evaluated.report, input: told } }
}
