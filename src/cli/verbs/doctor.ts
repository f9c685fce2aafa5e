import { configOption, pluginOption } from '../../core/options/invocation.ts'
import { json } from '../../core/options/output.ts'
import { defineVerb } from '../define-verb.ts'
import { printJson } from '../terminal/print-json.ts'

/** Exit code 2 where something is broken rather than absent. */
export const doctor = defineVerb({
  name: 'doctor',
  help: 'report what is installed on this machine and what is missing',
  arguments: [],
  options: { json, plugin: pluginOption, config: configOption },
  loadsItself: true,
  async action(_, { json, ...given }, context) {
    const [{ examine }, { textTable }] = await Promise.all([
      import('../../run/doctor.ts'),
      import('../../report/text-table.ts'),
    ])
    const findings = await examine(given, context)
    if (json) printJson(findings)
    else
      process.stdout.write(
        `${textTable(
          undefined,
          findings.map(({ what, state, detail }) => [state, what, detail]),
        )}\n`,
      )
    return findings.some(({ state }) => state === 'problem') ? 2 : 0
  },
})
