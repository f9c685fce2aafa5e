import { json, placeOptions } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

export const repair = defineVerb({
  name: 'repair',
  help: 'keep what is whole of a damaged run and say what is lost; --resume then asks for it again',
  arguments: [{ name: 'run', completes: 'run' }],
  options: { json, ...placeOptions },
  async action([run], { json, ...place }, context) {
    const [{ repairRun }, { repairedText }] = await Promise.all([
      import('../../run/repair-run.ts'),
      import('../../report/check-text.ts'),
    ])
    const repaired = await repairRun(run, place, context)
    if (json) printJson({ schemaVersion: 1, ...repaired })
    else process.stdout.write(repairedText(repaired))
    return 0
  },
})
