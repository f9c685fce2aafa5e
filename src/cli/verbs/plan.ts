import { z } from 'zod'
import { planRun } from '../../run/plan.ts'
import { resolveSettings } from '../../run/resolve-settings.ts'
import { atWork } from '../process/at-work.ts'
import { commandContext } from '../process/command-context.ts'
import { holdNursery } from '../process/hold-nursery.ts'
import type { Verb } from '../program.ts'
import { planText } from '../terminal/plan-text.ts'
import { printJson } from '../terminal/print-json.ts'

const Basis = z.object({ from: z.string().optional(), probe: z.boolean().optional() })

const plan: Verb = async (args, { from, probe, ...rest }) => {
  const basis = Basis.parse({ from, probe })
  const settings = await resolveSettings(rest, commandContext())
  holdNursery()
  const planned = await atWork(context => planRun(args, settings, basis, context))
  if (settings.json) printJson(planned)
  else process.stdout.write(planText(planned))
  return 0
}
export default plan
