import { XevalError } from '../core/errors.ts'
import type { Settings } from '../core/settings.ts'
import type { Selection } from '../registry/registry.ts'
import { refuseIdleJudges } from './choose-judge.ts'
import { checkCompareSettings } from './compare-options.ts'
import type { Context } from './context.ts'

/**
 * What is to be run, by the names of suites and benchmarks. Whatever is wrong with names, judges and margins is said here, before
 * anything is opened; of a run that is resumed, also which of its plug-ins are missing.
 */
export async function selectRun(names: readonly string[], settings: Settings, context: Context): Promise<Selection[]> {
  const { registry } = context
  if (settings.aa && settings.resume) throw notBoth(settings.resume)
  if (settings.resume !== undefined) await (await import('./resume.ts')).refuseWithoutPlugins(settings, context)
  const selections = await registry.selectBenchmarks(names)
  await checkCompareSettings(settings, selections, registry)
  const benchmarks = selections.flatMap(selection => selection.benchmarks)
  refuseIdleJudges(benchmarks, settings.judge ?? [], registry)
  return selections
}

/** What a run was asked with is in its manifest; a second one would be asked with what this command says. */
const notBoth = (resume: string | true): XevalError =>
  new XevalError('bad-option', '--aa cannot be combined with --resume', {
    hint: `Resume the run without --aa${resume === true ? '' : ` (--resume ${resume})`}. Then make a second run with --no-cache and pass it: xeval gate RUN --against BASELINE --aa REPEAT.`,
  })
