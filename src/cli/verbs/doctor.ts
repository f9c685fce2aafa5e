import type { Finding } from '../../run/doctor.ts'
import { defineVerb } from '../define-verb.ts'
import { json } from '../options/output-options.ts'
import { printJson } from '../terminal/print-json.ts'

/** Exit code 2 where something is broken rather than absent. */
export const doctor = defineVerb({
  name: 'doctor',
  help: 'report what this machine has, and what is missing',
  arguments: [],
  options: { json },
  async action(_, { json }, context) {
    const { examine } = await import('../../run/doctor.ts')
    const findings = await examine(context)
    if (json) printJson(findings)
    else process.stdout.write(asText(findings))
    return findings.some(({ state }) => state === 'problem') ? 2 : 0
  },
})

function asText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length))
  return findings.map(({ what, state, detail }) => `${state.padEnd(7)}  ${what.padEnd(width)}  ${detail}\n`).join('')
}
