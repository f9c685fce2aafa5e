import { flag, text } from '../../core/field.ts'
import { under } from '../../core/option.ts'
import { generationOptions } from '../../core/options/generation.ts'
import { judgeOptions } from '../../core/options/judges.ts'
import { modelOptions } from '../../core/options/models.ts'
import { json, placeOptions } from '../../core/options/output.ts'
import { paceOptions } from '../../core/options/pace.ts'
import { pairOptions } from '../../core/options/pair.ts'
import { sampleOptions } from '../../core/options/samples.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

const option = under('Estimates')

/** Takes what the run itself would take. */
export const plan = defineVerb({
  name: 'plan',
  help: 'estimate requests, tokens, price, time and the smallest detectable difference of a run',
  arguments: [{ name: 'suite', many: true, completes: 'benchmark' }],
  options: {
    from: option('<run>', text, 'earlier run to take tokens, latency and spread from (default: none)', {
      completes: 'run',
    }),
    probe: option(undefined, flag, 'measure tokens and latency on 5 samples per benchmark'),
    ...modelOptions,
    ...judgeOptions,
    ...sampleOptions,
    ...generationOptions,
    ...paceOptions,
    ...pairOptions,
    json,
    ...placeOptions,
  },
  async action([names], { from, probe, ...settings }, { registry }) {
    const [{ planRun }, { atWork }, { planText }, { holdNursery }] = await Promise.all([
      import('../../run/plan.ts'),
      import('../process/at-work.ts'),
      import('../terminal/plan-text.ts'),
      import('../process/hold-nursery.ts'),
    ])
    holdNursery()
    const planned = await atWork({ registry }, context => planRun(names, settings, { from, probe }, context))
    if (settings.json) printJson(planned)
    else process.stdout.write(planText(planned))
    return 0
  },
})
