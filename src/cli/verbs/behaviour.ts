import { behaviourOptions } from '../../core/options/behaviour.ts'
import { defineVerb } from '../define-verb.ts'

export const behaviour = defineVerb({
  name: 'behaviour',
  help: 'report how answers behave, in one run or before and after: refusals, loops, hedging, format and more',
  arguments: [{ name: 'run', many: true, completes: 'run' }],
  options: behaviourOptions,
  async action([names], options, context) {
    const [{ behaviourCode, behaviourOf }, { showReport }, { sayNotices }] = await Promise.all([
      import('../../run/behaviour.ts'),
      import('../terminal/show-report.ts'),
      import('../terminal/notices.ts'),
    ])
    const input = await behaviourOf(names, options, { ...context, onEvent: sayNotices })
    await showReport({ input }, options, context)
    return behaviourCode(input)
  },
})
