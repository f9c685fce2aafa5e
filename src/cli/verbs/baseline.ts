import { XevalError } from '../../core/errors.ts'
import { unknownName } from '../../registry/near.ts'
import { baselinesFolder, nameBaseline } from '../../run/baselines.ts'
import { listBaselines } from '../../store/baselines.ts'
import { parseReportOptions } from '../options/report-options.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

const baseline: Verb = async ([action = 'list', name, run], options) => {
  const { out, json } = parseReportOptions(options)
  const context = commandContext()
  if (action === 'list') {
    const all = await listBaselines(baselinesFolder(context, out))
    const lines = all.map(({ name, run, state }) => `${name}  ${run}${state === 'unchanged' ? '' : `  ${state}`}\n`)
    if (json) printJson(all)
    else process.stdout.write(lines.join('') || 'no baselines yet\n')
    return 0
  }
  if (action !== 'set') throw unknownName('baseline action', action, ['set', 'list'])
  if (name === undefined || run === undefined) {
    throw new XevalError('bad-option', 'baseline set needs a name and a run', {
      hint: 'xeval baseline set nightly RUN',
    })
  }
  process.stdout.write(`${name} is ${await nameBaseline(name, run, out, context)}\n`)
  return 0
}
export default baseline
