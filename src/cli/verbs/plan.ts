import { generationOptions } from '../../core/options/generation.ts'
import { judgeOptions } from '../../core/options/judges.ts'
import { modelOptions } from '../../core/options/models.ts'
import { json, placeOptions } from '../../core/options/output.ts'
import { paceOptions } from '../../core/options/pace.ts'
import { pairOptions } from '../../core/options/pair.ts'
import { planOptions } from '../../core/options/plan.ts'
import { lang } from '../../core/options/report.ts'
import { sampleOptions } from '../../core/options/samples.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

/** Takes what the run itself would take. */
export const plan = defineVerb({
  name: 'plan',
  help: 'estimate the requests, tokens, price and time of a run, the differences it can detect, and the samples it needs',
  arguments: [{ name: 'suite', many: true, completes: 'benchmark' }],
  options: {
    ...planOptions,
    ...modelOptions,
    ...judgeOptions,
    ...sampleOptions,
    ...generationOptions,
    ...paceOptions,
    ...pairOptions,
    lang,
    json,
    ...placeOptions,
  },
  async action([names], { from, probe, effect, power, flips, aaFlips, ...settings }, { registry }) {
    const [{ planRun }, { atWork }, { planText }, { holdNursery }] = await Promise.all([
      import('../../run/plan.ts'),
      import('../process/at-work.ts'),
      import('../../run/plan-text.ts'),
      import('../process/hold-nursery.ts'),
    ])
    holdNursery()
    const basis = { from, probe, effect, power, flips, aaFlips }
    const planned = await atWork({ registry }, context => planRun(names, settings, basis, context))
    if (settings.json) printJson(planned)
    else process.stdout.write(planText(planned, settings.lang))
    return 0
  },
})
