import { ExitCode } from '../../core/errors.ts'
import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

export const check = defineVerb({
  name: 'check',
  help: 'read all files of a run and say what is wrong with them; exit 0 if nothing is, else 2',
  arguments: [{ name: 'run', completes: 'run' }],
  options: { json, ...placeOptions },
  async action([run], { json, out }, context) {
    const [{ checkRun }, { checkedText }] = await Promise.all([
      import('../../run/check-run.ts'),
      import('../../report/check-text.ts'),
    ])
    const checked = await checkRun(run, out, context)
    if (json) printJson({ schemaVersion: 1, ...checked })
    else process.stdout.write(checkedText(checked))
    return Object.keys(checked.problems).length === 0 ? ExitCode.ok : ExitCode.usage
  },
})
