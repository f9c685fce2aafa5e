import { textTable } from '../../report/text-table.ts'
import { examine, type Finding } from '../../run/doctor.ts'
import { commandContext } from '../process/command-context.ts'
import type { Verb } from '../program.ts'
import { printJson } from '../terminal/print-json.ts'

/** Exit code 2 where something is broken rather than absent. */
const doctor: Verb = async (_, { json }) => {
  const findings = await examine(commandContext())
  if (json) printJson(findings)
  else process.stdout.write(asText(findings))
  return findings.some(({ state }) => state === 'problem') ? 2 : 0
}
export default doctor

const asText = (findings: readonly Finding[]): string =>
  `${textTable(
    undefined,
    findings.map(({ what, state, detail }) => [state, what, detail]),
  )}\n`
