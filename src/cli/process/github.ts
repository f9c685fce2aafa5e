import { appendFile } from 'node:fs/promises'
import type { GateResult } from '../../analysis/gate.ts'
import { terminalText } from '../../report/terminal-text.ts'
import { writeRaw } from './guard-streams.ts'

/** Where GitHub Actions runs us: the report as the job's summary, and an annotation for each benchmark that didn't pass. */
export async function tellGitHub(
  markdown: string,
  results: readonly GateResult[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const summary = env['GITHUB_STEP_SUMMARY']
  if (summary !== undefined && summary !== '') await appendFile(summary, markdown)
  if (env['GITHUB_ACTIONS'] !== 'true') return
  for (const { benchmark, outcome, reason } of results) {
    if (outcome === 'passed') continue
    const level = outcome === 'inconclusive' ? 'warning' : 'error'
    writeRaw(process.stderr, `::${level} title=${property(`xeval: ${benchmark} ${outcome}`)}::${data(reason)}\n`)
  }
}

// The escapes of workflow commands: a message is one line, a property has no separator in it.
const data = (text: string): string =>
  terminalText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
