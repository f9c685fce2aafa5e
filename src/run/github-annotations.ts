import type { GateResult } from '../analysis/gate.ts'
import { terminalText } from '../report/terminal-text.ts'

/** A workflow command of GitHub Actions for each benchmark that didn't pass. */
export const githubAnnotations = (results: readonly GateResult[]): string[] =>
  results.flatMap(({ benchmark, outcome, reason }) => {
    if (outcome === 'passed') return []
    const level = outcome === 'inconclusive' ? 'warning' : 'error'
    return `::${level} title=${property(`xeval: ${benchmark} ${outcome}`)}::${data(reason)}`
  })

// The escapes of workflow commands: a message is one line, a property has no separator in it.
const data = (text: string): string =>
  terminalText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
