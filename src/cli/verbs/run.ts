import { resolveSettings } from '../../run/resolve-settings.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'

/** What a user can get wrong is looked at before anything heavy is loaded. */
const run: Verb = async (args, options) => {
  const context = commandContext()
  const { registry } = context
  const settings = await resolveSettings(options, context)
  const selections = await registry.selectBenchmarks(args)
  const { checkCompareSettings } = await import('../../run/compare-options.ts')
  await checkCompareSettings(settings, selections, registry)
  const { refuseIdleJudges } = await import('../../run/choose-judge.ts')
  const benchmarks = selections.flatMap(selection => selection.benchmarks)
  refuseIdleJudges(benchmarks, settings.judge ?? [], registry)
  const [{ keepHeapSmall }, { atWork }, { evaluate }] = await Promise.all([
    import('../process/hold-nursery.ts'),
    import('../process/at-work.ts'),
    import('../../run/evaluate.ts'),
  ])
  keepHeapSmall()
  return atWork(async context => {
    let code = 0
    for await (const evaluated of evaluate(selections, settings, context)) {
      const { showEvaluated } = await import('../terminal/show-evaluated.ts')
      code = Math.max(code, await showEvaluated(evaluated, settings, context))
    }
    return code
  })
}
export default run
