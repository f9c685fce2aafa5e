import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

export const baselineList = defineVerb({
  name: 'baseline list',
  help: 'list the baselines and their runs',
  arguments: [],
  options: { json, ...placeOptions },
  async action(_, { json, out }, context) {
    const { baselinesFolder } = await import('../../run/baselines.ts')
    const { listBaselines } = await import('../../store/baselines.ts')
    const all = await listBaselines(baselinesFolder(context, out))
    const lines = all.map(({ name, run, state }) => `${name}  ${run}${state === 'unchanged' ? '' : `  ${state}`}\n`)
    if (json) printJson(all)
    else process.stdout.write(lines.join('') || 'no baselines yet\n')
    return 0
  },
})
