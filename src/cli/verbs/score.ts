import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'

export const score = defineVerb({
  name: 'score',
  help: 'recompute the metrics of a run from its files, without requests',
  arguments: [{ name: 'run', completes: 'run' }],
  options: { json, ...placeOptions },
  async action([run], options, context) {
    const [{ scoreRun }, { showReport }, { sayNotices }, { holdNursery }] = await Promise.all([
      import('../../run/score-run.ts'),
      import('../terminal/show-report.ts'),
      import('../terminal/notices.ts'),
      import('../process/hold-nursery.ts'),
    ])
    holdNursery()
    await showReport({ input: await scoreRun(run, options, { ...context, onEvent: sayNotices }) }, options, context)
    return 0
  },
})
