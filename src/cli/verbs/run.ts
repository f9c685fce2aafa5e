import { runOptions } from '../../core/settings.ts'
import { defineVerb } from '../define-verb.ts'

export const run = defineVerb({
  name: 'run',
  help: 'run suites or benchmarks on one model, or on two and compare them',
  arguments: [{ name: 'suite', many: true, completes: 'benchmark' }],
  options: runOptions,
  /** What a user can get wrong is looked at before anything heavy is loaded. */
  async action([names], settings, { registry }) {
    const selections = await registry.selectBenchmarks(names)
    const { checkCompareSettings } = await import('../../run/compare-options.ts')
    await checkCompareSettings(settings, selections, registry)
    const { refuseIdleJudges } = await import('../../run/choose-judge.ts')
    const benchmarks = selections.flatMap(selection => selection.benchmarks)
    refuseIdleJudges(benchmarks, settings.judge ?? [], registry)
    const [{ keepHeapSmall }, { atWork }, evaluate] = await Promise.all([
      import('../process/hold-nursery.ts'),
      import('../process/at-work.ts'),
      settings.aa
        ? import('../../run/ask-again.ts').then(({ evaluateTwice }) => evaluateTwice)
        : import('../../run/evaluate.ts').then(({ evaluate }) => evaluate),
    ])
    keepHeapSmall()
    return atWork({ registry }, async context => {
      let code = 0
      for await (const evaluated of evaluate(selections, settings, context)) {
        const { showEvaluated } = await import('../terminal/show-evaluated.ts')
        code = Math.max(code, await showEvaluated(evaluated, settings, context))
      }
      return code
    })
  },
})
