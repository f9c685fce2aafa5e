import type { Context } from '../../run/context.ts'
import type { Settings } from '../../run/settings.ts'
import { atWork } from '../process/at-work.ts'
import { keepHeapSmall } from '../process/hold-nursery.ts'
import { printJson } from './print-json.ts'
import { showReport } from './show-report.ts'

/** `xeval run all`: the plan on stderr, then every suite that can run, one table and one verdict line. Resolves with the exit code. */
export async function runAll(settings: Settings, { registry }: Context): Promise<number> {
  const [{ planAll }, { evaluateAll }, { allExitCode, allPlanText, unfinishedText, verdictLine }] = await Promise.all([
    import('../../run/all/plan-all.ts'),
    import('../../run/all/evaluate-all.ts'),
    import('../../run/all/all-text.ts'),
  ])
  const { json = false, lang = 'en' } = settings
  keepHeapSmall()
  return atWork({ registry }, async context => {
    const { selections, plan } = await planAll(settings, context)
    if (settings.dryRun) {
      printJson(plan)
      return 0
    }
    process.stderr.write(`${allPlanText(plan, lang)}\n`)
    const all = await evaluateAll(selections, settings, context)
    if (all.report !== undefined) await showReport({ input: all.report.input }, { lang, json }, context)
    const verdict = `\n${verdictLine(all, lang)}\n`
    if (json) process.stderr.write(verdict)
    else process.stdout.write(verdict)
    if (all.report !== undefined) process.stderr.write(`Report: ${all.report.path}\n`)
    process.stderr.write(unfinishedText(all))
    return allExitCode(all)
  })
}
