import { runOptions } from '../../core/settings.ts'
import { defineVerb } from '../define-verb.ts'

export const run = defineVerb({
  name: 'run',
  help: 'run suites or benchmarks (`all`: every suite that can) on one model, or on two and compare them',
  arguments: [{ name: 'suite', many: true, completes: 'benchmark' }],
  options: runOptions,
  /** What a user can get wrong is looked at before anything heavy is loaded. */
  async action([names], settings, context) {
    const { isAll } = await import('../../run/all/check-all.ts')
    if (isAll(names, settings)) return (await import('../terminal/run-all.ts')).runAll(settings, context)
    const { selectRun } = await import('../../run/select-run.ts')
    const selections = await selectRun(names, settings, context)
    const [{ keepHeapSmall }, { atWork }, evaluate] = await Promise.all([
      import('../process/hold-nursery.ts'),
      import('../process/at-work.ts'),
      settings.aa
        ? import('../../run/ask-again.ts').then(({ evaluateTwice }) => evaluateTwice)
        : import('../../run/evaluate.ts').then(({ evaluate }) => evaluate),
    ])
    keepHeapSmall()
    return atWork(context, async context => {
      let code = 0
      for await (const evaluated of evaluate(selections, settings, context)) {
        const { showEvaluated } = await import('../terminal/show-evaluated.ts')
        code = Math.max(code, await showEvaluated(evaluated, settings, context))
      }
      return code
    })
  },
})
