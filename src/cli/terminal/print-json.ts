import { terminalJson } from '../../report/terminal-text.ts'

/** One JSON document on stdout, and nothing else. */
export const printJson = (document: unknown): void =>
  void process.stdout.write(`${terminalJson(JSON.stringify(document, null, 2))}\n`)
